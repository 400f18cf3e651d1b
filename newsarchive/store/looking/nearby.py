"""The nearest days, before and after one, on which there is anything to show."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from operator import attrgetter
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.store.looking.days import span_of
from newsarchive.store.looking.happenings import Happenings

T = TypeVar("T")


def days_nearby(
    cards: Connection, happenings: Happenings, day: date, zone: tzinfo
) -> tuple[date | None, date | None]:
    """The last day before, and the first day after one with something; None where there is none.

    :param cards: as :func:`newsarchive.store.search.index.searching` gives it
    """
    begin, end = span_of(day, day, zone)
    own = day.isoformat()
    before = [
        *_stated(cards, "SELECT max(day) FROM card WHERE day < ?", own),
        *_local(_times(cards, "SELECT max(first) FROM card WHERE first < ?", begin), zone),
        *_local(_last_before(happenings, begin), zone),
    ]
    after = [
        *_stated(cards, "SELECT min(day) FROM card WHERE day > ?", own),
        *_local(_times(cards, "SELECT min(first) FROM card WHERE first >= ?", end), zone),
        *_local(_first_from(happenings, end), zone),
    ]
    return max(before, default=None), min(after, default=None)


def _stated(cards: Connection, query: str, value: str) -> Iterator[date]:
    yield from (date.fromisoformat(found) for found in _times(cards, query, value))


def _times(cards: Connection, query: str, value: T) -> Iterator[T]:
    found = cards.execute(query, (value,)).fetchone()[0]
    if found is not None:
        yield found


def _local(times: Iterable[int], zone: tzinfo) -> Iterator[date]:
    yield from (datetime.fromtimestamp(at, zone).date() for at in times)


_when = attrgetter("at")


def _last_before(happenings: Happenings, at: int) -> Iterator[int]:
    for happened in (happenings.edited, happenings.withdrawn, happenings.missed):
        if place := bisect_left(happened, at, key=_when):
            yield happened[place - 1].at


def _first_from(happenings: Happenings, at: int) -> Iterator[int]:
    for happened in (happenings.edited, happenings.withdrawn, happenings.missed):
        if (place := bisect_left(happened, at, key=_when)) < len(happened):
            yield happened[place].at
