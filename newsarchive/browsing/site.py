"""A site's page: its days as a calendar, and what leads to everything else of it."""

from calendar import Calendar
from datetime import date
from typing import Any

from newsarchive.browsing.day import TITLES, What
from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.state import STATES
from newsarchive.store.looking.states import owed, quarantined
from newsarchive.store.looking.terms import FACETS
from newsarchive.store.looking.years import Year

_MARKS: dict[What, str] = {"edited": "e", "withdrawn": "w", "missed": "m"}
"""What stands in a day's box of the calendar for what befell articles on it, beside the number published."""


def site_page(held: Held) -> Page:
    """The newest year that is no mistake: none after the one in which the archive was written last."""

    def see(look: Look) -> Page:
        years = look.years
        number = max((year for year in years if year <= look.last_day.year), default=look.last_day.year)
        return _page(held, look, number, is_front=True)

    return looking(held, see)


def year_page(held: Held, stated: str) -> Page:
    """Another one."""

    def see(look: Look) -> Page:
        if int(stated) not in look.years:
            raise NotHere(f"{held.name} has nothing of {stated}; its page has all its years")
        return _page(held, look, int(stated), is_front=False)

    return looking(held, see)


def _page(held: Held, look: Look, number: int, *, is_front: bool) -> Page:
    year, root = look.year(number), f"/{held.name}/"
    return Page(
        template="site.html",
        title=held.name if is_front else f"{held.name}, {number:04}",
        language="",
        trail=() if is_front else ((held.name, root),),
        context={
            "root": root,
            "is_front": is_front,
            "zone": look.zone,
            "year": f"{number:04}",
            "years": [f"{one:04}" for one in look.years],
            "months": [_month(year, month, root) for month in range(1, 13)],
            "sums": [(title, sum(getattr(year, what).values())) for what, title in TITLES.items()],
            "states": [(STATES[state][0], state, count) for state, count in _states(look).items()]
            if is_front
            else [],
            "terms": [(facet, _terms(look, facet)) for facet in FACETS] if is_front else [],
            "marks": [(mark, TITLES[what]) for what, mark in _MARKS.items()],
            "titles": list(TITLES.values()),
        },
    )


def _states(look: Look) -> dict[Any, int]:
    happenings = look.happenings
    return {
        "edited": len(happenings.edited),
        "gone": len(happenings.withdrawn),
        "missed": len(happenings.missed),
        "owed": owed(look.both, 0, 0)[0],
        "quarantined": quarantined(look.both, 0, 0)[0],
    }


def _terms(look: Look, facet: Any) -> int:
    return len([term for term in look.terms(facet) if term.name])


def _month(year: Year, month: int, root: str) -> dict[str, Any]:
    weeks = [
        [_box(year, date(year.number, month, day), root) if day else None for day in week]
        for week in Calendar().monthdayscalendar(year.number, month)
    ]
    days = [box for week in weeks for box in week if box and box["address"]]
    total = sum(box["counts"][0] for box in days)
    return {"name": f"{date(year.number, month, 1):%B}", "weeks": weeks, "days": days, "total": total}


def _box(year: Year, day: date, root: str) -> dict[str, Any]:
    """A day of the calendar; it leads nowhere where there is nothing to show."""
    counts = {what: getattr(year, what)[day] for what in TITLES}
    said = [f"{count:,} {TITLES[what].lower()}" for what, count in counts.items() if count]
    return {
        "day": day.day,
        "date": day.isoformat(),
        "counts": list(counts.values()),
        "marks": [f"{mark}{counts[what]}" for what, mark in _MARKS.items() if counts[what]],
        "said": ", ".join(said),
        "address": f"{root}day/{day}/" if said else "",
    }
