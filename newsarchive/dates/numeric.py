"""Dates in figures that are no whole day: without a year, without separators, counted from 1970."""

import re
from calendar import isleap
from datetime import datetime, tzinfo

from dateutil import parser as dateutil_parser

from newsarchive.dates.clock import clock_after, on_day
from newsarchive.dates.days import YEAR_FIRST_LANGUAGES
from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import month_of
from newsarchive.dates.zones import is_zone, zone_after, zone_named

YEARLESS = re.compile(
    r"(?<![\d年/.-])(\d{1,2})(?:\s?月\s?(\d{1,2})(?!\d)\s?[日号]|([-/])(\d{1,2})(?![\d/.-]))"
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?"
)
# Microsoft's JSON states the offset that the clock was written in behind the milliseconds.
_EPOCH = re.compile(
    r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?|\\?/Date\((?P<ms>-?\d{9,13})(?P<offset>[+-]\d{4})?\)\\?/"
)


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
    """``20220307``, ``20220307T082306Z``, ``/Date(1646612586000)/``; seconds or milliseconds since 1970."""
    text = question.text
    if epoch := _EPOCH.fullmatch(text):
        seconds = int(epoch["ms"]) // 1000 if epoch["ms"] else int(epoch[1])
        offset = zone_after(question, epoch.start("offset"))[0] if epoch["offset"] else None
        moment = datetime.fromtimestamp(seconds, offset or question.zone)
        if not 1990 <= moment.year < 2100:
            question.fail()
        return ParsedDate(moment, "second", zoned=True)
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        zone = zone_after(question, match.start(7))[0] if match[7] else None
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone or question.zone)
    except ValueError:
        question.fail()
    precision: Precision = "second" if match[6] else "minute" if match[4] else "day"
    return ParsedDate(moment, precision, zoned=zone is not None)


_LONGEST = 100
_YEAR = re.compile(r"(?<![\d+])[12]\d{3}(?!\d)")
# dateutil reads ``GMT+2`` as POSIX does, as two hours behind; whoever dates news means what the sign says.
_BEFORE_SIGN = re.compile(r"\b(?:GMT|UTC|UT|Z)\s?(?=[+-]\d)")
_WORD = re.compile(r"[A-Za-z]{3,9}")
_CLOCK = re.compile(r"\d:\d\d(:\d\d)?")
# Two defaults that differ in everything: what is equal after parsing with either was stated.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2004, 2, 29))  # noqa: DTZ001  the zone is the text's


def arranged(question: Question) -> ParsedDate | None:
    """A date with an English month that nothing but weekday, clock and zone stands beside."""
    text = question.text
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    clock = _CLOCK.search(text)
    if not clock or not any(month_of(word, "en") for word in _WORD.findall(text)):
        return None

    def zone(name: str | None, offset: int | None) -> tzinfo | int | None:
        if offset is None and name and not is_zone(name):
            raise ValueError(f"unknown zone {name}")
        return zone_named(name, question) if offset is None and name else offset

    plain = _BEFORE_SIGN.sub("", text)
    try:
        readings = [dateutil_parser.parse(plain, default=default, tzinfos=zone) for default in _DEFAULTS]
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
        return None
    moment = readings[0].replace(microsecond=0)
    if readings[0] != readings[1]:
        question.fail()
    precision: Precision = "second" if clock[1] else "minute"
    return ParsedDate(
        moment if moment.tzinfo else moment.replace(tzinfo=question.zone),
        precision,
        zoned=moment.tzinfo is not None,
    )
