"""Dates in figures: ISO, Chinese, compact, epoch, and the order of ``03/04/2022``."""

import re
from calendar import isleap
from datetime import UTC, datetime

from newsarchive.dates.clock import clock_after, on_day
from newsarchive.dates.parsed import ParsedDate, Question
from newsarchive.dates.zones import zone_after

_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})(?:\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})(?!\d)\s?[日号]?|([-/.])\s?(\d{1,2})\4\s?(\d{1,2})(?!\d))"
)
_LABEL = re.compile(r"发布|发表|刊发|[Pp]ublished|[Pp]osted")
_YEAR_LAST = re.compile(r"(?<![\d.:/-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_YEARLESS = re.compile(
    r"(?<![\d年/.-])(\d{1,2})(?:\s?月\s?(\d{1,2})(?!\d)\s?[日号]|([-/])(\d{1,2})(?![\d/.-]))"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")
# Month first: the United States and the few that follow them. Year first: no custom for this form.
_MONTH_FIRST = {"en", "en-us", "en-ph", "en-ca", "fil"}
_YEAR_FIRST_LANGUAGES = {"zh", "ja", "ko", "hu", "mn", "lt"}


def year_first(question: Question) -> ParsedDate | None:
    """``2022-03-07 08:23:06``, ``2022年3月7日 8:23`` and the like, within whatever surrounds them.

    Of several dates the one behind a word for "published" counts, else the first.
    """
    matches = list(_YEAR_FIRST.finditer(question.text))
    if not matches:
        return None
    match = matches[0]
    if len(matches) > 1 and (label := _LABEL.search(question.text)):
        match = next((m for m in matches if m.start() > label.start()), match)
    month, day = match[2] or match[5], match[3] or match[6]
    return on_day(question, int(match[1]), int(month), int(day), match.end())


def year_last(question: Question) -> ParsedDate | None:
    """``03/04/2022``, in the language's order; in any order that is the only one possible."""
    match = _YEAR_LAST.search(question.text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day_first = _reads_day_first(question, match[2])
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    if day_first is None and first != second:
        question.fail("ambiguous-date")
    day, month = (first, second) if day_first else (second, first)
    return on_day(question, year, month, day, match.end())


def yearless(question: Question) -> ParsedDate | None:
    """``03-07 08:23`` and ``03月07日``: the latest such day that is not in the future."""
    match = _YEARLESS.search(question.text)
    if match is None:
        return None
    if match[3] == "-" and clock_after(question, match.end()).precision == "day":
        return None  # 03-07 alone may be a score, a page, a range
    if match[3] == "/" and question.base_language not in _YEAR_FIRST_LANGUAGES:
        question.fail("ambiguous-date")
    month, day = int(match[1]), int(match[2] or match[4])
    this_year = question.reference.year
    if (month, day) == (2, 29) and not isleap(this_year):
        this_year -= 1
    stated = on_day(question, this_year, month, day, match.end())
    if stated.instant <= question.reference:
        return stated
    return on_day(question, this_year - 1, month, day, match.end())


def compact(question: Question) -> ParsedDate | None:
    """``20220307``, ``20220307082306``, and seconds or milliseconds since 1970, fractions left out."""
    text = question.text
    if epoch := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(epoch[1]), UTC)
        if not 1990 <= moment.year < 2100:
            question.fail()
        return ParsedDate(moment, "second")
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        zone = zone_after(text, match.start(7), question.language) if match[7] else question.zone
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        question.fail()
    return ParsedDate(moment, "second" if match[6] else "minute" if match[4] else "day")


def _reads_day_first(question: Question, separator: str) -> bool | None:
    if question.base_language in _YEAR_FIRST_LANGUAGES:
        return None
    return separator == "." or question.language not in _MONTH_FIRST
