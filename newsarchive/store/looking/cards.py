"""Articles by the day of their publication and of their capture, as the cards of the search's file have them.

The connection of all these is one of :func:`newsarchive.store.search.index.searching`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, tzinfo
from sqlite3 import Connection

from newsarchive.store.looking.days import span_of

_PUBLISHED = "FROM card WHERE day = ?"
_CAPTURED = "FROM card WHERE first >= ? AND first < ?"
_PAGE = "LIMIT ? OFFSET ?"
_DAYS = "SELECT day, count(*) FROM card WHERE day BETWEEN ? AND ? GROUP BY day"
_FIRSTS = "SELECT first FROM card WHERE first >= ? AND first < ?"
# From each day the index leads to the first one of a later year.
_YEARS = """
WITH RECURSIVE its(day) AS (
  SELECT min(day) FROM card
  UNION ALL SELECT (SELECT min(day) FROM card WHERE day > substr(its.day, 1, 4) || '-12-31') FROM its
  WHERE its.day IS NOT NULL)
SELECT substr(day, 1, 4) FROM its WHERE day IS NOT NULL
"""
_BOUNDS = "SELECT (SELECT min(first) FROM card), (SELECT max(first) FROM card)"

Articles = list[tuple[int, int]]
"""The row of each, and the time that its list is about, in seconds since 1970."""


def published_on(cards: Connection, day: date, start: int, limit: int) -> tuple[int, Articles]:
    """How many articles were published on a day of the site, and a page of them, the newest first."""
    return _page(cards, _PUBLISHED, (day.isoformat(),), "published", start, limit)


def captured_on(cards: Connection, day: date, zone: tzinfo, start: int, limit: int) -> tuple[int, Articles]:
    """How many articles were stored first on a day, and a page of them, the newest first."""
    return _page(cards, _CAPTURED, span_of(day, day, zone), "first", start, limit)


def _page(
    cards: Connection, where: str, values: Sequence[object], when: str, start: int, limit: int
) -> tuple[int, Articles]:
    total = cards.execute(f"SELECT count(*) {where}", values).fetchone()[0]
    page = f"SELECT article, {when} {where} ORDER BY {when} DESC, article DESC {_PAGE}"
    return total, [(article, at) for article, at in cards.execute(page, (*values, limit, start))]


def published_by_day(cards: Connection, first: date, last: date) -> Counter[date]:
    """How many articles were published on each of some days."""
    found = cards.execute(_DAYS, (first.isoformat(), last.isoformat()))
    return Counter({date.fromisoformat(day): count for day, count in found})


def captures_of(cards: Connection, since: int, until: int) -> list[int]:
    """When articles were stored first, in seconds since 1970."""
    return [at for (at,) in cards.execute(_FIRSTS, (since, until))]


def published_years(cards: Connection) -> set[int]:
    """The years in which articles were published, as they say."""
    return {int(year) for (year,) in cards.execute(_YEARS)}


def capture_bounds(cards: Connection) -> tuple[int, int] | None:
    """When the first and the last article was stored, in seconds since 1970; None where none was."""
    first, last = cards.execute(_BOUNDS).fetchone()
    return None if first is None else (first, last)
