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
    LIST_FILE,
    LIST_FOLDER,
    LIST_NAME,
    LIST_QUERY,
    MEDIA_ENDING,
    NEVER_FOLDER,
    NEVER_NAME,
    NEVER_QUERY,
    NEVER_TITLE,
    NUMBERED_LIST,
    PAGE_ENDING,
    ROUTE,
    TALK_FOLDER,
    THEME_FOLDER,
)
from newsarchive.discovery.link_words import HEADLINE, weight
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

    @property
    def words(self) -> int:
        """How many words there are in its last name."""
        return sum(len(word) > 1 and word.isalpha() for word in _BETWEEN_WORDS.split(self.stem[:200]))

    def has_folder(self, names: re.Pattern[str]) -> bool:
        """Whether any of its folders is called so."""
        return any(names.fullmatch(folder) for folder in self.folders)


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
    stem = last.rpartition(".")[0] if PAGE_ENDING.fullmatch(_ending(last)) else last
    address = _Address("/" + "/".join(segments), query, segments[:-1], last, stem, title.strip())
    rules = _RULES if segments else _OF_A_HOST
    return next((shape for shape, fits in rules if fits(address)), Shape("unknown", 0, "no rule"))


def _ending(name: str) -> str:
    return name[name.rfind(".") :]


def _is_dated(address: _Address) -> bool:
    found = DATED.search(address.path)
    return bool(found and len(address.path) > found.end() and not LIST_FILE.fullmatch(address.last))


def _has_id(address: _Address) -> bool:
    return any(character.isdigit() or character in "-_" for character in address.stem)


_Rules = tuple[tuple[Shape, Callable[[_Address], object]], ...]
_IN_QUERY: _Rules = (
    (
        Shape("listing", 0.6, "a list's parameter"),
        lambda its: LIST_QUERY.search(its.query) and not ARTICLE_QUERY.search(its.query),
    ),
    (Shape("article", 0.6, "an id in the query"), lambda its: ARTICLE_QUERY.search(its.query)),
)
_OF_A_HOST: _Rules = (
    (Shape("never", 0.9, "a search, an order or a form"), lambda its: NEVER_QUERY.search(its.query)),
    *_IN_QUERY,
    (Shape("listing", 1, "a home page"), lambda _: True),
)
_RULES: _Rules = (
    (Shape("never", 1, "a file"), lambda its: MEDIA_ENDING.fullmatch(_ending(its.last))),
    (Shape("never", 0.9, "a folder for readers' business"), lambda its: its.has_folder(NEVER_FOLDER)),
    (Shape("never", 0.9, "a search, an order or a form"), lambda its: NEVER_QUERY.search(its.query)),
    (Shape("listing", 0.9, "a numbered list page"), lambda its: NUMBERED_LIST.search(its.path)),
    (Shape("listing", 0.7, "a day, a month or a year"), lambda its: DAY_ALONE.search(its.path)),
    (Shape("article", 0.95, "a date in the path"), _is_dated),
    (
        Shape("never", 0.8, "a page for readers' business"),
        lambda its: NEVER_NAME.fullmatch(its.stem) or NEVER_TITLE.fullmatch(its.title),
    ),
    (Shape("listing", 0.8, "a list's file"), lambda its: LIST_FILE.fullmatch(its.last)),
    (
        Shape("listing", 0.6, "a list's folder"),
        lambda its: its.has_folder(LIST_FOLDER) and not ARTICLE_FILE.fullmatch(its.last),
    ),
    (
        Shape("listing", 0.5, "a theme's folder"),
        lambda its: its.folders and its.stem == its.last and THEME_FOLDER.fullmatch(its.folders[-1]),
    ),
    (
        Shape("article", 0.8, "a title in the path"),
        lambda its: its.words >= 4 or len(AN_IDEOGRAPH.findall(its.stem)) >= 8,
    ),
    (Shape("never", 0.7, "comments"), lambda its: its.has_folder(TALK_FOLDER)),
    (
        Shape("article", 0.6, "a short title in the path"),
        lambda its: its.words == 3 and (its.folders or its.stem != its.last),
    ),
    (Shape("article", 0.7, "a numbered page"), lambda its: ARTICLE_FILE.fullmatch(its.last)),
    (Shape("article", 0.6, "a long number"), lambda its: _LONG_NUMBER.search(its.last)),
    *_IN_QUERY,
    (Shape("listing", 0.7, "a list's name"), lambda its: LIST_NAME.fullmatch(its.stem)),
    (
        Shape("article", 0.6, "an article's folder"),
        lambda its: its.has_folder(ARTICLE_FOLDER) and _has_id(its),
    ),
    (Shape("article", 0.5, "an id of letters and digits"), lambda its: _MIXED_ID.fullmatch(its.stem)),
    (Shape("article", 0.4, "a whole sentence leads there"), lambda its: weight(its.title) >= 2 * HEADLINE),
)
