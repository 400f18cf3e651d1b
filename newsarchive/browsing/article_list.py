"""A list of articles in pages of 200: as a page, as an Atom feed and as JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from newsarchive.browsing.atom import atom_feed
from newsarchive.browsing.held import Held
from newsarchive.browsing.list_values import list_values
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import Asked, NotHere, Page, Raw
from newsarchive.browsing.shown_lines import shown_lines
from newsarchive.store.looking.lines import Line

A_PAGE = 200
_FARTHEST = 10_000  # pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList:
    """What a list is.

    :param address: of its first page
    :param title: plain text
    :param about: what stands in it, in a sentence
    :param read: gives how many lines it has, and some of them: it is told how many to pass over, and how many
        to give at most
    :param language: the title's, as of a page
    :param trail: as of a page
    """

    address: str
    title: str
    about: str
    read: Callable[[Look, int, int], tuple[int, list[Line]]]
    language: str = "en"
    trail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a list.

    :param number: from 1 on
    :param total: lines of the whole list
    """

    its: ArticleList
    number: int
    total: int
    lines: list[Line]

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-self.total // A_PAGE))

    def address(self, number: int, ending: str = "") -> str:
        """That of one of its pages, as HTML or in another form."""
        page = f"page/{number}/" if number > 1 else ""
        return f"{self.its.address}{page}{ending}"


class Source(Protocol):
    """What knows a list by the parts of its address."""

    def __call__(self, look: Look, held: Held, /, *parts: Any) -> ArticleList:
        """The list.

        :raises NotHere: there is none
        """


def part_of(its: ArticleList, look: Look, number: int) -> Part:
    """A page of a list.

    :raises NotHere: it has not so many
    """
    if number <= _FARTHEST:
        total, lines = its.read(look, (number - 1) * A_PAGE, A_PAGE)
        part = Part(its=its, number=number, total=total, lines=lines)
        if number <= part.pages:
            return part
    raise NotHere(f"the list has no page {number}; its first one says how many there are")


def list_page(source: Source, held: Held, *parts: Any) -> Page:
    """The first page of a list."""
    return further_page(source, held, *parts, 1)


def further_page(source: Source, held: Held, *parts: Any) -> Page:
    """One of its pages, by the last of the parts."""

    def see(look: Look) -> Page:
        part = part_of(source(look, held, *parts[:-1]), look, parts[-1])
        its = part.its
        return Page(
            template="list.html",
            title=its.title,
            language=its.language,
            trail=its.trail,
            feeds=(f"{its.address}feed.atom", part.address(part.number, "list.json")),
            context={"part": part, "shown": shown_lines(held.name, part.lines, look.zone), "zone": look.zone},
        )

    return looking(held, see)


def list_feed(source: Source, held: Held, *parts: Any, asked: Asked) -> Raw:
    """The first page of a list as an Atom feed."""

    def see(look: Look) -> Raw:
        part = part_of(source(look, held, *parts), look, 1)
        return atom_feed(held, part.its.address, part.its.title, part.lines, look, asked.origin)

    return looking(held, see)


def list_json(source: Source, held: Held, *parts: Any) -> Raw:
    """The first page of a list as JSON."""
    return further_json(source, held, *parts, 1)


def further_json(source: Source, held: Held, *parts: Any) -> Raw:
    """One of its pages as JSON, by the last of the parts."""

    def see(look: Look) -> Raw:
        part = part_of(source(look, held, *parts[:-1]), look, parts[-1])
        further = part.address(part.number + 1, "list.json") if part.number < part.pages else ""
        return list_values(held.name, part.its.title, part.total, part.lines, look.zone, further)

    return looking(held, see)
