"""Dates within a line of text, in whatever order and language."""

from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from typing import NamedTuple

from newsarchive.dates.clock import clock_after, clock_before, on_day
from newsarchive.dates.days import days_in_figures, days_in_words
from newsarchive.dates.parsed import Question
from newsarchive.exceptions import DateError

_REFERENCE = datetime(2200, 1, 1, tzinfo=UTC)  # not asked: no day here counts from it


class Found(NamedTuple):
    """A date in a line.

    :param start: where it begins
    :param end: where it ends, its clock and zone included
    :param value: ISO 8601: a day, day and clock, or both with the offset that the text states
    """

    start: int
    end: int
    value: str


def dates_in(text: str, language: str) -> Iterator[Found]:
    """The dates that a line states, a clock behind or before the day included; none without a year."""
    question = Question(text, _REFERENCE, UTC, language.lower())
    place = 0
    for day in merge(days_in_figures(question), days_in_words(question)):
        if day.start < place:
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
