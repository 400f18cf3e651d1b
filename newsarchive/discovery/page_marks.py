"""Where an address holds the number of a page: ``?page=2``, ``/page/2/``, ``index_2.html``."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

_SUFFIX = r"\.(?:[sx]?html?|shtm|php|aspx?|jspx?|jhtml|do)"
_IN_NAME = re.compile(
    rf"(?P<stem>.*[^/_-])(?P<sign>[_-])(?P<number>\d{{1,4}})(?P<end>{_SUFFIX})", re.IGNORECASE
)
_IN_WORD = re.compile(
    rf"(?P<stem>.*/)(?P<sign>(?:page|p|index|list))(?P<number>\d{{1,4}})(?P<end>{_SUFFIX})", re.IGNORECASE
)
_IN_FOLDER = re.compile(
    r"(?P<stem>.*?)/(?P<sign>(?:page|seite|pagina|pag|p)[/_-]?)(?P<number>\d{1,4})(?P<end>/?)", re.IGNORECASE
)
_AS_FOLDER = re.compile(r"(?P<stem>.*)/(?P<number>\d{1,3})(?P<end>/?)")
_AS_FILE = re.compile(rf"(?P<stem>.*/)(?P<number>\d{{1,3}})(?P<end>{_SUFFIX})", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:^|&)(?:page|p|pn|pg|pgno|paged|page_?no|page_?(?:num|number|index|id)|current_?page|cur_?page|seite|pagina|pageid|start_?page"
    r"|paginate|nowpage|gotopage)=(?P<number>\d{1,4})(?=&|$)",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:^|&)(?P<name>start|offset|skip|begin|limitstart|first|from|o|b)=(?P<number>\d{1,7})(?=&|$)",
    re.IGNORECASE,
)
_LONGEST = 300
_FIRST_FILE = re.compile(rf"/(?:index|list|default|home|main){_SUFFIX}$", re.IGNORECASE)
_ANY_SUFFIX = re.compile(rf"{_SUFFIX}$", re.IGNORECASE)


class Mark(NamedTuple):
    """One reading of an address as that of a numbered page.

    :param root: the address of the first page, as far as the number's place tells
    :param before: what stands before the number
    :param after: what stands behind it
    :param number: as it stands there
    :param is_sure: its place can hold little else than a page's number
    """

    root: str
    before: str
    after: str
    number: int
    is_sure: bool

    def at(self, number: int) -> str:
        """The address of another page."""
        return f"{self.before}{number}{self.after}"

    def is_beside(self, other: "Mark") -> bool:
        """Whether both are pages of the same."""
        return (self.before, self.after) == (other.before, other.after)


def marks_of(address: str) -> list[Mark]:
    """All readings of a canonical address as that of a numbered page; none of one of over 300 characters."""
    if len(address) > _LONGEST:
        return []
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    behind = address[len(site) + len(parts.path) :]
    found = []
    for pattern, is_sure in (
        (_IN_NAME, True), (_IN_WORD, True), (_IN_FOLDER, True), (_AS_FOLDER, False), (_AS_FILE, False),
    ):  # fmt: skip
        match = pattern.fullmatch(parts.path)
        if match and not (pattern is _AS_FOLDER and _IN_FOLDER.fullmatch(parts.path)):
            root = match["stem"] + (match["end"] if pattern is _IN_NAME else "")
            start, end = match.span("number")
            before, after = site + parts.path[:start], parts.path[end:] + behind
            found.append(Mark(f"{site}{root or '/'}{behind}", before, after, int(match["number"]), is_sure))
    for match in _PARAMETER.finditer(parts.query):
        start, end = match.span("number")
        kept = [p for p in (parts.query[: match.start()], parts.query[match.end() :].lstrip("&")) if p]
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        root = urlunsplit(parts._replace(query="&".join(kept)))
        before, after = f"{site}{parts.path}?{parts.query[:start]}", parts.query[end:] + fragment
        found.append(Mark(root, before, after, int(match["number"]), is_sure=True))
    return found


def first_forms(address: str) -> frozenset[str]:
    """How the address of a first page may be written: with and without index file, slash, suffix."""
    parts = urlsplit(address)
    path = _FIRST_FILE.sub("/", parts.path)
    bare = _ANY_SUFFIX.sub("", path).rstrip("/")
    return frozenset(urlunsplit(parts._replace(scheme="", path=p)) for p in (path, bare or "/", f"{bare}/"))


def pages_beside(own: str, address: str) -> Iterator[tuple[int, Mark]]:
    """The readings by which ``address`` is a page of what ``own`` is a page of, with the number of ``own``.

    That number is 0 where ``own`` has none, being the first page.
    """
    here = marks_of(own)
    forms = first_forms(own)
    for mark in marks_of(address):
        same = next((one for one in here if one.is_beside(mark)), None)
        if same:
            yield same.number, mark
        elif not forms.isdisjoint(first_forms(mark.root)):
            yield 0, mark


def offset_of(address: str) -> tuple[str, int] | None:
    """What an address counts entries by, such as ``start``, and from which one it shows them."""
    match = _OFFSET.search(urlsplit(address).query)
    return (match["name"].lower(), int(match["number"])) if match else None
