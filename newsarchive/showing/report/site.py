"""What the report shows of one archive, ready to be written into the page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from markupsafe import Markup

from newsarchive.showing.report.bars import bars
from newsarchive.showing.report.listings import by_listing, in_words, share_of
from newsarchive.showing.report.months import months_of
from newsarchive.showing.report.needs import needs_of
from newsarchive.showing.report.weeks import Series, weekly, weeks_between
from newsarchive.store.chronicle import Chronicle
from newsarchive.store.completeness import Completeness
from newsarchive.store.condition import Condition

RECENT = 30  # days of the overview


@dataclass(frozen=True, slots=True)
class Looked:
    """What an archive's catalog said.

    :param zone: the site's
    :param completeness: of the last RECENT days
    :param learns: whether its profile lets what was learned be in use
    """

    site: str
    zone: tzinfo
    condition: Condition
    chronicle: Chronicle
    completeness: Completeness
    learns: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An archive that could not be looked at.

    :param words: why not, with the next step
    """

    site: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside one another, of the same weeks, and the numbers that they show.

    :param rows: the weeks that have anything, with the numbers as people read them
    """

    name: str
    panels: tuple[tuple[Series, Markup], ...]
    rows: tuple[tuple[date, tuple[str, ...]], ...]


def shown(looked: Looked | Unreadable, *, now: int, number: int) -> dict[str, Any]:
    """The names that the page's template knows of a site.

    :param now: seconds since 1970
    :param number: of the site within the page
    """
    if isinstance(looked, Unreadable):
        return {"site": looked.site, "number": number, "unreadable": looked.words, "needs": ()}
    condition, chronicle = looked.condition, looked.chronicle
    since = chronicle.last - timedelta(days=RECENT - 1)

    def recent(days: Mapping[date, int]) -> int:
        return sum(count for day, count in days.items() if day >= since)

    return {
        "site": looked.site,
        "number": number,
        "unreadable": "",
        "zone": looked.zone,
        "needs": needs_of(looked.site, condition, chronicle, looked.zone, now=now, learns=looked.learns),
        "condition": condition,
        "chronicle": chronicle,
        "stored": recent(chronicle.stored),
        "edited": recent(chronicle.edited),
        "withdrawn": recent(chronicle.withdrawn),
        "quarantined": sum(condition.quarantined.values()),
        "complete": share_of(looked.completeness.total),
        "told": list(in_words(looked.completeness.total, RECENT)) if looked.completeness.total.shown else [],
        "listings": by_listing(looked.completeness),
        "months": months_of(chronicle.published, chronicle.last),
        "changes": _chart("Edits and withdrawals", _changes(chronicle), number, chronicle),
        "costs": _chart("Costs", _costs(chronicle), number, chronicle),
    }


def _changes(chronicle: Chronicle) -> Iterator[tuple[str, str, Mapping[date, float]]]:
    yield "edits", "", chronicle.edited
    yield "withdrawals", "", chronicle.withdrawn


def _costs(chronicle: Chronicle) -> Iterator[tuple[str, str, Mapping[date, float]]]:
    """Of what some runs do not say, as those of an earlier newsarchive, there is what the others say."""
    costs = chronicle.costs
    yield "runs", "", {day: cost.runs for day, cost in costs.items()}
    yield "time at work", "s", {day: cost.seconds for day, cost in costs.items()}
    if any(cost.measured for cost in costs.values()):
        yield "requests", "", {day: cost.requests for day, cost in costs.items()}
        yield "received", "B", {day: cost.received for day, cost in costs.items()}
        yield "CPU time", "s", {day: cost.cpu for day, cost in costs.items()}


def _chart(
    name: str, counted: Iterable[tuple[str, str, Mapping[date, float]]], number: int, chronicle: Chronicle
) -> Chart | None:
    """The bars of what is counted by day; None where there is nothing at all."""
    weeks = weeks_between(chronicle.first, chronicle.last)
    all_series = [weekly(days, weeks, what, unit) for what, unit, days in counted]
    rows = [
        (week, tuple(series.told(series.values[place]) for series in all_series))
        for place, week in enumerate(weeks)
        if any(series.values[place] for series in all_series)
    ]
    if not rows:
        return None
    slug = f"{number}-{name.partition(' ')[0].lower()}"
    panels = [(one, bars(one, weeks, key=f"{slug}-{place}")) for place, one in enumerate(all_series)]
    return Chart(name, tuple(panels), tuple(reversed(rows)))
