"""English dates in whatever arrangement, such as ``Mon Jan 20 09:49:32 UTC 2020``, by python-dateutil."""

import re
from datetime import datetime, tzinfo

from dateutil import parser as dateutil_parser

from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import month_of
from newsarchive.dates.zones import zone_named

_LONGEST = 100
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
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
        known = zone_named(name, question.language) if name else None
        if name and known is None and offset is None:
            raise ValueError(f"unknown zone {name}")
        return known if offset is None else offset

    try:
        readings = [dateutil_parser.parse(text, default=default, tzinfos=zone) for default in _DEFAULTS]
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
