"""The part of an article's address that tells most of it, in Latin letters."""

import re
from collections.abc import Iterator
from math import inf
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from anyascii import anyascii

_LONGEST = 60  # characters of a slug
_READ = 200  # characters of a part that are looked at
_MANY_WORDS = 4  # a section has fewer: arts-and-culture
_MANY_SYLLABLES = 8  # of scripts that have no spaces between words
_ENDING = re.compile(
    r"(?<=.)\.(?:[spxdj]?html?|stm|php\d?|aspx?|jspx?|jsf|cfm|cgi|do|action|ece|cms|amp|md)$", re.IGNORECASE
)
_INDEX = re.compile(r"(?:index|default)(?:-\d+)?", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=\D*\d)[0-9a-f]{16,}", re.IGNORECASE)
_OTHER_FORM = frozenset({"amp", "full", "m", "mobile", "print"})
_GENERIC = frozenset(
    {"article", "articles", "content", "detail", "details", "news", "page", "post", "read", "show", "story"}
)
_YEAR, _MONTH, _DAY = r"(?:199\d|20\d\d)", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_SOLID = rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_BACKWARDS = rf"{_DAY}-{_MONTH}-{_YEAR}"
_DATE = (
    rf"t?{_SOLID}|{_YEAR}-{_MONTH}-{_DAY}|{_YEAR}(?:0[1-9]|1[0-2])-{_DAY}|{_YEAR}-(?:0[1-9]|1[0-2])[0-3]\d"
)
_WHOLE_DATE = re.compile(rf"{_DATE}|{_BACKWARDS}", re.IGNORECASE)
_DATE_FIRST = re.compile(rf"(?:{_DATE})-(?=.)", re.IGNORECASE)
_DATE_LAST = re.compile(rf"(?<=[A-Za-z0-9])-(?:{_SOLID}|{_YEAR}-{_MONTH}-{_DAY}|{_BACKWARDS})$")
_YEAR_AND_MONTH = re.compile(rf"{_YEAR}-?(?:0[1-9]|1[0-2])")
_MONTH_FOLDER = re.compile(
    rf"{_MONTH}|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])")
_ID_NAME = re.compile(r"p|no|nr|num|idx|key|story|article|news|.*id", re.IGNORECASE)
_OTHER_NAME = re.compile(
    r"page|pg|lang(?:uage)?|(?:cat(?:egory)?|column|class|sort|type|site|section|c|s)_?(?:id)?|order|m|a|mod|view",
    re.IGNORECASE,
)


class _Part(NamedTuple):
    """A part of an address.

    :param slug: in Latin letters of both cases and hyphens
    :param is_folder: it has no file's ending
    """

    slug: str
    is_folder: bool


def telling_slug(address: str) -> str:
    """The slug of an address: lower-case ASCII letters, figures and single hyphens, 60 at most.

    It is the last part of the path that is neither a date nor a mere index; of an address whose last part
    is a number, the headline before it, if there is one; of a script's address what the query asks for.

    :param address: a path with its query, or a whole URL
    :returns: empty where no part tells anything
    """
    try:
        parts = urlsplit(address if address.startswith("http") else f"//x{address}")
    except ValueError:
        return ""
    route = parts.fragment if parts.fragment[:1] in {"!", "/"} else ""
    path = [part for text in f"{parts.path}/{route}".split("/") if (part := _part(text)).slug]
    told = _told_by(path)
    if parts.query and _count_words(told) < _MANY_WORDS - 1:
        told = _asked_for(parts.query) or told
    return _cut(told).lower()


def _part(text: str) -> _Part:
    """A part without its ending, and without a date before or after the rest of it."""
    try:
        named = unquote(text, errors="strict")[:_READ]
        named.encode()
    except UnicodeError:  # its bytes are of an encoding that nothing names
        return _Part("", is_folder=True)
    bare = named
    while (shorter := _ENDING.sub("", bare)) != bare:
        bare = shorter
    latin = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"['’`]", "", anyascii(bare))).strip("-")
    slug = _DATE_FIRST.sub("", latin)
    undated = _DATE_LAST.sub("", slug)
    return _Part(undated if _count_words(undated) > 1 else slug, is_folder=bare == named)


def _told_by(path: list[_Part]) -> str:
    """The last part that tells something; failing all, the last one that is not a whole date."""
    telling = [slug for slug in _undated(path) if not _INDEX.fullmatch(slug)]
    if not telling:
        named = [one.slug for one in path if not _INDEX.fullmatch(one.slug)]
        return named[-1] if named and not _WHOLE_DATE.fullmatch(named[-1]) and len(named) < 3 else ""
    while len(telling) > 1 and (
        telling[-1].lower() in _OTHER_FORM
        or (telling[-1].lower() in _GENERIC and (_count_words(telling[-2]) > 1 or _has_figure(telling[-2])))
    ):
        telling.pop()
    if len(telling) > 1 and _count_words(telling[-2]) >= _words_that_tell_more_than(telling[-1]):
        return telling[-2]
    return telling[-1]


def _words_that_tell_more_than(slug: str) -> float:
    """How many words the part before a number or a hash must have to be the article's headline."""
    if _HASH.fullmatch(slug):
        return _MANY_WORDS - 1
    return _MANY_WORDS if _has_figure(slug) and _count_words(slug) < 2 else inf


def _undated(path: list[_Part]) -> Iterator[str]:
    """The parts that are no dates: no year, and no month and day that follow one."""
    missing: list[re.Pattern[str]] = []  # what the date that has begun still lacks
    for slug, is_folder in path:
        if is_folder and missing and missing[0].fullmatch(slug):
            missing = missing[1:]
        elif is_folder and len(missing) == 2 and _MONTH_AND_DAY.fullmatch(slug):
            missing = []
        elif is_folder and re.fullmatch(_YEAR, slug):
            missing = [_MONTH_FOLDER, re.compile(_DAY)]
        elif is_folder and _YEAR_AND_MONTH.fullmatch(slug):
            missing = [re.compile(_DAY)]
        else:
            missing = []
            if not _WHOLE_DATE.fullmatch(slug):
                yield slug


def _asked_for(query: str) -> str:
    """What a query asks for: a headline, an id, or what has a figure."""
    pairs = parse_qsl(query, keep_blank_values=True)
    asked = [(name, _part((value or name).rstrip("/").rpartition("/")[2]).slug) for name, value in pairs]
    asked = [(name, slug) for name, slug in asked if slug and not _OTHER_NAME.fullmatch(name)]
    headlines = [slug for _, slug in asked if _count_words(slug) > 1]
    ids = [slug for name, slug in asked if _ID_NAME.fullmatch(name)]
    return next(iter([*headlines, *ids, *(slug for _, slug in asked if _has_figure(slug))]), "")


def _count_words(slug: str) -> int:
    """How many words a slug has; syllables count where a script has no spaces."""
    words = sum(len(word) > 1 and word.isalpha() for word in slug.split("-"))
    syllables = len(re.findall(r"[A-Z][a-z]", slug))
    return max(words, _MANY_WORDS if syllables >= _MANY_SYLLABLES else 0)


def _has_figure(slug: str) -> bool:
    return any(map(str.isdigit, slug))


def _cut(slug: str) -> str:
    """As many whole words as there is room for; a longer one is cut, between syllables if possible."""
    if len(slug) <= _LONGEST:
        return slug
    head = slug[: _LONGEST + 1]
    ends = [found.start() for found in re.finditer(r"-|(?<=[a-z])(?=[A-Z])", head)]
    return slug[: ends[-1] if ends and ends[-1] >= _LONGEST // 2 else _LONGEST].strip("-")
