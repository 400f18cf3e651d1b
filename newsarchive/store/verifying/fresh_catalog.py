"""A new catalog beside the old one, and how it takes its place."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.sqlite import catalog_errors, open_catalog
from newsarchive.store.durable import storage_errors, sync_folder

BESIDES = ("-wal", "-shm")


def begin_fresh(archive: Archive) -> Connection:
    """Open an empty catalog to be filled; rows may be entered before those that they refer to.

    :raises StorageError: the disk refuses
    """
    path = fresh_path(archive)
    with storage_errors():
        archive.private.mkdir(parents=True, exist_ok=True)
        for left in (path, *_companions(path)):
            left.unlink(missing_ok=True)
    connection = open_catalog(path)
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    return connection


def fresh_path(archive: Archive) -> Path:
    """Where the new catalog is while it is filled."""
    return archive.private / "catalog.new.sqlite"


def put_in_place(archive: Archive, connection: Connection, *, now: datetime) -> Path | None:
    """Close the new catalog and let it be the archive's; the old one stays beside it.

    :param now: goes into the old one's new name
    :return: where the old one is now, None if there was none
    :raises StorageError: the disk refuses
    """
    fresh, current = fresh_path(archive), archive.catalog
    with catalog_errors(fresh):
        connection.commit()
        connection.close()
        connection.engine.dispose()  # the last one to close a catalog brings its log into the file
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
