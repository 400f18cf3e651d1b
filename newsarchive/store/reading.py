"""Look into a catalog without holding the archive's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from newsarchive.exceptions import EarlierCatalog, StorageError
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import bring_up_to_date, catalog_errors, read_catalog
from newsarchive.store.lock import ArchiveLock


@contextmanager
def reading(catalog: Path) -> Iterator[Rows]:
    """The rows as they are at one moment, whatever a run does to them meanwhile.

    :raises ArchiveBusy: as :func:`open_to_read`
    :raises StorageError: there is no catalog, it is of a newer version, or it cannot be read
    """
    connection = open_to_read(catalog)
    try:
        with catalog_errors(catalog):
            connection.execute(text("BEGIN"))
            yield Rows(connection)
    finally:
        connection.close()
        connection.engine.dispose()


def open_to_read(catalog: Path) -> Connection:
    """Open a catalog to look at; one of an earlier version is brought up to date first, under the lock.

    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, it is of a newer version, or it cannot be read
    """
    try:
        return read_catalog(catalog)
    except EarlierCatalog:
        bring_up_to_date_if_free(catalog)
        return read_catalog(catalog)


def bring_up_to_date_if_free(catalog: Path) -> None:
    """Bring a catalog of an earlier version up to date, under the archive's lock.

    :raises ArchiveBusy: somebody is at work on it
    :raises StorageError: it is damaged, or the disk refuses
    """
    lock = ArchiveLock(catalog.parent)
    try:
        lock.acquire(started=datetime.now(UTC))
    except OSError as error:
        raise StorageError(f"{catalog}: is to be brought up to date, but {error.strerror}") from error
    try:
        bring_up_to_date(catalog)
    finally:
        lock.release()
