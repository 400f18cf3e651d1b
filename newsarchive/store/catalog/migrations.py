"""How a catalog of an earlier version becomes one of this: step by step, in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from newsarchive.store.catalog import version_1, version_2, version_3, version_4, version_5

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next.

    :param before: SQL that makes room for what is new
    :param renewed: of a row's table, values by column, and seal: what the next version has in their place
    :param after: SQL that removes what is old
    """

    before: tuple[str, ...]
    renewed: Callable[[str, dict[str, Any], object], tuple[dict[str, Any], object]]
    after: tuple[str, ...]


_VERSIONS = version_1, version_2, version_3, version_4, version_5
STEPS = {one.VERSION: Step(one.BEFORE, one.renewed, one.AFTER) for one in _VERSIONS}
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
    """The names of the columns of each table, in their order; the seal is each one's last."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    named = {
        table: [column[1] for column in connection.execute(f'PRAGMA table_info("{table}")')]
        for (table,) in tables
        if not table.startswith("sqlite_")
    }
    return {table: sorted(names, key="seal".__eq__) for table, names in named.items()}


def up_to_date(
    table: str, values: dict[str, Any], seal: object, version: int, *, to: int
) -> tuple[dict[str, Any], object]:
    """A row's values and seal as a later version has them."""
    for number in range(version, to):
        values, seal = STEPS[number].renewed(table, values, seal)
    return values, seal


def _renew(connection: sqlite3.Connection, table: str, names: list[str], step: Step) -> None:
    for chunk in _chunks(connection, table, names):
        changed, renewed = {"seal"}, []
        for rowid, *values, seal in chunk:
            before = dict(zip(names, values, strict=False))
            after, new_seal = step.renewed(table, dict(before), seal)
            changed |= {name for name in after if name not in before or after[name] != before[name]}
            renewed.append({**after, "seal": new_seal, "rowid": rowid})
        settings = ", ".join(f'"{name}" = :{name}' for name in sorted(changed))
        connection.executemany(f'UPDATE "{table}" SET {settings} WHERE rowid = :rowid', renewed)  # noqa: S608


def _chunks(connection: sqlite3.Connection, table: str, names: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows after their rowids, a piece at a time, since they are written meanwhile."""
    columns = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT rowid, {columns} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_AT_ONCE}'  # noqa: S608
    last = -(1 << 63)
    while found := connection.execute(query, (last,)).fetchall():
        yield found
        last = found[-1][0]
