"""Dates within a line of text, in whatever order and language."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from heapq import merge
from typing import NamedTuple

from newsarchive.dates.clock import clock_after, clock_before, on_day
from newsarchive.dates.days import days_in_figures, may_state_a_day
from newsarchive.dates.days_in_words import days_in_words
from newsarchive.dates.numeric import YEARLESS
from newsarchive.dates.parsed import Question, plain_figures
from newsarchive.dates.relative import AGO, DAY, NOW
from newsarchive.exceptions import DateError

_COUNTED = re.compile(
    f"{AGO.pattern}|{NOW.pattern}|(?P<open>{DAY.pattern}|{YEARLESS.pattern})", re.IGNORECASE
)
_HINT = re.compile(
    r"[前刚剛今昨月]|\d[-/]\d|ago\b|just now|day\b", re.IGNORECASE
)  # to spare most lines the rest
_FIGURE = re.compile(r"\d")
_BARE = re.compile(r"昨天|前天|.*月.*")
_REFERENCE = datetime(2200, 1, 1, tzinfo=UTC)  # not asked: no day here counts from it


class Found(NamedTuple):
    """A date in a line.

    :param start: where it begins
    :param end: where it ends, its clock and zone included
    :param value: ISO 8601: a day, day and clock, or both with the offset that the text states; the text
        itself where the date counts from another one
    """

    start: int
    end: int
    value: str


def dates_in(
    text: str, language: str, *, zone: tzinfo | None = None, order: str = "", unsure: bool = False
) -> Iterator[Found]:
    """The dates that a line states, a clock behind or before the day included; none without a year.

    :param zone: the page's, by which abbreviations of several zones are read
    :param order: of day and month, as :class:`Question` has it
    :param unsure: those too whose day and month may be the other way round, as they stand
    """
    if not _FIGURE.search(text) or not may_state_a_day(plain_figures(text)):
        return
    question = Question(text, _REFERENCE, zone or UTC, language.lower(), order)
    place = 0
    for day in merge(days_in_figures(question), days_in_words(question)):
        if day.start < place:
            continue
        if unsure and day.month is None:
            yield Found(day.start, day.end, text[day.start : day.end])
            continue
        try:
            clock = clock_after(question, day.end)
            if clock.precision == "day":
                clock = clock_before(question, day.start, place) or clock
            read = on_day(question, day.year, day.month, day.day, clock)
        except DateError:
            continue
        place = max(day.end, clock.end)
        value = read.instant if read.zoned else read.instant.replace(tzinfo=None)
        yield Found(
            min(day.start, clock.start), place, str(value.date() if read.precision == "day" else value)
        )


def relative_in(text: str, *, bare: bool = False, yearless: bool = True) -> Iterator[Found]:
    """The dates that count from now or name no year, their clocks included.

    :param bare: Chinese ones count too that only name a day, as prose does
    :param yearless: those with day and month count
    """
    if not _HINT.search(text):
        return
    question = Question(text, _REFERENCE, UTC, "")
    for match in _COUNTED.finditer(text):
        end, named = match.end(), match["open"]
        if named:
            # English prose has "yesterday", and so have lists of other articles.
            if named.isascii() and (named.isalpha() or not yearless):
                continue
            try:
                clock = clock_after(question, end)
            except DateError:
                continue
            if clock.precision == "day" and not (bare and _BARE.fullmatch(named)):
                continue
            end = clock.end
        yield Found(match.start(), end, text[match.start() : end])
