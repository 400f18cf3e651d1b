"""A new catalog beside the old one, and how it takes its place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import writing
from newsarchive.store.durable import storage_errors, sync_folder

_BESIDES = ("-wal", "-shm")


@contextmanager
def fresh_catalog(archive: Archive) -> Iterator[Rows]:
    """An empty catalog to be filled; rows may be entered before those that they refer to.

    :raises StorageError: the disk refuses
    """
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
    :raises StorageError: the disk refuses
    """
    fresh, current = fresh_path(archive), archive.catalog
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
    return [path.with_name(path.name + ending) for ending in _BESIDES]
