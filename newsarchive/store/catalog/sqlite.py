"""The catalog through SQLAlchemy: how it is opened, made, migrated and checked."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, exc, text
from sqlalchemy.pool import StaticPool

from newsarchive.exceptions import EarlierCatalog, StorageError
from newsarchive.store.catalog.file import (
    VERSION,
    check_presence,
    check_version,
    connect,
    storage_error,
)
from newsarchive.store.catalog.migrations import migrate
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import metadata
from newsarchive.store.lock import ArchiveLock

_APPLICATION = 0x6E657773  # "news", SQLite's application_id, which file(1) shows
logger = logging.getLogger(__name__)


def open_catalog(path: Path) -> Connection:
    """Open the catalog for writing; make it, or bring it to this version, where needed.

    One connection, used by one thread at a time. The caller holds the archive's lock.

    :raises StorageError: it is of a newer version, no catalog, damaged, or the disk refuses
    """
    with catalog_errors(path), _closed_on_error(_engine(path, "rwc")) as connection:
        _bring_up(connection, path)
        return connection


def bring_up_to_date(path: Path) -> None:
    """Make an existing catalog one of this version. The caller holds the archive's lock.

    :raises StorageError: it is damaged, or the disk refuses; it is as it was
    """
    with catalog_errors(path):
        engine = _engine(path, "rw")
        try:
            _bring_up(engine.connect(), path)
        finally:
            engine.dispose()


def read_catalog(path: Path, *, earlier_too: bool = False) -> Connection:
    """Open a catalog to look at, also while a run is at work on it.

    :param earlier_too: one of an earlier version will do, as it is
    :raises EarlierCatalog: it is one, and will not do
    :raises StorageError: it is not there, of a newer version, or cannot be read
    """
    check_presence(path)
    with catalog_errors(path), _closed_on_error(_engine(path, "rw")) as connection:
        check_version(version_of(connection), path, earlier_too=earlier_too)
        connection.execute(text("PRAGMA query_only = ON"))
        return connection


@contextmanager
def catalog_errors(path: Path | str = "the catalog") -> Iterator[None]:
    """Turn what SQLite says of disk and file into StorageError; a row that breaks a rule is none."""
    try:
        yield
    except (exc.IntegrityError, exc.ProgrammingError, exc.DataError):
        raise
    except exc.DatabaseError as error:
        raise storage_error(path, error.orig) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a message may quote damaged bytes
        raise storage_error(path, error) from error


@contextmanager
def any_text(connection: Connection) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, which takes texts for what they are even if they are no UTF-8 any more."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield driver
    finally:
        driver.text_factory = str


def scrub(connection: Connection) -> bool:
    """Write the catalog anew, so that nothing of deleted rows is left in its files.

    Takes about the catalog's size in free space.

    :returns: False where somebody else is reading it, so that the log could not be emptied yet
    """
    connection.commit()
    connection.execute(text("VACUUM"))
    busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    connection.commit()
    return not busy


def integrity_faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file itself; nothing where it is sound."""
    try:
        rows = connection.execute(text("PRAGMA integrity_check(100)")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    except (exc.DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [str(getattr(error, "orig", error))]
    links = [f"row {row[1]} of {row[0]} refers to no row of {row[2]}" for row in broken]
    return [str(row) for row in rows if row != "ok"] + links


def _engine(path: Path, mode: str) -> Engine:
    return create_engine("sqlite://", poolclass=StaticPool, creator=lambda: connect(path, mode))


@contextmanager
def _closed_on_error(engine: Engine) -> Iterator[Connection]:
    try:
        yield engine.connect()
    except BaseException:
        engine.dispose()
        raise


def version_of(connection: Connection) -> int:
    """The version of the schema that a catalog has; 0 for one that is still empty."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def _bring_up(connection: Connection, path: Path) -> None:
    """In one transaction: killed at any moment, the catalog is of the old version or of the new one."""
    version = version_of(connection)
    check_version(version, path)
    if version == VERSION:
        return
    connection.commit()
    connection.execute(text("PRAGMA journal_mode = WAL"))
    connection.commit()
    connection.execute(text("BEGIN IMMEDIATE"))
    if version:
        logger.info("%s: is brought from version %d to %d", path, version, VERSION)
        with any_text(connection) as driver:
            migrate(driver, version, to=VERSION)
    else:
        metadata.create_all(connection)
    connection.execute(text(f"PRAGMA application_id = {_APPLICATION}"))
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))
    connection.commit()


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
