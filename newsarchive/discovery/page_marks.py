"""Where an address holds the number of a page: ``?page=2``, ``/page/2/``, ``index_2.html``."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

_SUFFIX = r"\.(?:[sx]?html?|shtm|php|aspx?|jspx?|jhtml|do)"
_IN_NAME = re.compile(
    rf"(?P<stem>.*[^/_,~.-])(?P<sign>[_,~.-])(?P<number>\d{{1,4}})(?P<end>{_SUFFIX})", re.IGNORECASE
)
_IN_WORD = re.compile(
    rf"(?P<stem>.*/)(?P<sign>(?:page|p|index|list))(?P<number>\d{{1,4}})(?P<end>{_SUFFIX})", re.IGNORECASE
)
_PAGE = (
    "(?:pages?|seite|p(?:a|á|%C3%A1)gina|pag|strona|strana|stranka|strani(?:c|ts)a|sida|side|sivu|oldal|sayfa"
    "|halaman|hal|trang|teil|part(?:e|ie)?|osa)"
)
_IN_FOLDER = re.compile(
    rf"(?P<stem>.*?)/(?P<sign>(?:{_PAGE}|p)[/_-]?)(?P<number>\d{{1,4}})(?P<end>/?)", re.IGNORECASE
)
_BEHIND_NAME = re.compile(
    rf"(?P<stem>.*[^/_,;-])(?P<sign>[_,;-]+(?:{_PAGE}|p)[_,=-]?)(?P<number>\d{{1,3}})(?P<end>(?:{_SUFFIX}|/)?)",
    re.IGNORECASE,
)
_AS_FOLDER = re.compile(r"(?P<stem>.*)/(?P<number>\d{1,3})(?P<end>/?)")
_AS_FILE = re.compile(rf"(?P<stem>.*/)(?P<number>\d{{1,3}})(?P<end>{_SUFFIX})", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:^|&)(?:page|p|pn|pg|pgno|paged|page_?no|page_?(?:num|number|index|id)|current_?page|cur_?page|seite|pagina|pageid|start_?page"
    r"|paginate|nowpage|gotopage|pag|strona|stron|strana|stranka|strani(?:c|ts)a|sida|side|sivu|sayfa|halaman|hal|trang|part|teil|art(?:icle)?_?page|page_?nr"
    r"|p%C3%A1gina|pagenumber)=(?:0(?:,|%2C))*(?P<number>\d{1,4})(?=&|$)",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:^|&)(?P<name>start|offset|skip|begin|limitstart|first|from|o|b)=(?P<number>\d{1,7})(?=&|$)",
    re.IGNORECASE,
)
_LONGEST = 300
SAYS_PAGE = re.compile(rf"(?:{_PAGE})[=/_-]?\d", re.IGNORECASE)
"""What an address has that calls itself a numbered page."""
_FIRST_FILE = re.compile(rf"/(?:index|list|default|home|main){_SUFFIX}$", re.IGNORECASE)
_ANY_SUFFIX = re.compile(rf"{_SUFFIX}$", re.IGNORECASE)


class Mark(NamedTuple):
    """One reading of an address as that of a numbered page.

    :param root: the address of the first page, as far as the number's place tells
    :param before: what stands before the number
    :param after: what stands behind it
    :param number: as it stands there
    :param is_sure: its place can hold little else than a page's number
    :param says_page: the word beside it says that it is one
    """

    root: str
    before: str
    after: str
    number: int
    is_sure: bool
    says_page: bool = False

    def at(self, number: int) -> str:
        """The address of another page."""
        return f"{self.before}{number}{self.after}"

    def is_beside(self, other: "Mark") -> bool:
        """Whether both are pages of the same."""
        return (self.before, self.after) == (other.before, other.after)


@lru_cache(maxsize=4096)
def marks_of(address: str) -> tuple[Mark, ...]:
    """All readings of a canonical address as that of a numbered page; none of one of over 300 characters."""
    if len(address) > _LONGEST:
        return ()
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    behind = address[len(site) + len(parts.path) :]
    found: list[Mark] = []
    for pattern, is_sure in (
        (_IN_NAME, True), (_IN_WORD, True), (_IN_FOLDER, True), (_BEHIND_NAME, True),
        (_AS_FOLDER, False), (_AS_FILE, False),
    ):  # fmt: skip
        match = pattern.fullmatch(parts.path)
        if match and not (pattern is _AS_FOLDER and _IN_FOLDER.fullmatch(parts.path)):
            root = match["stem"] + (match["end"] if pattern in (_IN_NAME, _BEHIND_NAME) else "")
            start, end = match.span("number")
            before, after = site + parts.path[:start], parts.path[end:] + behind
            says_page = pattern in (_IN_FOLDER, _BEHIND_NAME) and len(match["sign"].strip("/_,;=-")) > 1
            number = int(match["number"])
            found.append(Mark(f"{site}{root or '/'}{behind}", before, after, number, is_sure, says_page))
    for match in _PARAMETER.finditer(parts.query):
        says_page = not match[0].lstrip("&").lower().startswith(("p=", "pn=", "pg=", "pageid=", "page_id="))
        found.append(_in_query(address, match, says_page=says_page))
    return tuple(found)


def _in_query(address: str, match: re.Match[str], *, says_page: bool = False) -> Mark:
    parts = urlsplit(address)
    start, end = match.span("number")
    kept = [p for p in (parts.query[: match.start()], parts.query[match.end() :].lstrip("&")) if p]
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    root = urlunsplit(parts._replace(query="&".join(kept)))
    before = f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query[:start]}"
    return Mark(root, before, parts.query[end:] + fragment, int(match["number"]), True, says_page)  # noqa: FBT003


@lru_cache(maxsize=4096)
def first_forms(address: str) -> frozenset[str]:
    """How the address of a first page may be written: with and without index file, slash, suffix."""
    parts = urlsplit(address)
    path = _FIRST_FILE.sub("/", parts.path)
    bare = _ANY_SUFFIX.sub("", path).rstrip("/")
    return frozenset(urlunsplit(parts._replace(scheme="", path=p)) for p in (path, bare or "/", f"{bare}/"))


def pages_beside(own: str, address: str, *, by_start: bool = False) -> Iterator[tuple[int, Mark]]:
    """The readings by which ``address`` is a page of what ``own`` is a page of, with the number of ``own``.

    That number is 0 where ``own`` has none, being the first page.

    :param by_start: ``start=1`` may be a page's number, too
    """
    here, there = marks_of(own), marks_of(address)
    if by_start:
        here, there = ((*marks, *_starts(one)) for marks, one in ((here, own), (there, address)))
    forms = first_forms(own)
    for mark in there:
        same = next((one for one in here if one.is_beside(mark)), None)
        if same:
            yield same.number, mark
        elif not forms.isdisjoint(first_forms(mark.root)):
            yield 0, mark


def _starts(address: str) -> Iterator[Mark]:
    match = _OFFSET.search(urlsplit(address).query)
    if match and len(match["number"]) < 3 and match["name"].lower() in {"start", "offset", "limitstart"}:
        yield _in_query(address, match)


def offset_of(address: str) -> tuple[str, int] | None:
    """What an address counts entries by, such as ``start``, and from which one it shows them."""
    match = _OFFSET.search(urlsplit(address).query)
    return (match["name"].lower(), int(match["number"])) if match else None
