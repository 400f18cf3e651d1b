"""The catalog through SQLAlchemy: how it is opened, made, migrated and checked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, exc, text
from sqlalchemy.pool import StaticPool

from newsarchive.store.catalog.file import (
    VERSION,
    check_presence,
    check_version,
    connect,
    storage_error,
)
from newsarchive.store.catalog.schema import metadata

_APPLICATION = 0x6E657773  # "news", SQLite's application_id, which file(1) shows
# How a catalog of version N becomes one of N + 1: SQL statements, by N.
_MIGRATIONS: dict[int, tuple[str, ...]] = {}


def open_catalog(path: Path) -> Connection:
    """Open the catalog for writing; make it, or bring it to this version, where needed.

    One connection, used by one thread at a time.

    :raises StorageError: it is of a newer version, no catalog, damaged, or the disk refuses
    """
    with catalog_errors(path):
        connection = _engine(path, "rwc").connect()
        _migrate(connection, path)
        return connection


def read_catalog(path: Path) -> Connection:
    """Open a catalog to look at, also while a run is at work on it.

    :raises StorageError: it is not there, of another version, or cannot be read
    """
    check_presence(path)
    with catalog_errors(path):
        connection = _engine(path, "rw").connect()
        check_version(_version(connection), path)
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


def _version(connection: Connection) -> int:
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def _migrate(connection: Connection, path: Path) -> None:
    version = _version(connection)
    check_version(version, path)
    if version == VERSION:
        return
    connection.commit()
    connection.execute(text("PRAGMA journal_mode = WAL"))
    connection.commit()
    if version == 0:
        metadata.create_all(connection)
    for step in range(version or VERSION, VERSION):
        for statement in _MIGRATIONS[step]:
            connection.execute(text(statement))
    connection.execute(text(f"PRAGMA application_id = {_APPLICATION}"))
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))
    connection.commit()
