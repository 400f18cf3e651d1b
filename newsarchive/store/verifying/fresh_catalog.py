"""A new catalog beside the old one: filled with what is sound of that, and put in its place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, exc, insert, select, text

from newsarchive.sites import catalog_file
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import writing
from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import version_of
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.verifying.damaged_rows import FoundRow, TableReader

BESIDES = ("-wal", "-shm")


@contextmanager
def fresh_catalog(archive: Archive) -> Iterator[Rows]:
    """An empty catalog to be filled; rows may be entered before those that they refer to."""
    path = fresh_path(archive)
    with storage_errors():
        archive.private.mkdir(parents=True, exist_ok=True)
        for left in (path, *_companions(path)):
            left.unlink(missing_ok=True)
    with writing(path) as rows:  # the last one to close a catalog brings its log into the file
        driver: Any = rows.connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        yield rows


def fresh_path(archive: Archive) -> Path:
    """Where the new catalog is while it is filled."""
    return archive.private / "catalog.new.sqlite"


def put_in_place(archive: Archive, *, now: datetime) -> Path | None:
    """Let the new catalog be the archive's; the old one stays beside it.

    :param now: goes into the old one's new name
    :return: where the old one is now, None if there was none
    """
    fresh, current = fresh_path(archive), catalog_file(archive.folder)
    aside = archive.private / f"catalog.damaged-{now:%Y%m%dT%H%M%S}.sqlite"
    with storage_errors():
        fd = os.open(fresh, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)
        # The log first: SQLite would take an old one for the new catalog's.
        for old, kept in zip(_companions(current), _companions(aside), strict=True):
            if old.exists():
                old.rename(kept)
        there = current.exists()
        if there:
            aside.hardlink_to(current)  # so that at no moment there is no catalog
        fresh.rename(current)
        sync_folder(archive.private)
    return aside if there else None


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in BESIDES]


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
            new.count_from(name, number)
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
