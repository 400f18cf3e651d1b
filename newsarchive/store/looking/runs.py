"""The runs of an archive: what came of each, what it cost, and which articles it changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from sqlite3 import Connection, Row
from typing import Any

from newsarchive.store.chronicle import EDIT
from newsarchive.store.looking.happenings import Happening
from newsarchive.store.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command that wrote. Times are seconds since 1970.

    :param arguments: what it was given
    :param ended: None for one that is at work or was interrupted
    :param account: how many articles came to which end, and other sums
    :param cost: as the catalog keeps it; empty where nothing is kept
    """

    number: int
    command: str
    arguments: dict[str, Any]
    version: str
    started: int
    ended: int | None
    account: dict[str, int]
    cost: dict[str, float]

    @property
    def seconds(self) -> int:
        """How long it was at work; 0 where nobody noted its end."""
        return max(0, (self.ended or self.started) - self.started)


_RUNS = "SELECT * FROM run ORDER BY id DESC LIMIT ? OFFSET ?"
_NOTICES = (
    "SELECT id, kind, coalesce(subject, '') AS subject, detail, since, told, reminded, mended FROM notice"
    " WHERE since <= ? AND coalesce(mended, ?) >= ? ORDER BY id"
)


def runs_of(catalog: Connection, start: int, limit: int) -> tuple[int, list[Run]]:
    """How many runs there were, and a page of them, the newest first."""
    total = catalog.execute("SELECT count(*) FROM run").fetchone()[0]
    return total, [_run(row) for row in catalog.execute(_RUNS, (limit, start))]


def run_of(catalog: Connection, number: int) -> Run | None:
    """One run."""
    row = catalog.execute("SELECT * FROM run WHERE id = ?", (number,)).fetchone()
    return row and _run(row)


def _run(row: Row) -> Run:
    return Run(
        number=row["id"], command=row["command"], arguments=_object(row["arguments"]),
        version=row["version"], started=row["started"], ended=row["ended"],
        account=_object(row["account"]), cost=_object(row["cost"]),
    )  # fmt: skip


def _object(stated: str | None) -> dict[str, Any]:
    told = json.loads(stated or "{}")
    return told if isinstance(told, dict) else {}


def neighbours(catalog: Connection, number: int) -> tuple[int | None, int | None]:
    """The numbers of the runs before and after one."""
    before = catalog.execute("SELECT max(id) FROM run WHERE id < ?", (number,)).fetchone()[0]
    after = catalog.execute("SELECT min(id) FROM run WHERE id > ?", (number,)).fetchone()[0]
    return before, after


def notices_of(catalog: Connection, run: Run) -> list[Notice]:
    """What was known to be wrong when a run was at work, or was noticed at its end."""
    row = catalog.execute("SELECT min(started) FROM run WHERE id > ?", (run.number,)).fetchone()
    until = row[0] if row[0] is not None else 2**62
    names = [one.name for one in fields(Notice)]
    found = catalog.execute(_NOTICES, (until, run.started, run.started))
    return [Notice(**dict(zip(names, one, strict=True))) for one in found]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run left in the catalog.

    :param stored: articles whose first text it stored, with the time
    :param edited: further texts that are edits by the source
    :param otherwise: further texts of other kinds: kind → how many
    :param records: rows of the quarantine
    """

    stored: Sequence[tuple[int, int]]
    edited: Sequence[Happening]
    otherwise: dict[str, int]
    records: Sequence[int]


def made_by(catalog: Connection, run: Run, *, limit: int) -> Made:
    """The first of what a run left.

    A run holds the archive alone, so that its revisions follow one another.

    :param limit: of each list
    """
    first, last = _revisions_of(catalog, run.number)
    span = (first, last)
    within = "FROM revision WHERE id >= ? AND id < ?"
    stored = catalog.execute(
        f"SELECT article, stored {within} AND number = 1 ORDER BY id LIMIT ?", (*span, limit)
    )
    edited = catalog.execute(
        f"SELECT stored, article, number {within} AND {EDIT} ORDER BY id LIMIT ?", (*span, limit)
    )
    kinds = catalog.execute(
        f"SELECT kind, count(*) {within} AND number > 1 AND NOT ({EDIT}) GROUP BY kind", span
    )
    until = run.ended if run.ended is not None else 2**62
    records = catalog.execute(
        "SELECT id FROM quarantine WHERE at BETWEEN ? AND ? ORDER BY id LIMIT ?", (run.started, until, limit)
    )
    return Made(
        [(article, at) for article, at in stored],
        [Happening(*row) for row in edited],
        dict(kinds.fetchall()),
        [number for (number,) in records],
    )


def _revisions_of(catalog: Connection, run: int) -> tuple[int, int]:
    """The number of a run's first revision, and that of the first one of a later run."""
    return _first_of(catalog, run), _first_of(catalog, run + 1)


def _first_of(catalog: Connection, run: int) -> int:
    low, high = 0, (catalog.execute("SELECT max(id) FROM revision").fetchone()[0] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        there = catalog.execute(
            "SELECT run FROM revision WHERE id >= ? ORDER BY id LIMIT 1", (middle,)
        ).fetchone()
        if there is None or there[0] >= run:
            high = middle
        else:
            low = middle + 1
    return low
