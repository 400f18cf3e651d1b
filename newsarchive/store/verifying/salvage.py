"""Copy the sound rows of a damaged catalog into a new one, and mend their references to lost rows."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, exc, insert, select, text

from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.migrations import columns_of as columns_in
from newsarchive.store.catalog.migrations import up_to_date
from newsarchive.store.catalog.row_kinds import ListingRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import run
from newsarchive.store.catalog.sqlite import version_of
from newsarchive.store.catalog.tables import Layout, layouts
from newsarchive.store.verifying.damaged_tables import TableReader
from newsarchive.store.verifying.flipped_bit import unflipped
from newsarchive.store.verifying.found_rows import FoundRow, columns_of, found_rows
from newsarchive.store.verifying.mending_rows import count_from

_AT_ONCE = 500
_MOST = 200  # damaged rows that are worth the search for a flipped bit


def salvage(old: Connection, new: Connection) -> int:
    """Copy every sound row with its seal and its id, and the counters of ids.

    :return: how many rows were copied
    """
    copied = 0
    version = version_of(old) or VERSION
    for layout in layouts():
        waiting = _sound_rows(old, layout, version)
        while rows := list(islice(waiting, _AT_ONCE)):
            # A damaged tree may show a row twice.
            new.execute(insert(layout.table).prefix_with("OR IGNORE"), [one.values for one in rows])
            copied += len(rows)
    rows_of_new = Rows(new)
    known = {layout.table.name for layout in layouts()}
    for name, number in _numbers(old):
        if name in known:
            count_from(rows_of_new, name, number)
    return copied


def settle_links(rows: Rows, *, run_id: int) -> int:
    """Empty each reference to a lost row, or remove the row where its column must not be empty.

    :param run_id: the run that rows of lost runs are given instead
    :return: how many rows were removed
    """
    dropped = 0
    for layout in layouts():
        for column in layout.table.columns:
            for key in column.foreign_keys:
                dropped += _settle(rows, layout, column, key.column, run_id)
    return dropped


def forget_validators(rows: Rows) -> None:
    """Drop the listings' validators, so that the next run reads them whole and misses no article."""
    rows.replace(*(replace(row, etag=None, last_modified=None) for row in rows.where(ListingRow)))


def _settle(
    rows: Rows, layout: Layout[Any], column: Column[object], parent: Column[object], run_id: int
) -> int:
    there = parent.table.alias()
    lost = column.not_in(select(there.c[parent.name]))
    stray = rows.where(layout.kind, column.is_not(None), lost)
    if column.nullable:
        rows.replace(*(replace(row, **{column.name: None}) for row in stray))
        return 0
    if parent.table is run:
        rows.replace(*(replace(row, **{column.name: run_id}) for row in stray))
        return 0
    rows.remove(layout.kind, lost)
    return len(stray)


def _sound_rows(old: Connection, layout: Layout[Any], version: int) -> Iterator[FoundRow[Any]]:
    tried = 0
    for found in _rows_of(old, layout, version):
        if found.is_sound:
            yield found
        elif tried < _MOST:
            tried += 1
            if right := unflipped(found):
                yield right


def _rows_of(old: Connection, layout: Layout[Any], version: int) -> Iterator[FoundRow[Any]]:
    """The rows that can be read, each brought to the form of this version."""
    name = layout.table.name
    if version == VERSION:
        yield from found_rows(TableReader(old, name, columns_of(layout)), layout)
        return
    driver: Any = old.connection.driver_connection
    columns = columns_in(driver).get(name, [])
    for rowid, *values, seal in TableReader(old, name, columns):
        known, new_seal = up_to_date(
            name, dict(zip(columns, values, strict=False)), seal, version, to=VERSION
        )
        yield FoundRow(layout, rowid, layout.as_found([known.get(one) for one in layout.names]), new_seal)


def _numbers(old: Connection) -> list[tuple[str, int]]:
    try:
        noted = old.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    except (exc.DBAPIError, UnicodeDecodeError):
        return []
    return [(name, number) for name, number in noted if isinstance(number, int) and 0 < number < 1 << 40]
