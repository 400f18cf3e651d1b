"""A site's page: its days as a calendar, and what leads to everything else of it."""

from calendar import Calendar
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from newsarchive.browsing.day import TITLES, What
from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.state import STATES, State
from newsarchive.browsing.terms import MANY, Facet, column_of
from newsarchive.store.looking.states import owed, quarantined
from newsarchive.store.looking.years import Year

_MARKS: dict[What, str] = {"captured": "s", "edited": "e", "withdrawn": "w", "missed": "m"}
"""What stands in a day's box of the calendar for what befell articles on it, beside the number published."""
_Choice = tuple[str, str, int | None]  # words, address, how many articles


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
    year, root = look.year(number), held.address
    months = [_month(year, month, root) for month in range(12, 0, -1)]
    sums = {what: sum(getattr(year, what).values()) for what in TITLES}
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
            "years": [f"{one:04}" for one in reversed(look.years)],
            "months": [month for month in months if month["days"]],
            "quiet": _quiet(months, look.last_day),
            "sums": [(TITLES[what], count) for what, count in sums.items() if count],
            "choices": list(_choices(look, held)) if is_front else [],
            "marks": [(mark, TITLES[what]) for what, mark in _MARKS.items() if sums[what]],
            "titles": list(TITLES.values()),
        },
    )


def _choices(look: Look, held: Held) -> Iterator[tuple[str, list[_Choice]]]:
    """What leads to the lists: what a group of them has in common, and each with its number of articles."""
    happened, root = look.happenings, held.address

    def states(counts: dict[State, int]) -> list[_Choice]:
        return [(STATES[state][0], f"{root}state/{state}/", count) for state, count in counts.items()]

    week: _Choice = "Edited or withdrawn in the last seven days", f"{root}week/", None
    changed: dict[State, int] = {"edited": len(happened.edited), "gone": len(happened.withdrawn)}
    yield "Changed at the source", [week, *states(changed)]
    yield "Not stored", states({
        "missed": len(happened.missed), "owed": owed(look.both, 0, 0)[0],
        "quarantined": quarantined(look.both, 0, 0)[0],
    })  # fmt: skip
    yield "All articles", [(f"By {one}", f"{root}by/{one}/", _terms(look, held, one)) for one in MANY]
    yield "At work", [("Runs", f"{root}runs/", None)]


def _quiet(months: list[dict[str, Any]], until: date) -> str:
    """The months in which nothing happened, in words: three and more that follow one another as one.

    :param months: the newest first
    :param until: months after this day are not told of
    """
    silent = [one["first"] for one in reversed(months) if one["first"] <= until and not one["days"]]
    words = list[str]()
    for _, run in groupby(enumerate(silent), key=lambda placed: placed[1].month - placed[0]):
        names = [f"{first:%B}" for _, first in run]
        words += [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _terms(look: Look, held: Held, facet: Facet) -> int:
    return sum(bool(term.name) for term in look.terms(column_of(held, facet)))


def _month(year: Year, month: int, root: str) -> dict[str, Any]:
    weeks = [
        [_box(year, date(year.number, month, day), root) if day else None for day in week]
        for week in Calendar().monthdayscalendar(year.number, month)
    ]
    days = [box for week in weeks for box in week if box and box["address"]]
    total = sum(box["counts"][0] for box in days)
    first = date(year.number, month, 1)
    return {"name": f"{first:%B}", "first": first, "weeks": weeks, "days": days, "total": total}


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
