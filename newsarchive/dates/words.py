"""Months, weekdays and words for "ago" in the languages that dateparser knows, from its own data."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = ("0 day ago", "1 day ago", "2 day ago", "3 day ago")
_UNITS = ("second", "minute", "hour", "day", "week")
# dateparser orders its languages by their use on the web. Words of the first ones count on every page, as
# a page may not say its language; in rare languages any three letters may be a month.
_COMMON = 40
_STEM = 4  # letters of a month's name that stay when its ending changes
_LOST, _ENDING = 2, 5  # letters of the one ending and of the other

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0e4e"
    "\u0e80-\u1049\u1050-\u17d3\u17dd-\u1cff\u200c\u200d"
)
"""Combining signs and joiners that stand within words, and the scripts that are made of them; for a class."""
LETTER = rf"(?:[^\W\d_\u2e80-\ud7ff]|[{MARKS}])"
"""A letter of a script that parts words by spaces or uses figures for months' names all the same."""
# What may stand between day, month and year, in short and for all languages.
_IN_DATES = (
    "de del d di do da of the den ta tal lo ke m g gada gads r rok roku року рік г года год "
    "годзе година годину године godina godine godinu jaar jahr j e a o ko eko ren yil yilning "
    "yili жыл жылы жылғы жылдын соли сол сал он оны ny il ili ildə cü cı ci cu năm ngày พศ คศ "
    "ปี ที่ เดือน ខែ ឆ្នាំ ទី ថ្ងៃទី ခုနှစ် ခု နှစ် ປີ ເດືອນ ທີ سنة عام لسنة من ه هـ سال ماه "
    "میلادی ل م की को का के वर्ष सन् ஆம் ஆண்டு an am dhen v vom թ թվականի წლის წელი ე st nd "
    "rd th er ère אב ב ל"
)
_WITHIN = frozenset(_IN_DATES.split())
# And between day and clock, where the clock may then have a point or be an hour alone. Shorter words than
# these need not be known.
_BEFORE_CLOCKS = (
    "at om um à as às ás a alle ore ora orë oras kl klo klokka klokken klockan klukkan kello "
    "kell plkst val v ve u o ob godz godzina godzinie saat saati soat соат сағат саат цагт "
    "las les la lúc vào jam pukul στις στη ώρα в во у о об час часов часа година години בשעה "
    "الساعة ساعت في সময় को में เวลา ម៉ោង ເວລາ நேரம் மணி மணிக்கு సమయం ժամը საათი hora hores "
    "horas óra saa @"
)
_TO_A_CLOCK = frozenset(_BEFORE_CLOCKS.split())


@lru_cache(maxsize=8192)
def month_of(name: str, language: str) -> int | None:
    """The month that a word names: in the given language, else in the commonest one that has such a month.

    :param language: a BCP 47 tag, or empty
    """
    return _number_of(name, _MONTHS, language) or _with_ending(plain(name), language)


def is_weekday(name: str, language: str) -> bool:
    """Whether a word is a day of the week in the given language or in a common one."""
    return _number_of(name, _WEEKDAYS, language) is not None


@lru_cache(maxsize=8192)
def is_within_date(word: str, language: str) -> bool:
    """Whether a word may stand between a day, its month and its year, such as ``de``."""
    word = plain(word)
    return word in _WITHIN or word in _connecting(language.partition("-")[0])


@lru_cache(maxsize=8192)
def leads_to_clock(word: str, language: str) -> bool:
    """Whether a word between a day and a clock says that a clock follows."""
    word = plain(word)
    return word in _TO_A_CLOCK or word in words_for(("hour", "in"), language)


def words_for(keys: tuple[str, ...], language: str) -> frozenset[str]:
    """The language's own words that dateparser has under those keys, such as ``am``; plain."""
    return _words_for(keys, language.partition("-")[0].lower())


@cache
def past_of(language: str) -> re.Pattern[str] | None:
    """What makes a language's phrase count back from now: a word for "ago" (the group) or a day's name."""
    table = _table(language)
    relative, counted = table.get("relative-type", {}), table.get("relative-type-regex", {})
    ago = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in table.get("ago", ())]
    ago += [form for unit in _UNITS for form in counted.get(rf"\1 {unit} ago", ())]
    days = [rf"(?<!\w){re.escape(word)}(?!\w)" for key in _DAYS for word in relative.get(key, ())]
    return re.compile(f"(?P<ago>{'|'.join(ago)})|{'|'.join(days)}", re.IGNORECASE) if ago and days else None


def plain(name: str) -> str:
    """A word as the tables have it: small, without points and invisible joiners."""
    return unicodedata.normalize("NFKC", name).casefold().replace(".", "").replace("\u200c", "")


@lru_cache(maxsize=4096)
def _number_of(name: str, keys: tuple[str, ...], language: str) -> int | None:
    name = plain(name)
    own = _names(keys, language.partition("-")[0].lower())
    return own.get(name) or _common_names(keys).get(name)


def _with_ending(name: str, language: str) -> int | None:
    """The month whose name in the page's language has another ending: ``maiatzaren``, ``oktobrī``."""
    base = language.partition("-")[0].lower()
    if base in {"", "en", "zh"} or len(name) <= _STEM:
        return None
    months = _names(_MONTHS, base).items()
    alike = [(_alike(name, month), month, n) for month, n in months if month[:_STEM] == name[:_STEM]]
    known = [
        (size, n) for size, month, n in alike
        if size >= max(_STEM, len(month) - _LOST) and len(name) - size <= _ENDING
    ]  # fmt: skip
    return max(known)[1] if known else None


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


@cache
def _names(keys: tuple[str, ...], language: str) -> Mapping[str, int]:
    return {plain(name): n for n, key in enumerate(keys, 1) for name in _all_of((key,), language)}


@cache
def _common_names(keys: tuple[str, ...]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in reversed(_languages()[:_COMMON]):
        found |= _names(keys, language)
    return found


@cache
def _words_for(keys: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(plain(word) for word in _all_of(keys, language))


@cache
def _connecting(language: str) -> frozenset[str]:
    return _words_for(("year", "month", "day", "skip", "pertain"), language)


def _all_of(keys: tuple[str, ...], language: str) -> Iterator[str]:
    table = _table(language)
    for part in (table, *table.get("locale_specific", {}).values()):
        for key in keys:
            yield from part.get(key) or ()


@cache
def _table(language: str) -> Mapping[str, Any]:
    """A language's words as dateparser writes them down; empty for a language that it does not know."""
    if language not in _languages():
        return {}
    table: Mapping[str, Any] = import_module(f"dateparser.data.date_translation_data.{language}").info
    return table


def _languages() -> list[str]:
    # A twentieth of a second, which a run without such words does not pay.
    from dateparser.data.languages_info import language_order  # noqa: PLC0415

    return list(language_order)
