"""How many articles are in each state that somebody may look at, and pages of those that need no time."""

from sqlite3 import Connection

from newsarchive.store.condition import OPEN_QUARANTINE

# The index of states, attempts and rows gives those that failed most often first.
_OWED = "SELECT id FROM article WHERE state = 'owed' ORDER BY attempts DESC, id DESC LIMIT ? OFFSET ?"
_QUARANTINED = f"SELECT id FROM {OPEN_QUARANTINE} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"  # noqa: S608  a constant
_COUNTED = {
    "owed": "SELECT count(*) FROM article WHERE state = 'owed'",
    "quarantined": f"SELECT count(*) FROM {OPEN_QUARANTINE}",  # noqa: S608  a constant
}


def owed(catalog: Connection, start: int, limit: int) -> tuple[int, list[int]]:
    """How many articles are owed, and a page of their rows: what failed most, then the newest."""
    return _page(catalog, "owed", _OWED, start, limit)


def quarantined(catalog: Connection, start: int, limit: int) -> tuple[int, list[int]]:
    """How many records of the quarantine are open, and the rows of a page of them, the newest first."""
    return _page(catalog, "quarantined", _QUARANTINED, start, limit)


def _page(catalog: Connection, what: str, query: str, start: int, limit: int) -> tuple[int, list[int]]:
    total = catalog.execute(_COUNTED[what]).fetchone()[0]
    return total, [number for (number,) in catalog.execute(query, (limit, start))]
