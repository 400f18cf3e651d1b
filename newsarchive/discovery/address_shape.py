"""Article or not: what the shape of an address says."""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.address_words import (
    ARTICLE_FILE,
    ARTICLE_FOLDER,
    ARTICLE_QUERY,
    DATED,
    DAY_ALONE,
    FILE,
    LIST_FILE,
    LIST_FOLDER,
    LIST_NAME,
    LIST_QUERY,
    NEVER_FOLDER,
    NEVER_NAME,
    NEVER_QUERY,
    NEVER_TITLE,
    NUMBERED_LIST,
    ROUTE,
    TALK_FOLDER,
    THEME_FOLDER,
)
from newsarchive.discovery.headlines import HEADLINE, weight
from newsarchive.pages.words import AN_IDEOGRAPH

_LONGEST = 2000
_DEEPEST = 25
_LONG_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_MIXED_ID = re.compile(r"(?=\w*\d\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9]{8,}", re.ASCII)
_INDEX = re.compile(r"(?:index|default)\.\w{3,5}", re.IGNORECASE)
_SURE = 0.8
_BETWEEN_WORDS = re.compile(r"[-_+ .]+")


class Shape(NamedTuple):
    """What an address looks like.

    :param kind: ``never`` for what is nothing to archive
    :param score: how sure that is, from 0 to 1
    :param why: the rule that decided, for people
    """

    kind: Literal["article", "listing", "never", "unknown"]
    score: float
    why: str


class _Address(NamedTuple):
    path: str
    query: str
    folders: list[str]
    last: str
    stem: str
    title: str


def address_shape(url: str, title: str = "") -> Shape:
    """What the shape of an address says of what is there: the first rule that fits decides.

    :param title: the text of the link, if any
    """
    if len(url) > _LONGEST:
        return Shape("never", 1, "too long an address")
    try:
        parts = urlsplit(url)
    except ValueError:
        return Shape("never", 1, "no address")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return Shape("never", 1, "no web page")
    path, query = unquote(parts.path), unquote(parts.query)
    if route := ROUTE.search(query) or ROUTE.search(parts.fragment):
        path, query = f"{path.rstrip('/')}/{(route[1] or route[2]).strip('/')}", ""
    segments = [segment for segment in path.split("/", 3 * _DEEPEST) if segment]
    if len(segments) > _DEEPEST:
        return Shape("never", 1, "too deep a path")
    if query and segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    if (
        len(segments) > 1
        and _INDEX.fullmatch(segments[-1])
        and not DAY_ALONE.search("/" + "/".join(segments[:-1]))
    ):
        shape = _of_parts(segments[:-1], query, title)
        return shape if shape.score >= _SURE else Shape("listing", 0.8, "a list's file")
    return _of_parts(segments, query, title)


def _of_parts(segments: list[str], query: str, title: str) -> Shape:
    last = segments[-1] if segments else ""
    stem = last.rpartition(".")[0] if FILE.suffix(last) else last
    address = _Address("/" + "/".join(segments), query, segments[:-1], last, stem, title.strip())
    return next(filter(None, (rule(address) for rule in _RULES)), Shape("unknown", 0, "no rule"))


def _file(address: _Address) -> Shape | None:
    return Shape("never", 1, "a file") if FILE.is_media(address.last) else None


def _numbered_list(address: _Address) -> Shape | None:
    if not address.last:
        return _in_query(address) or Shape("listing", 1, "a home page")
    if NUMBERED_LIST.search(address.path):
        return Shape("listing", 0.9, "a numbered list page")
    if DAY_ALONE.search(address.path):
        return Shape("listing", 0.7, "a day, a month or a year")
    return None


def _technical(address: _Address) -> Shape | None:
    if any(NEVER_FOLDER.fullmatch(folder) for folder in address.folders):
        return Shape("never", 0.9, "a folder for readers' business")
    if NEVER_QUERY.search(address.query):
        return Shape("never", 0.9, "a search, an order or a form")
    return None


def _dated(address: _Address) -> Shape | None:
    found = DATED.search(address.path)
    if found and len(address.path) > found.end() and not LIST_FILE.fullmatch(address.last):
        return Shape("article", 0.95, "a date in the path")
    return None


def _business(address: _Address) -> Shape | None:
    if NEVER_NAME.fullmatch(address.stem) or NEVER_TITLE.fullmatch(address.title):
        return Shape("never", 0.8, "a page for readers' business")
    return None


def _list_file(address: _Address) -> Shape | None:
    if LIST_FILE.fullmatch(address.last):
        return Shape("listing", 0.8, "a list's file")
    if any(LIST_FOLDER.fullmatch(folder) for folder in address.folders) and not _is_numbered_file(address):
        return Shape("listing", 0.6, "a list's folder")
    if address.folders and THEME_FOLDER.fullmatch(address.folders[-1]) and address.stem == address.last:
        return Shape("listing", 0.5, "a theme's folder")
    return None


def _worded(address: _Address) -> Shape | None:
    words = [word for word in _BETWEEN_WORDS.split(address.stem[:200]) if len(word) > 1 and word.isalpha()]
    if len(words) >= 4 or len(AN_IDEOGRAPH.findall(address.stem)) >= 8:
        return Shape("article", 0.8, "a title in the path")
    if any(TALK_FOLDER.fullmatch(folder) for folder in address.folders):
        return Shape("never", 0.7, "comments")
    if len(words) == 3 and (address.folders or address.stem != address.last):
        return Shape("article", 0.6, "a short title in the path")
    return None


def _numbered(address: _Address) -> Shape | None:
    if _is_numbered_file(address):
        return Shape("article", 0.7, "a numbered page")
    if _LONG_NUMBER.search(address.last):
        return Shape("article", 0.6, "a long number")
    return None


def _in_query(address: _Address) -> Shape | None:
    if LIST_QUERY.search(address.query) and not ARTICLE_QUERY.search(address.query):
        return Shape("listing", 0.6, "a list's parameter")
    if ARTICLE_QUERY.search(address.query):
        return Shape("article", 0.6, "an id in the query")
    return None


def _named(address: _Address) -> Shape | None:
    if LIST_NAME.fullmatch(address.stem):
        return Shape("listing", 0.7, "a list's name")
    if any(ARTICLE_FOLDER.fullmatch(folder) for folder in address.folders) and (
        any(character.isdigit() or character in "-_" for character in address.stem)
    ):
        return Shape("article", 0.6, "an article's folder")
    if _MIXED_ID.fullmatch(address.stem):
        return Shape("article", 0.5, "an id of letters and digits")
    return None


def _titled(address: _Address) -> Shape | None:
    if weight(address.title) >= 2 * HEADLINE and address.last:
        return Shape("article", 0.4, "a whole sentence leads there")
    return None


def _is_numbered_file(address: _Address) -> bool:
    return ARTICLE_FILE.fullmatch(address.last) is not None


_RULES: tuple[Callable[[_Address], Shape | None], ...] = (
    _file, _technical, _numbered_list, _dated, _business, _list_file, _worded, _numbered, _in_query, _named,
    _titled,
)  # fmt: skip
