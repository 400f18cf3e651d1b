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
    """What tells whether a page has changed: its address, what its server gave, and what it answered.

    :param etag: its ``ETag``, None if there was none
    :param last_modified: its ``Last-Modified``, as the server wrote it
    :param digest: SHA-256 of the body, inflated; None where nobody has compared it
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that an article shows.

    :param url: the http(s) address at which its page shows it
    :param path: ``media/ab/SHA256.ext`` in the archive's folder, as which it stands in the article's body;
        empty while it is not kept, so that the body has the URL
    """

    url: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPicture:
    """What became of asking for a picture.

    :param url: where the article shows it
    :param reason: why it is not kept, a stable slug such as ``http-404``; empty where its bytes came, or are
        still those that are kept
    :param sha256: of its bytes, in hexadecimal, which wait in the archive's staging folder by that name;
        empty where none came
    :param extension: by its content: ``jpg``, ``png``, ``webp``, ``gif`` or ``avif``
    :param length: in bytes
    :param width: in pixels, as ``height``
    :param page: what to ask it by the next time
    :param exchanges: redirects included; the last one without its body, which is the file's
    """

    url: str
    reason: str = ""
    sha256: str = ""
    extension: str = ""
    length: int = 0
    width: int = 0
    height: int = 0
    page: Validators | None = None
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one article was read from.

    :param pages: in the order in which they were asked
    :param exchanges: redirects included; empty where originals are not kept
    :param seen: what its page showed that may be the site's
    :param learned: the version of what was known of the site by then; 0 for nothing
    :param status: the HTTP status of the last page that was read; None where nobody says
    :param shows: the pictures of its body, each once, in their order; none where they stay with the source
    :param fetched: the pictures that were asked for
    :param failed: other readers that were asked about its body and broke off, each with the reason
    """

    pages: tuple[Validators, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    seen: Seen = NOTHING_SEEN
    learned: int = 0
    status: int | None = None
    shows: tuple[Picture, ...] = ()
    fetched: tuple[FetchedPicture, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


NO_EVIDENCE = Evidence()
