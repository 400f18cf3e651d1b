"""The catalog through SQLAlchemy: how it is opened, made, migrated and checked."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from newsarchive.exceptions import EarlierCatalog
from newsarchive.store.catalog import listing_rows, picture_rows, row_kinds  # noqa: F401  a new catalog has their tables
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.file import VERSION, check_version, connect, connect_to_read
from newsarchive.store.catalog.migrations import migrate
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import metadata
from newsarchive.store.lock import ArchiveLock

_APPLICATION = 0x6E657773  # "news", SQLite's application_id, which file(1) shows
logger = logging.getLogger(__name__)

_OPENS: ContextVar[Callable[[], sqlite3.Connection]] = ContextVar("_OPENS")


def _open() -> sqlite3.Connection:
    return _OPENS.get()()


# One engine for the catalogs of all archives, since each would compile the same statements for itself. It
# keeps no connection: what is closed is closed.
_ENGINE = create_engine("sqlite://", poolclass=NullPool, creator=_open)


def open_catalog(path: Path) -> Connection:
    """Open the catalog for writing; make it, or bring it to this version, where needed.

    One connection, used by one thread at a time. The caller holds the archive's lock.

    :raises StorageError: it is of a newer version, no catalog, damaged, or the disk refuses; it is as it was
    """
    return _opened(path, lambda: connect(path, "rwc"), _bring_up)


@contextmanager
def reading(path: Path, *, earlier_too: bool = False, locked: bool = False) -> Iterator[Rows]:
    """The rows as they are at one moment, whatever a run does to them meanwhile.

    A catalog of an earlier version is brought up to date first, under the archive's lock.

    :param earlier_too: an earlier version will do, as it is
    :param locked: the caller holds the lock
    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, it is of a newer version, or it cannot be read
    """

    def connected() -> sqlite3.Connection:
        return connect_to_read(path, earlier_too=earlier_too)

    try:
        connection = _opened(path, connected)
    except EarlierCatalog:
        with nullcontext() if locked else ArchiveLock(path.parent).held():
            open_catalog(path).close()
        connection = _opened(path, connected)
    try:
        with catalog_errors(path):
            connection.execute(text("BEGIN"))
            yield Rows(connection)
    finally:
        connection.close()


def _opened(
    path: Path, connected: Callable[[], sqlite3.Connection], prepare: Callable[..., None] | None = None
) -> Connection:
    with catalog_errors(path), ExitStack() as unless_opened:
        opens = _OPENS.set(connected)
        try:
            connection = unless_opened.enter_context(_ENGINE.connect())
        finally:
            _OPENS.reset(opens)
        if prepare:
            prepare(connection, path)
        unless_opened.pop_all()
        return connection


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
