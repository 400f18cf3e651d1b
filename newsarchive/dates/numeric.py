"""Dates in figures that are no whole day: without a year, without separators, counted from 1970."""

import re
from calendar import isleap
from datetime import datetime

from newsarchive.dates.clock import clock_after, on_day
from newsarchive.dates.days import YEAR_FIRST_LANGUAGES
from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.zones import zone_after

YEARLESS = re.compile(
    r"(?<![\d年/.-])(\d{1,2})(?:\s?月\s?(\d{1,2})(?!\d)\s?[日号]|([-/])(\d{1,2})(?![\d/.-]))"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")


def yearless(question: Question) -> ParsedDate | None:
    """``03-07 08:23`` and ``03月07日``: the latest such day that is not in the future."""
    match = YEARLESS.search(question.text)
    if match is None:
        return None
    clock = clock_after(question, match.end())
    if match[3] == "-" and clock.precision == "day":
        return None  # 03-07 alone may be a score, a page, a range
    if match[3] == "/" and question.base_language not in YEAR_FIRST_LANGUAGES:
        question.fail("ambiguous-date")
    month, day = int(match[1]), int(match[2] or match[4])
    this_year = question.reference.year
    if (month, day) == (2, 29) and not isleap(this_year):
        this_year -= 1
    stated = on_day(question, this_year, month, day, clock)
    if stated.instant <= question.reference:
        return stated
    return on_day(question, this_year - 1, month, day, clock)


def compact(question: Question) -> ParsedDate | None:
    """``20220307``, ``20220307082306``, and seconds or milliseconds since 1970, fractions left out."""
    text = question.text
    if epoch := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(epoch[1]), question.zone)
        if not 1990 <= moment.year < 2100:
            question.fail()
        return ParsedDate(moment, "second", zoned=True)
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        zone = zone_after(text, match.start(7), question.language)[0] if match[7] else None
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone or question.zone)
    except ValueError:
        question.fail()
    precision: Precision = "second" if match[6] else "minute" if match[4] else "day"
    return ParsedDate(moment, precision, zoned=zone is not None)
