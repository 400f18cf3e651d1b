"""The days of a site as spans of seconds: when each begins in the site's own zone."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

_DAY = 86_400


def beginning_of(day: date, zone: tzinfo) -> int:
    """When a day begins, in seconds since 1970."""
    return round(datetime.combine(day, time(), zone).timestamp())


def span_of(first: date, last: date, zone: tzinfo) -> tuple[int, int]:
    """When the first of these days begins and the last one is over, in seconds since 1970."""
    begin = beginning_of(first, zone)
    if last == date.max:
        return begin, beginning_of(last, zone) + _DAY
    return begin, beginning_of(last + timedelta(days=1), zone)


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def by_day(times: Iterable[int], days: Sequence[date], zone: tzinfo) -> Counter[date]:
    """How many of these times lie on each of some days that follow one another.

    :param times: seconds since 1970
    """
    begins = [beginning_of(day, zone) for day in days]
    end = span_of(days[-1], days[-1], zone)[1]
    found = Counter(bisect_right(begins, at) for at in times if begins[0] <= at < end)
    return Counter({days[place - 1]: count for place, count in found.items()})


def years_of(times: Iterable[int], zone: tzinfo) -> set[int]:
    """The years of a zone in which these times lie."""
    return {datetime.fromtimestamp(at, zone).year for at in times}
