"""The first page: all archives, how each fares, and what needs somebody."""

from collections.abc import Mapping
from typing import Any

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.page import Page
from newsarchive.exceptions import NewsArchiveError
from newsarchive.showing.overview import how_it_ended, needs
from newsarchive.store.condition import condition_of


def overview(shelf: Shelf) -> Page:
    """A line an archive; one that cannot be read does not hide the others."""
    return Page(
        template="overview.html", title="News archives", context={"sites": list(map(_line, shelf.values()))}
    )


def _line(held: Held) -> Mapping[str, Any]:
    try:
        zone = held.zone
        condition = held.look(lambda catalog: condition_of(catalog, held.folder, now=0))
    except NewsArchiveError as error:
        return {"site": held.name, "unreadable": str(error)}
    crawl = condition.last_crawl
    at_work = condition.holder is not None and crawl == condition.last_run
    return {
        "site": held.name,
        "unreadable": "",
        "zone": zone,
        "condition": condition,
        "ended": how_it_ended(crawl, at_work=at_work) if crawl else "never",
        "needs": needs(condition),
    }
