"""The file and the catalog that it is of, in one connection."""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.sites import catalog_file
from newsarchive.store.catalog.file import VERSION as CATALOG_VERSION
from newsarchive.store.catalog.file import is_unwritable, storage_error
from newsarchive.store.look import look
from newsarchive.store.search.file import BUSY_MS, discard, is_busy, is_damaged, opened, path_of
from newsarchive.text import typed

_TAKEDOWNS = "SELECT count(*) || '/' || coalesce(max(done), 0) FROM catalog.forgotten WHERE done IS NOT NULL"
_RUN = "SELECT id || '/' || coalesce(ended, '') FROM catalog.run ORDER BY id DESC LIMIT 1"
_LEFT = (
    "SELECT 1 FROM card WHERE article NOT IN (SELECT id FROM catalog.article) UNION ALL"
    " SELECT 1 FROM document WHERE revision NOT IN (SELECT id FROM catalog.revision) LIMIT 1"
)
_ATTEMPTS = 3  # to have a file that is of the catalog


class Busy(Exception):
    """Somebody else is writing the file."""


class Foreign(Exception):
    """The file is of another catalog, or of one that lost what the file still has."""


@contextmanager
def both(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file's tables as ``main``, to be written, and the catalog's as ``catalog``; no transaction yet.

    A file that is not of this catalog is made anew, with nothing in it.

    :param folder: the archive's own
    :raises ArchiveBusy: somebody is at work on either file for longer than one waits
    :raises StorageError: there is no catalog, or either file cannot be read or made
    """
    catalog = catalog_file(folder)
    if not catalog.exists():
        look(catalog, lambda _: None)  # which says what to do
    try:
        with ExitStack() as until_then:
            connection = _belonging(folder, catalog, until_then)
            until_then.callback(connection.close)
            yield connection
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise ArchiveBusy(
                f"{path_of(folder)}: somebody else is at work on it; try again in a moment"
            ) from error
        if not is_damaged(error):
            raise storage_error(path_of(folder), error) from error
        raise thrown_away(folder, error) from error


def thrown_away(folder: Path, error: sqlite3.Error) -> StorageError:
    """Throw away a damaged file; the error that says so."""
    discard(folder)
    return StorageError(
        f"{path_of(folder)}: {error}; it is thrown away, and made anew when it is wanted again;"
        f" if this comes back, {typed('verify')} shows what is damaged"
    )


def _belonging(folder: Path, catalog: Path, until_then: ExitStack) -> sqlite3.Connection:
    for attempt in range(_ATTEMPTS):
        connection = opened(folder)
        try:
            _attach(connection, catalog, until_then)
            if connection.execute("PRAGMA catalog.user_version").fetchone()[0] != CATALOG_VERSION:
                connection.execute("DETACH catalog")
                look(catalog, lambda _: None)  # which brings it up to date, or says that it is a later one
                _attach(connection, catalog, until_then)
            connection.execute("PRAGMA query_only = ON")
            _check(connection)
        except (Foreign, sqlite3.DatabaseError) as error:
            connection.close()
            if attempt == _ATTEMPTS - 1 or not (isinstance(error, Foreign) or _is_no_use(error)):
                raise
            discard(folder)
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError("the last attempt has raised")


def _check(connection: sqlite3.Connection) -> None:
    """Find out whether the file is of this catalog, and the catalog has all that the file has.

    :raises Foreign: it is not
    """
    connection.execute("BEGIN")
    try:
        takedowns = connection.execute(_TAKEDOWNS).fetchone()[0]
        for mark in connection.execute("SELECT * FROM mark").fetchall():
            there = connection.execute("SELECT sha256 FROM catalog.revision WHERE id = ?", (mark["witness"],))
            if mark["witness"] and [one[0] for one in there] != [mark["sha256"]]:
                raise Foreign
            if mark["takedowns"] != takedowns:
                check_left(connection)
    finally:
        connection.execute("ROLLBACK")


def check_left(connection: sqlite3.Connection) -> None:
    """Find out whether the file has anything that the catalog has no more.

    :raises Foreign: it has
    """
    if connection.execute(_LEFT).fetchone():
        raise Foreign


@contextmanager
def writing(connection: sqlite3.Connection, *, wait: float = 0) -> Iterator[None]:
    """One transaction that writes the file, which is locked first, and only then the catalog looked at.

    What a takedown removes from the catalog, and only then from the file, nobody can put back like that.

    :param wait: seconds, for somebody else to have done
    :raises Busy: somebody else is writing it
    """
    connection.execute("PRAGMA query_only = OFF")
    connection.execute(f"PRAGMA busy_timeout = {round(wait * 1000)}")
    connection.execute("BEGIN")
    try:
        connection.execute(
            "DELETE FROM main.mark WHERE part = ''"
        )  # BEGIN IMMEDIATE would lock the catalog, too
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if is_busy(error):
            raise Busy from error
        raise
    finally:
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _is_no_use(error: sqlite3.Error) -> bool:
    """Whether a file is damaged, or has other tables than it should; a full disk says nothing against it."""
    return is_damaged(error) or error.sqlite_errorcode == sqlite3.SQLITE_ERROR


def mark_of(connection: sqlite3.Connection, part: str) -> int:
    """Up to which revision a part of the file knows the catalog."""
    found = connection.execute("SELECT revision FROM mark WHERE part = ?", (part,)).fetchone()
    return found[0] if found else 0


def last_run(connection: sqlite3.Connection, part: str) -> tuple[str, str]:
    """The last run, and whether it has ended, as the catalog has it and as a part of the file knows it."""
    found = connection.execute("SELECT run FROM mark WHERE part = ?", (part,)).fetchone()
    now = connection.execute(_RUN).fetchone()
    return (now[0] if now else ""), (found[0] if found else "-")


def set_mark(
    connection: sqlite3.Connection, part: str, revision: int, *, without: Sequence[int] = ()
) -> None:
    """Note up to which revision a part of the file knows the catalog, with one that is there as a witness.

    :param without: numbers of articles that go, so that theirs can be no witness
    """
    query = (
        "SELECT id, sha256 FROM catalog.revision WHERE id <= ? AND article NOT IN"
        " (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1"
    )
    witness = connection.execute(query, (revision, json.dumps(list(without)))).fetchone() or (0, "")
    run, _ = last_run(connection, part)
    values = (part, revision, *witness, run, connection.execute(_TAKEDOWNS).fetchone()[0])
    connection.execute("INSERT OR REPLACE INTO main.mark VALUES (?, ?, ?, ?, ?, ?)", values)


def _attach(connection: sqlite3.Connection, catalog: Path, until_then: ExitStack) -> None:
    """Attach the catalog, also where SQLite may make no files beside it."""
    try:
        return _attach_as(connection, catalog, "rw")  # as ``ro`` it leaves SQLite's files beside it
    except sqlite3.OperationalError as error:
        if not is_unwritable(error):
            raise
        with suppress(sqlite3.Error):
            connection.execute("DETACH catalog")
    log = catalog.with_name(f"{catalog.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return _attach_as(connection, catalog, "ro&immutable=1")
    aside = until_then.enter_context(TemporaryDirectory(prefix="newsarchive-"))
    copy = Path(shutil.copy(catalog, aside))  # what was committed last is in the log alone
    shutil.copy(log, aside)
    return _attach_as(connection, copy, "rw")


def _attach_as(connection: sqlite3.Connection, catalog: Path, mode: str) -> None:
    uri = f"file:{quote(catalog.absolute().as_posix())}?mode={mode}"
    connection.execute("ATTACH ? AS catalog", (uri,))
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("SELECT count(*) FROM catalog.sqlite_schema").fetchone()
