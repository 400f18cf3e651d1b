"""When something of an archive is due: a listing, an owed article's next try, a re-check."""

import sqlite3
from datetime import UTC, datetime

from newsarchive.store.catalog.states import State

# Each looks into one index, or into the listings alone, which are few. What has no time is due at once.
_LISTINGS = "SELECT min(next_ask) FROM listing WHERE url NOT IN (SELECT url FROM unread)"
_UNREAD = "SELECT min(coalesce(next_try, 0)) FROM unread WHERE dismissed IS NULL"
_OWED_AT_ONCE = "SELECT 0 FROM article WHERE state = :owed AND next_check IS NULL LIMIT 1"
_ARTICLES = "SELECT min(next_check) FROM article WHERE state = :state"
_DUE_STATES = (State.OWED, State.PUBLISHED, State.QUARANTINED)
_LAST = "SELECT started FROM run WHERE command = 'crawl' ORDER BY id DESC LIMIT 1"


def earliest_due(catalog: sqlite3.Connection) -> datetime | None:
    """The earliest time at which anything is due, aware, in UTC; None where nothing is known to be.

    It may be long past, or 1970 for what is to be done at once.

    :raises sqlite3.Error: the catalog cannot be read
    """
    found = [
        catalog.execute(_LISTINGS).fetchone()[0],
        catalog.execute(_UNREAD).fetchone()[0],
        (catalog.execute(_OWED_AT_ONCE, {"owed": State.OWED.value}).fetchone() or [None])[0],
    ]
    found += [catalog.execute(_ARTICLES, {"state": state.value}).fetchone()[0] for state in _DUE_STATES]
    return _moment(min((one for one in found if one is not None), default=None))


def last_started(catalog: sqlite3.Connection) -> datetime | None:
    """When the last crawl of an archive began, aware, in UTC; None where there was none.

    It is the last one by number, whatever the clock said then.

    :raises sqlite3.Error: the catalog cannot be read
    """
    found = catalog.execute(_LAST).fetchone()
    return _moment(found[0] if found else None)


def _moment(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(min(max(seconds, 0), 2**36), UTC)
