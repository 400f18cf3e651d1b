"""Copy what is sound of a catalog into a new one, and settle what its rows refer to."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, exc, insert, select, text
from sqlalchemy import column as column_clause
from sqlalchemy import table as table_clause

from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.migrations import columns_of, up_to_date
from newsarchive.store.catalog.rows import Row, Rows
from newsarchive.store.catalog.schema import listing, metadata, run
from newsarchive.store.catalog.sqlite import version_of
from newsarchive.store.verifying.catalog_check import is_sound
from newsarchive.store.verifying.damaged_tables import TableReader
from newsarchive.store.verifying.flipped_bit import unflipped
from newsarchive.store.verifying.mending_rows import count_from

_AT_ONCE = 500
_MOST = 200  # damaged rows that are worth the search for a flipped bit


def salvage(old: Connection, new: Connection) -> int:
    """Copy every sound row, seal and number included; how many there were."""
    copied = 0
    version = version_of(old) or VERSION
    for table in metadata.sorted_tables:
        waiting = _sound_rows(old, table, version)
        while rows := list(islice(waiting, _AT_ONCE)):
            # A damaged tree may show a row twice.
            new.execute(insert(table).prefix_with("OR IGNORE"), rows)
            copied += len(rows)
    rows_of_new = Rows(new)
    for name, number in _numbers(old):
        if name in metadata.tables:
            count_from(rows_of_new, metadata.tables[name], number)
    return copied


def settle_links(rows: Rows, *, run_id: int) -> int:
    """Let no row refer to one that is lost: drop the reference, or else the row; how many were dropped.

    :param run_id: the run that revisions of lost runs are put down to
    """
    dropped = 0
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                dropped += _settle(rows, table, column, key.column, run_id)
    return dropped


def forget_validators(rows: Rows) -> None:
    """Let the next run read every listing whole: what one showed may be lost."""
    rows.replace(listing, *(row | {"etag": None, "last_modified": None} for row in rows.where(listing)))


def _settle(rows: Rows, table: Table, column: Column[object], parent: Column[object], run_id: int) -> int:
    there = parent.table.alias()
    lost = column.not_in(select(there.c[parent.name]))
    stray = rows.where(table, column.is_not(None), lost)
    if column.nullable:
        rows.replace(table, *(row | {column.name: None} for row in stray))
        return 0
    if parent.table is run:
        rows.replace(table, *(row | {column.name: run_id} for row in stray))
        return 0
    rows.remove(table, lost)
    return len(stray)


def _sound_rows(old: Connection, table: Table, version: int) -> Iterator[Row]:
    tried = 0
    for row in _rows_of(old, table, version):
        number = row.pop("rowid")
        if is_sound(table, row):
            yield row
        elif tried < _MOST:
            tried += 1
            right = unflipped(table, row | {"rowid": number})
            if right is not None:
                right.pop("rowid")
                yield right


def _rows_of(old: Connection, table: Table, version: int) -> Iterator[Row]:
    """What can be read, as this version has it."""
    if version == VERSION:
        yield from TableReader(old, table)
        return
    driver: Any = old.connection.driver_connection
    names = columns_of(driver).get(table.name, [])
    for row in TableReader(old, table_clause(table.name, *map(column_clause, names))):
        number = row.pop("rowid")
        known = up_to_date(table.name, row, version, to=VERSION)
        yield dict.fromkeys(table.c.keys()) | known | {"rowid": number}


def _numbers(old: Connection) -> list[tuple[str, int]]:
    try:
        noted = old.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    except (exc.DBAPIError, UnicodeDecodeError):
        return []
    return [(name, number) for name, number in noted if isinstance(number, int) and 0 < number < 1 << 40]
