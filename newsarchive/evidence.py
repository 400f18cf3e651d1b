"""What an article was read from: its pages, how to ask them again, and what they answered."""

from dataclasses import dataclass
from datetime import datetime

from newsarchive.learning.seen import NOTHING_SEEN, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What was asked and what came back, before any decoding.

    :param url: the absolute URL that was asked
    :param method: ``GET``, as a rule
    :param request_headers: in the order in which they were sent, ``Host`` included
    :param status: the response's status code
    :param protocol: such as ``HTTP/1.1``
    :param headers: the response's, in their order
    :param body: the payload as it was transferred: still compressed where ``Content-Encoding`` says so
    :param at: when it was received, aware, in UTC
    :param ip: the server's address, None where a proxy hides it
    """

    url: str
    method: str = "GET"
    request_headers: tuple[tuple[bytes, bytes], ...] = ()
    status: int
    protocol: str = "HTTP/1.1"
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes
    at: datetime
    ip: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request for a page needs: its address, and the ETag and date that its server gave.

    :param etag: its ``ETag``, None if there was none
    :param last_modified: its ``Last-Modified``, as the server wrote it
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one article was read from.

    :param pages: in the order in which they were asked
    :param exchanges: redirects included; empty where originals are not kept
    :param seen: what its page showed that may be the site's
    :param learned: the version of what was known of the site by then; 0 for nothing
    :param status: the HTTP status of the last page that was read; None where nobody says
    """

    pages: tuple[Validators, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    seen: Seen = NOTHING_SEEN
    learned: int = 0
    status: int | None = None


NO_EVIDENCE = Evidence()
