"""An archive's ``search.sqlite`` to look into, brought up to date with its catalog first."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from newsarchive.store.catalog.file import storage_error
from newsarchive.store.look import look
from newsarchive.store.search.cards import bring_cards
from newsarchive.store.search.file import discard, opened, path_of

_TAKEDOWNS = "SELECT count(*) || '/' || coalesce(max(done), 0) FROM catalog.forgotten WHERE done IS NOT NULL"


@contextmanager
def searching(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file's tables as ``main`` and the catalog's as ``catalog``, both as they are at one moment.

    The cards are brought up to date first, unless somebody else is at that. Rows are read by column name;
    nothing may be written.

    :param folder: the archive's own
    :raises ArchiveBusy: the catalog is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, or either file cannot be read or made
    """
    with _both(folder) as connection:
        with suppress(_Busy):
            _bring(connection, "cards", bring_cards)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield connection


class _Busy(Exception):
    """Somebody else is bringing the file up to date."""


class _Foreign(Exception):
    """The file is of another catalog, or of one that lost what the file still has."""


@contextmanager
def _both(folder: Path) -> Iterator[sqlite3.Connection]:
    catalog = folder / "_archive" / "catalog.sqlite"
    look(catalog, lambda _: None)  # it is there, and of this version
    try:
        with TemporaryDirectory(prefix="newsarchive-") as aside, _belonging(folder, catalog, aside) as both:
            yield both
    except sqlite3.DatabaseError as error:
        raise storage_error(path_of(folder), error) from error


@contextmanager
def _belonging(folder: Path, catalog: Path, aside: str) -> Iterator[sqlite3.Connection]:
    """A connection to both files, once the one is known to be of the other."""
    for attempt in range(3):
        connection = opened(folder)
        try:
            _attach(connection, catalog, aside)
            try:
                _check(connection)
            except (_Foreign, sqlite3.DatabaseError) as error:
                busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if attempt == 2 or busy:
                    raise
                connection.close()
                discard(folder)
                continue
            yield connection
            return
        finally:
            connection.close()


def _check(connection: sqlite3.Connection) -> None:
    """Find out whether the file is of this catalog.

    :raises _Foreign: it is not
    """
    for mark in connection.execute("SELECT * FROM mark").fetchall():
        there = connection.execute("SELECT sha256 FROM catalog.revision WHERE id = ?", (mark["witness"],))
        if mark["witness"] and [one[0] for one in there] != [mark["sha256"]]:
            raise _Foreign


def _bring(
    connection: sqlite3.Connection, part: str, bring: Callable[[sqlite3.Connection, int], None]
) -> None:
    """Bring a part of the file up to date in one transaction.

    The file is locked before the catalog is looked at: what a takedown has removed from the catalog, and only
    then removes from the file, nobody can put back.

    :raises _Busy: somebody else is writing it
    """
    begin(connection)
    try:
        found = connection.execute("SELECT revision FROM mark WHERE part = ?", (part,)).fetchone()
        after = found[0] if found else 0
        newest = connection.execute("SELECT max(id) FROM catalog.revision").fetchone()[0] or 0
        bring(connection, after)
        set_mark(connection, part, max(after, newest))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that writes, the file's lock first.

    :raises _Busy: somebody else is writing it
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise _Busy from error
        raise


def set_mark(connection: sqlite3.Connection, part: str, revision: int) -> None:
    """Note up to which revision a part of the file knows the catalog, with one that is there as a witness."""
    query = "SELECT id, sha256 FROM catalog.revision WHERE id <= ? ORDER BY id DESC LIMIT 1"
    witness = connection.execute(query, (revision,)).fetchone()
    values = (part, revision, *(witness or (0, "")), connection.execute(_TAKEDOWNS).fetchone()[0])
    connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", values)


def _attach(connection: sqlite3.Connection, catalog: Path, aside: str) -> None:
    """Attach the catalog so that nothing can write it, also where SQLite may make no files beside it."""
    try:
        return _attach_as(connection, catalog, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        with suppress(sqlite3.Error):
            connection.execute("DETACH catalog")
    log = catalog.with_name(f"{catalog.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return _attach_as(connection, catalog, "ro&immutable=1")
    copy = Path(shutil.copy(catalog, aside))  # what was committed last is in the log alone
    shutil.copy(log, aside)
    return _attach_as(connection, copy, "rw")


def _attach_as(connection: sqlite3.Connection, catalog: Path, mode: str) -> None:
    uri = f"file:{quote(catalog.absolute().as_posix())}?mode={mode}"
    connection.execute("ATTACH ? AS catalog", (uri,))
    connection.execute("SELECT count(*) FROM catalog.sqlite_schema").fetchone()
