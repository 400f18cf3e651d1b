"""The first page: all archives, how each fares, and what is wrong with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.page import Asked, Page
from newsarchive.exceptions import NewsArchiveError
from newsarchive.operations.timetable import Past, next_run
from newsarchive.showing.overview import how_it_ended, needs
from newsarchive.store.condition import Condition, condition_of
from newsarchive.store.due import earliest_due, last_started
from newsarchive.store.notices import open_notices


def overview(shelf: Shelf, *, asked: Asked) -> Page:
    """A line an archive; one that cannot be read does not hide the others."""
    sites = [_shown(held, asked.now) for held in shelf.values()]
    return Page(template="overview.html", title="News archives", context={"sites": sites})


def _shown(held: Held, now: int) -> Mapping[str, Any]:
    def see(catalog: Connection) -> dict[str, Any]:
        condition = condition_of(catalog, held.folder, now=now)
        crawl = condition.last_crawl
        return {
            "condition": condition,
            "at_work": condition.holder is not None,
            "ended": how_it_ended(crawl, at_work=_is_at_work(condition)) if crawl else "never",
            "needs": needs(condition),
            "wrong": open_notices(catalog),
            "next": _next_run(held, catalog, now),
        }

    try:
        return {"site": held.name, "unreadable": "", "zone": held.zone, **held.look(see)}
    except (NewsArchiveError, OSError) as error:
        return {"site": held.name, "unreadable": str(error)}


def _is_at_work(condition: Condition) -> bool:
    """Whether the last crawl goes on."""
    return condition.holder is not None and condition.last_crawl == condition.last_run


def _next_run(held: Held, catalog: Connection, now: int) -> int | None:
    """When a daemon would begin the next run, in seconds since 1970; None where no profile is."""
    if held.profile is None:
        return None
    past = Past(last_started(catalog), earliest_due(catalog))
    return int(next_run(held.profile, past, now=datetime.fromtimestamp(now, UTC), jitter=0).timestamp())
