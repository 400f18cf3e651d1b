"""Copy what is sound of a catalog into a new one, and settle what its rows refer to."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, exc, insert, select, text

from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.row_kinds import ListingRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import version_of
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.verifying.damaged_rows import FoundRow, TableReader
from newsarchive.store.verifying.mending_rows import count_from

_AT_ONCE = 500
_MOST = 200  # damaged rows that are worth the search for a flipped bit


def salvage(old: Connection, new: Rows) -> int:
    """Copy every sound row, seal and number included; how many there were."""
    copied = 0
    version = version_of(old) or VERSION
    for kind in kinds():
        waiting = _sound_rows(TableReader(old, kind, version))
        while rows := list(islice(waiting, _AT_ONCE)):
            # A damaged tree may show a row twice.
            statement = insert(kind.table).prefix_with("OR IGNORE")
            new.connection.execute(statement, [one.values for one in rows])
            copied += len(rows)
    known = {kind.table.name for kind in kinds()}
    for name, number in _numbers(old):
        if name in known:
            count_from(new, name, number)
    return copied


def settle_links(rows: Rows, *, run_id: int) -> int:
    """Let no row refer to one that is lost: drop the reference, or else the row; how many were dropped.

    :param run_id: the run that revisions of lost runs are put down to
    """
    return sum(
        _settle(rows, kind, column, key.column, run_id)
        for kind in kinds() for column in kind.table.columns for key in column.foreign_keys
    )  # fmt: skip


def forget_validators(rows: Rows) -> None:
    """Let the next run read every listing whole: what one showed may be lost."""
    rows.replace(*(replace(row, etag=None, last_modified=None) for row in rows.where(ListingRow)))


def _settle(rows: Rows, kind: type[Any], column: Column[object], parent: Column[object], run_id: int) -> int:
    there = parent.table.alias()
    lost = column.not_in(select(there.c[parent.name]))
    stray = rows.where(kind, column.is_not(None), lost)
    if column.nullable or parent.table is RunRow.table:
        other = None if column.nullable else run_id
        rows.replace(*(replace(row, **{column.name: other}) for row in stray))
        return 0
    rows.remove(kind, lost)
    return len(stray)


def _sound_rows(reader: TableReader) -> Iterator[FoundRow]:
    tried = 0
    for found in reader:
        if found.is_sound:
            yield found
        elif tried < _MOST:
            tried += 1
            if right := found.unflipped():
                yield right


def _numbers(old: Connection) -> list[tuple[str, int]]:
    try:
        noted = old.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    except (exc.DBAPIError, UnicodeDecodeError):
        return []
    return [(name, number) for name, number in noted if isinstance(number, int) and 0 < number < 1 << 40]
