"""The table of contents: which address is answered by what.

A pattern's parts in braces are given to the function, in order, after the archive that the first of them
names (or all archives, where it names none). No part is ever a path: it is one of a few words, a number, or
looked up.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import unquote

from newsarchive.browsing.article_list import (
    Source,
    further_json,
    further_page,
    list_feed,
    list_json,
    list_page,
)
from newsarchive.browsing.articles.article_page import article, revision
from newsarchive.browsing.articles.by_name import by_name, by_url
from newsarchive.browsing.articles.citations import citation
from newsarchive.browsing.articles.kept_pictures import picture
from newsarchive.browsing.articles.revisions_page import revisions, side_by_side
from newsarchive.browsing.day import befell_list, day_list, day_page
from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.memento.answers import memento, timegate, timemap_json, timemap_link
from newsarchive.browsing.originals.record import capture_page, capture_record, capture_source
from newsarchive.browsing.originals.shown import capture
from newsarchive.browsing.overview import overview
from newsarchive.browsing.own_files import asset
from newsarchive.browsing.page import Answer, Asked, NotHere
from newsarchive.browsing.quarantine import quarantine_page
from newsarchive.browsing.run import run_page
from newsarchive.browsing.runs import runs_page
from newsarchive.browsing.search import search_feed, search_json, search_page
from newsarchive.browsing.site import site_page, year_page
from newsarchive.browsing.state import state_list
from newsarchive.browsing.terms import term_list, terms_json, terms_page
from newsarchive.browsing.week import week_list, week_page

PARTS = {
    "site": r"[^/?]{1,300}",
    "number": r"[1-9][0-9]{0,17}",
    "page": r"[1-9][0-9]{0,5}",
    "year": r"[0-9]{4}",
    "day": r"[0-9]{4}-[01][0-9]-[0-3][0-9]",
    "moment": r"[0-9]{14}",
    "key": r"[0-9a-f]{16}",
    "kind": r"section|outlet|author",
    "befell": r"published|captured|edited|withdrawn|missed",
    "state": r"edited|gone|quarantined|owed|missed",
    "form": r"json|bib|ris",
    "prefix": r"[0-9a-f]{2}",
    "picture": r"[0-9a-f]{64}\.[a-z0-9]{1,5}",
    "asset": r"[a-z]{1,20}\.(?:css|js|svg)",
    "name": r"[^/?]{1,900}",
    "url": r".{1,8000}",
}
_UNQUOTED = {"site", "name"}
_NUMBERS = {"number", "page"}


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the table.

    :param pattern: the address; a ``{url}`` in it takes the query string, too
    :param answer: the page's function
    :param asks: whether it is also given what the request says, as ``asked``
    :param live: whether it takes a server to answer: among files there is none of it, and links say so
    :param compares: whether it is also given all archives, as ``shelf``
    """

    pattern: str
    answer: Callable[..., Answer]
    asks: bool = False
    compares: bool = False
    live: bool = False


def _list(pattern: str, source: Source) -> tuple[Route, ...]:
    """The lines of a list: its pages, its feed, and its pages as JSON."""
    return (
        Route(pattern, partial(list_page, source)),
        Route(f"{pattern}page/{{page}}/", partial(further_page, source)),
        Route(f"{pattern}feed.atom", partial(list_feed, source), asks=True),
        Route(f"{pattern}list.json", partial(list_json, source)),
        Route(f"{pattern}page/{{page}}/list.json", partial(further_json, source)),
    )


def _reading(held: Held, number: int) -> Answer:
    """What reads pages is loaded when a page is to be read: 15 MB that no other answer needs."""
    from newsarchive.browsing.articles.reading_page import reading  # noqa: PLC0415

    return reading(held, number)


PAGES: tuple[Route, ...] = (
    Route("/", overview, asks=True),
    Route("/assets/{asset}", asset),
    # Lists and runs
    Route("/{site}/", site_page),
    Route("/{site}/year/{year}/", year_page),
    Route("/{site}/day/{day}/", day_page),
    *_list("/{site}/day/{day}/", day_list)[1:],
    *_list("/{site}/day/{day}/{befell}/", befell_list),
    Route("/{site}/week/", week_page),
    *_list("/{site}/week/", week_list)[1:],
    Route("/{site}/week/{day}/", week_page),
    *_list("/{site}/week/{day}/", week_list)[1:],
    *_list("/{site}/state/{state}/", state_list),
    Route("/{site}/by/{kind}/", terms_page),
    Route("/{site}/by/{kind}/page/{page}/", terms_page),
    Route("/{site}/by/{kind}/list.json", terms_json),
    *_list("/{site}/by/{kind}/{key}/", term_list),
    Route("/{site}/runs/", runs_page),
    Route("/{site}/runs/page/{page}/", runs_page),
    Route("/{site}/runs/{number}/", run_page),
    # Articles, revisions, citations
    Route("/{site}/article/{number}/", article, asks=True, compares=True),
    Route("/{site}/article/{number}/revisions/", revisions),
    Route("/{site}/article/{number}/revisions/page/{page}/", revisions),
    Route("/{site}/article/{number}/revisions/{number}/", revision, asks=True, compares=True),
    Route("/{site}/article/{number}/revisions/{number}-{number}/", side_by_side),
    Route("/{site}/article/{number}/reading/", _reading, live=True),
    Route("/{site}/article/{number}/citation.{form}", citation, asks=True),
    Route("/{site}/media/{prefix}/{picture}", picture),
    Route("/{site}/id/{name}", by_name, live=True),
    Route("/{site}/post/{name}", by_name, live=True),
    Route("/{site}/url/{url}", by_url, live=True),
    # Originals, quarantine, Memento
    Route("/{site}/capture/{number}/", capture_page),
    Route("/{site}/capture/{number}/source/", capture_source),
    Route("/{site}/capture/{number}/record.warc.gz", capture_record, live=True),
    Route("/{site}/quarantine/{number}/", quarantine_page),
    Route("/timegate/{url}", timegate, asks=True, live=True),
    Route("/timemap/link/{url}", timemap_link, asks=True, live=True),
    Route("/timemap/json/{url}", timemap_json, asks=True, live=True),
    # Search
    Route("/search", search_page, asks=True),
    Route("/search.atom", search_feed, asks=True),
    Route("/search.json", search_json, asks=True),
)
ORIGINALS: tuple[Route, ...] = (
    Route("/{site}/capture/{number}", capture, asks=True),
    Route("/memento/{moment}/{url}", memento, asks=True),
)
"""What the second origin answers, which shows what others wrote as they wrote it."""


def answer(table: Iterable[Route], shelf: Shelf, path: str, query: str, asked: Asked) -> Answer:
    """The answer to a request.

    :param path: as it came, percent-encoded
    :param query: the query string, as it came
    :raises NotHere: no line of the table has such an address, or there is nothing there
    """
    for route in table:
        takes_all = "{url}" in route.pattern
        if not (
            found := _expression(route.pattern).fullmatch(f"{path}?{query}" if takes_all and query else path)
        ):
            continue
        names = re.findall(r"{(\w+)}", route.pattern)
        parts = [_part(name, value) for name, value in zip(names, found.groups(), strict=True)]
        more: dict[str, Any] = {"asked": asked} if route.asks else {}
        more |= {"shelf": shelf} if route.compares else {}
        if names[:1] != ["site"]:
            return route.answer(shelf, *parts, **more)
        site = str(parts[0])
        if site not in shelf:
            raise NotHere(f"there is no archive {site} here; the overview has all that there are")
        return route.answer(shelf[site], *parts[1:], **more)
    raise NotHere("there is no such page; the overview leads to all that there are")


def is_live(table: Iterable[Route], address: str) -> bool:
    """Whether it takes a server to answer what is at an address."""
    return any(route.live and _expression(route.pattern).fullmatch(address) for route in table)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"{(\w+)}", pattern)
    return re.compile(
        "".join(f"({PARTS[piece]})" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    )


def _part(name: str, value: str) -> str | int:
    if name in _NUMBERS:
        return int(value)
    if name not in _UNQUOTED:
        return value
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise NotHere("the address is not UTF-8; the overview leads to all that there is") from None
