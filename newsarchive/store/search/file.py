"""The file ``search.sqlite``: how it is opened and made, and when it is thrown away and made anew."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.parse import quote

from newsarchive.store.catalog.file import is_unwritable

NAME = "search.sqlite"
BUSY_MS = 5000
"""How long a connection waits for somebody else who opens or closes the file, or writes it anew."""
VERSION = 2
_APPLICATION = 0x6E736561  # "nsea", SQLite's application_id, which file(1) shows
_FURTHER = ("-wal", "-shm", "-journal")
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SCHEMA = """
CREATE TABLE mark (part TEXT PRIMARY KEY, revision INTEGER NOT NULL, witness INTEGER NOT NULL,
  sha256 TEXT NOT NULL, run TEXT NOT NULL, takedowns TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (revision INTEGER PRIMARY KEY, place INTEGER NOT NULL, digest INTEGER NOT NULL) STRICT;
CREATE INDEX document_place ON document (place);
CREATE TABLE card (article INTEGER PRIMARY KEY, day TEXT NOT NULL, published INTEGER NOT NULL,
  title TEXT NOT NULL, outlet TEXT NOT NULL, source TEXT NOT NULL, section TEXT NOT NULL,
  author TEXT NOT NULL, category TEXT NOT NULL, tag TEXT NOT NULL, language TEXT NOT NULL,
  name TEXT NOT NULL, edits INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  revision INTEGER NOT NULL, seal BLOB NOT NULL) STRICT;
CREATE INDEX card_day ON card (day);
CREATE INDEX card_first ON card (first);
CREATE INDEX card_outlet ON card (outlet, day);
CREATE INDEX card_source ON card (source, day);
CREATE INDEX card_section ON card (section, day);
CREATE INDEX card_author ON card (author, day);
CREATE INDEX card_category ON card (category, day);
"""
_WRITABLE: set[Path] = set()
"""Files that this process has found to be such as the disk lets it write."""
_TEMPORARY: dict[Path, TemporaryDirectory[str]] = {}
"""By the place where a file ought to be: the folder where it is while this process lives, as the disk is
read-only."""

_PUTTING_ASIDE = Lock()
"""One thread at a time: a folder goes with the last that knows it."""


def path_of(folder: Path) -> Path:
    """Where an archive's file is, which need not be there yet.

    :param folder: the archive's own
    """
    path = folder / "_archive" / NAME
    return Path(_TEMPORARY[path].name) / NAME if path in _TEMPORARY else path


def opened(folder: Path) -> sqlite3.Connection:
    """The archive's file, to be read and written; made where it is missing, and anew where it is not ours.

    :param folder: the archive's own, which has a catalog
    :raises sqlite3.Error: neither can the file be made in its place nor in a temporary folder
    """
    path = path_of(folder)
    try:
        return _opened(path)
    except (sqlite3.OperationalError, OSError) as error:
        if not (isinstance(error, OSError) or is_unwritable(error)) or not put_aside(folder, path):
            raise
    return _opened(path_of(folder))


def put_aside(folder: Path, refused: Path) -> bool:
    """Have the archive's file in a temporary folder from now on, while this process lives.

    :param refused: where the disk let it not be written
    :returns: False where that is the temporary folder
    """
    path = folder / "_archive" / NAME
    with _PUTTING_ASIDE:
        if path not in _TEMPORARY:
            _TEMPORARY[path] = _copied_aside(path)
    return path_of(folder) != refused


def _copied_aside(path: Path) -> TemporaryDirectory[str]:
    aside = TemporaryDirectory(prefix="newsarchive-")
    for ending in ("", "-wal"):
        with suppress(OSError):  # it is made there anew
            shutil.copyfile(f"{path}{ending}", Path(aside.name) / f"{path.name}{ending}")
    return aside


def discard(folder: Path) -> None:
    """Throw the archive's file away, with what SQLite keeps beside it; the next use makes it anew."""
    path = path_of(folder)
    if path.parent.is_dir():
        with _making(path):
            _remove(path)


def _opened(path: Path) -> sqlite3.Connection:
    for _ in range(3):  # somebody else may throw it away at the same time
        if connection := _unless_damaged(path):
            return connection
        with _making(path):
            if connection := _unless_damaged(path):  # somebody else has made it meanwhile
                return connection
            _remove(path)
            _make(path)
    raise sqlite3.OperationalError(f"{path}: cannot be made")


def _unless_damaged(path: Path) -> sqlite3.Connection | None:
    """A connection to a file of ours, None where it is missing, another's or damaged.

    :raises sqlite3.Error: it cannot be opened now, which says nothing against the file
    """
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if not (is_damaged(error) or not path.exists()):
            raise
    return None


def is_busy(error: BaseException) -> bool:
    """Whether SQLite says that somebody else has what is wanted."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def is_damaged(error: BaseException) -> bool:
    """Whether SQLite says that a file is no database of its own any more."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _connected(path: Path) -> sqlite3.Connection | None:
    """A connection to a file of ours, None where there is none."""
    if not path.exists():
        return None
    connection = connection_to(path, "rw")
    try:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        ]
        if found == [_APPLICATION, VERSION]:
            _try_to_write(connection, path)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a file is one of this version."""
    pragmas = ("application_id", "user_version")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    return found == [_APPLICATION, VERSION]


def _try_to_write(connection: sqlite3.Connection, path: Path) -> None:
    """Find out, once in the life of this process, whether the disk lets a file be written.

    :raises sqlite3.OperationalError: it does not
    """
    if path not in _WRITABLE:
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if not is_busy(error):  # which says that somebody writes it
                raise
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _WRITABLE.add(path)


def connection_to(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that waits a while for somebody else.

    :param mode: SQLite's
    """
    uri = f"file:{quote(path.absolute().as_posix())}?mode={mode}"
    waits = BUSY_MS / 1000
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=waits)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _make(path: Path) -> None:
    connection = connection_to(path, "rwc")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        pragmas = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {VERSION};"
        connection.executescript(f"BEGIN; {_SCHEMA} {pragmas} COMMIT;")
    finally:
        connection.close()


@contextmanager
def _making(path: Path) -> Iterator[None]:
    """One process at a time: what SQLite keeps beside a file must not meet another file of the name."""
    fd = os.open(path.parent / "search.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _remove(path: Path) -> None:
    for ending in ("", *_FURTHER):
        path.with_name(path.name + ending).unlink(missing_ok=True)
