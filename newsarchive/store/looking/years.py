"""A year of a site, day by day: published, captured, edited, withdrawn, missed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from sqlite3 import Connection

from newsarchive.store.looking.cards import capture_bounds, captures_of, published_by_day, published_years
from newsarchive.store.looking.days import by_day, days_between, span_of, years_of
from newsarchive.store.looking.happenings import Happenings, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How many articles each day of a year has to show, in the site's zone.

    :param published: archived articles by the day on which they were published, as they say
    :param captured: archived articles by the day on which they were stored first
    :param edited: further texts by the day on which they were stored
    :param withdrawn: by the day since when the source has them no more
    :param missed: what lists showed first on the day, and is not stored
    """

    number: int
    published: Counter[date]
    captured: Counter[date]
    edited: Counter[date]
    withdrawn: Counter[date]
    missed: Counter[date]


def year_of(cards: Connection, happenings: Happenings, number: int, zone: tzinfo) -> Year:
    """Count what the days of a year have to show.

    :param cards: as :func:`newsarchive.store.search.index.searching` gives it
    """
    first, last = date(number, 1, 1), date(number, 12, 31)
    days, span = days_between(first, last), span_of(first, last, zone)

    def counted(name: str) -> Counter[date]:
        return by_day((one.at for one in within(getattr(happenings, name), *span)), days, zone)

    return Year(
        number=number,
        published=published_by_day(cards, first, last),
        captured=by_day(captures_of(cards, *span), days, zone),
        edited=counted("edited"),
        withdrawn=counted("withdrawn"),
        missed=counted("missed"),
    )


def years_known(cards: Connection, happenings: Happenings, zone: tzinfo) -> list[int]:
    """The years of which there is anything to show, in their order."""
    years = published_years(cards)
    for happened in (happenings.edited, happenings.withdrawn, happenings.missed):
        years |= years_of((one.at for one in happened), zone)
    if bounds := capture_bounds(cards):
        first, last = (datetime.fromtimestamp(at, zone).year for at in bounds)
        years |= {year for year in range(first, last + 1) if captures_of(cards, *_span(year, zone))}
    return sorted(years)


def _span(year: int, zone: tzinfo) -> tuple[int, int]:
    return span_of(date(year, 1, 1), date(year, 12, 31), zone)
