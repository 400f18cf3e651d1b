"""A year of days as months of weeks, each day with how much there was."""

from calendar import Calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

LEVELS = 4  # of tint, beside none


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar.

    :param level: 0 where there was nothing, else 1 to LEVELS, a quarter of the other days each
    """

    count: int
    level: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a month.

    :param first: the day of the month on which its part in the month begins
    :param days: from Monday on; None for a day of another month, or outside the calendar
    """

    first: int
    days: tuple[Day | None, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day."""

    first: date
    total: int
    weeks: tuple[Week, ...]


def months_of(counts: Mapping[date, int], last: date) -> list[Month]:
    """The months from the first day that has anything to ``last``; none where no day has.

    :param counts: how much there was, by day
    :param last: no day after it is shown
    """
    if not counts:
        return []
    begin, bounds = min(counts), _bounds(sorted(filter(None, counts.values())))

    def shown(day: date, month: date) -> Day | None:
        if day.month != month.month or not begin <= day <= last:
            return None
        count = counts.get(day, 0)
        return Day(count, sum(count > bound for bound in bounds) + 1 if count else 0)

    return [_month(month, partial(shown, month=month)) for month in _first_days(begin, last)]


def _month(first: date, shown: Callable[[date], Day | None]) -> Month:
    weeks = []
    for dates in Calendar().monthdatescalendar(first.year, first.month):
        days = tuple(map(shown, dates))
        if any(days):
            weeks.append(Week(next(one.day for one in dates if one.month == first.month), days))
    return Month(first, sum(day.count for week in weeks for day in week.days if day), tuple(weeks))


def _first_days(begin: date, last: date) -> Iterator[date]:
    day = begin.replace(day=1)
    while day <= last:
        yield day
        day = (day.replace(day=28) + timedelta(days=7)).replace(day=1)


def _bounds(counts: Sequence[int]) -> list[int]:
    """What a day must exceed for each tint beyond the first: quarters of the days that have anything."""
    return [counts[len(counts) * part // LEVELS] for part in range(1, LEVELS)] if counts else []
