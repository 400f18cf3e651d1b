"""What an article was read from: its pages, how to ask them again, and what they answered."""

from dataclasses import dataclass

from newsarchive.exchange import Exchange


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
    """

    pages: tuple[Validators, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


NO_EVIDENCE = Evidence()
