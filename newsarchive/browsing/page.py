"""What a page's function gives back: a page, bytes of another kind, or where to look instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsarchive.exceptions import NewsArchiveError

To = Callable[[str], str]
"""Makes a link of an address such as ``/finews/day/2026-01-01/``: absolute when served, relative in files."""
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before its links are made.

    :param template: its file in ``templates/``
    :param title: plain text, of any language and length
    :param context: what the template shows; all text in it is escaped
    :param language: a BCP 47 tag, the title's; empty where nobody knows it. The words around it are English
    :param trail: what lies above the page, as pairs of words and address; the page itself is not in it
    :param feeds: the addresses of the same list as an Atom feed and as JSON
    :param media_type: another one for a feed, which a template may make, too
    :param status: of the answer; 200, but for pages that say what is wrong
    """

    template: str
    title: str
    context: Mapping[str, Any]
    language: str = "en"
    trail: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()
    media_type: str = HTML
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Anything that no template makes: JSON, a citation, a picture, an original.

    :param content: bytes, or what makes them once links can be made
    :param headers: further ones, which win over those that each answer has
    :param status: of the answer; another one where a captured response is shown with its own
    """

    content: bytes | Callable[[To], bytes]
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The answer is at another address.

    :param address: one of ours, from ``/`` on, or an absolute one
    :param headers: further ones
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says besides its address; in files it says the time alone.

    :param query: the names and values of the query string
    :param accept_datetime: the header of RFC 7089, as it came
    :param origin: of the server as the reader sees it, with the path that it lies at: ``http://127.0.0.1:8765``
    :param originals: the origin that shows captured responses
    :param pages: where the pages are, as who asks that origin may reach them, with their path
    :param now: seconds since 1970
    """

    query: Mapping[str, str] = field(default_factory=dict)
    accept_datetime: str = ""
    origin: str = ""
    originals: str = ""
    pages: str = ""
    now: int = 0


Answer = Page | Raw | Elsewhere


class NotHere(NewsArchiveError):
    """There is nothing at an address; raised by a page's function, with what to do instead."""


class TooLong(NewsArchiveError):
    """An answer took longer than anybody waits; raised where the catalog is asked."""
