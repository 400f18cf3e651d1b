"""How a catalog of an earlier version becomes one of this: step by step, in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from newsarchive.store.catalog import version_1

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next.

    :param before: SQL that makes room for what is new
    :param renewed: makes of a table's row, seal included, what the next version has in its place
    :param after: SQL that removes what is old
    """

    before: tuple[str, ...]
    renewed: Callable[[str, dict[str, Any]], dict[str, Any]]
    after: tuple[str, ...]


STEPS = {version_1.VERSION: Step(version_1.BEFORE, version_1.renewed, version_1.AFTER)}
"""By the version that a step leads from."""


def migrate(connection: sqlite3.Connection, version: int, *, to: int) -> None:
    """Bring a catalog from one version to another, in whatever transaction the connection is in.

    :raises sqlite3.DatabaseError: the file is damaged, or the disk refuses
    """
    for number in range(version, to):
        step = STEPS[number]
        columns = columns_of(connection)
        for statement in step.before:
            connection.execute(statement)
        for table, names in columns.items():
            _renew(connection, table, names, step)
        for statement in step.after:
            connection.execute(statement)


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The names of the columns of each table, in their order."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        table: [column[1] for column in connection.execute(f'PRAGMA table_info("{table}")')]
        for (table,) in tables
        if not table.startswith("sqlite_")
    }


def up_to_date(table: str, row: dict[str, Any], version: int, *, to: int) -> dict[str, Any]:
    """A row, seal included, as a later version has it."""
    for number in range(version, to):
        row = STEPS[number].renewed(table, row)
    return row


def _renew(connection: sqlite3.Connection, table: str, names: list[str], step: Step) -> None:
    for chunk in _chunks(connection, table, names):
        pairs = [(rowid, row, step.renewed(table, row)) for rowid, row in chunk]
        changed = sorted(
            {name for _, row, new in pairs for name in new if name not in row or new[name] != row[name]}
        )
        if changed:
            settings = ", ".join(f'"{name}" = ?' for name in changed)
            connection.executemany(
                f'UPDATE "{table}" SET {settings} WHERE rowid = ?',  # noqa: S608  names of ours
                [(*(new[name] for name in changed), rowid) for rowid, _, new in pairs],
            )


def _chunks(
    connection: sqlite3.Connection, table: str, names: list[str]
) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    """The rows with their rowids, a piece at a time, since they are written meanwhile."""
    columns = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT rowid, {columns} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_AT_ONCE}'  # noqa: S608
    last = -(1 << 63)
    while found := connection.execute(query, (last,)).fetchall():
        yield [(rowid, dict(zip(names, values, strict=True))) for rowid, *values in found]
        last = found[-1][0]
