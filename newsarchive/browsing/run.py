"""One run: its account, its cost, what was wrong then, and which articles it changed."""

from sqlite3 import Connection
from typing import Any

from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.shown_lines import shown_lines
from newsarchive.store.looking.edits import edited_lines
from newsarchive.store.looking.lines import stored_lines
from newsarchive.store.looking.missed import quarantined_lines
from newsarchive.store.looking.runs import Run, made_by, neighbours, notices_of, run_of

_A_LIST = 200


def run_page(held: Held, number: int) -> Page:
    """A run by its number."""
    root, zone = f"/{held.name}/", held.zone

    def see(catalog: Connection) -> Page:
        run = run_of(catalog, number)
        if run is None:
            raise NotHere(f"{held.name} has no run {number}; its list of runs has all")
        made = made_by(catalog, run, limit=_A_LIST)
        before, after = neighbours(catalog, number)
        lists = {
            "Stored": (made.stored, stored_lines(catalog, made.stored, "captured")),
            "Edited": (made.edited, edited_lines(catalog, made.edited)),
            "Quarantined": (made.records, quarantined_lines(catalog, made.records)),
        }
        return Page(
            template="run.html",
            title=f"Run {number}",
            trail=((held.name, root), ("Runs", f"{root}runs/")),
            context={
                "run": run,
                "zone": zone,
                "account": _account(run),
                "cost": run.cost,
                "arguments": ", ".join(f"{name} {value}" for name, value in run.arguments.items()),
                "notices": notices_of(catalog, run),
                "lists": [
                    {"title": title, "total": made_count, "shown": shown_lines(held.name, lines, zone)}
                    for title, (found, lines) in lists.items()
                    for made_count in [len(found)]
                ],
                "otherwise": made.otherwise,
                "limit": _A_LIST,
                "before": before and f"{root}runs/{before}/",
                "after": after and f"{root}runs/{after}/",
            },
        )

    return held.look(see)


def _account(run: Run) -> dict[str, Any]:
    """The sums of the account in words, without those that are nought."""
    return {name.replace("_", " "): count for name, count in run.account.items() if count}
