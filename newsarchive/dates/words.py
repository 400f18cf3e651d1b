"""Months, weekdays and words for "ago" in the languages that dateparser knows, from its own data."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
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


def month_of(name: str, language: str) -> int | None:
    """The month that a word names: in the given language, else in the commonest one that has such a month.

    :param language: a BCP 47 tag, or empty
    """
    return _number_of(name, _MONTHS, language)


def is_weekday(name: str, language: str) -> bool:
    """Whether a word is a day of the week in the given language or in a common one."""
    return _number_of(name, _WEEKDAYS, language) is not None


@cache
def past_of(language: str) -> re.Pattern[str] | None:
    """What makes a language's phrase count back from now: a word for "ago" (the group) or a day's name."""
    table = _table(language)
    relative, counted = table.get("relative-type", {}), table.get("relative-type-regex", {})
    ago = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in table.get("ago", ())]
    ago += [form for unit in _UNITS for form in counted.get(rf"\1 {unit} ago", ())]
    days = [rf"(?<!\w){re.escape(word)}(?!\w)" for key in _DAYS for word in relative.get(key, ())]
    return re.compile(f"(?P<ago>{'|'.join(ago)})|{'|'.join(days)}", re.IGNORECASE) if ago and days else None


def _number_of(name: str, keys: tuple[str, ...], language: str) -> int | None:
    plain = _plain(name)
    own = _names(keys, language.partition("-")[0].lower())
    return own.get(plain) or _common_names(keys).get(plain)


@cache
def _names(keys: tuple[str, ...], language: str) -> Mapping[str, int]:
    table = _table(language)
    tables = (table, *table.get("locale_specific", {}).values())
    return {_plain(name): n for n, key in enumerate(keys, 1) for part in tables for name in part.get(key, ())}


@cache
def _common_names(keys: tuple[str, ...]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in reversed(_languages()[:_COMMON]):
        found |= _names(keys, language)
    return found


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


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(".")
