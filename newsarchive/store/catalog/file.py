"""The catalog's file as SQLite itself opens it; what only looks at it needs no SQLAlchemy."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from newsarchive.exceptions import EarlierCatalog, StorageError
from newsarchive.sites import catalog_file
from newsarchive.store.signpost import check_is_here
from newsarchive.text import typed

VERSION = 6
BUSY_MS = 5000
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}
# A full disk, where the file that readers share cannot be made.
_NO_SHARED_FILE = {
    sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP,
    sqlite3.SQLITE_IOERR_WRITE,
}  # fmt: skip


@contextmanager
def looking_into(path: Path) -> Iterator[sqlite3.Connection]:
    """The catalog as it is at one moment, whatever a run does to it meanwhile; rows by column name.

    :raises EarlierCatalog: it is of an earlier version
    :raises StorageError: there is no catalog, it is of a later version, or it cannot be read
    """
    try:
        with closing(connect_to_read(path)) as connection:
            connection.execute("BEGIN")
            connection.row_factory = sqlite3.Row
            yield connection
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a message may quote damaged bytes
        raise storage_error(path, error) from error


def connect_to_read(path: Path, *, earlier_too: bool = False) -> sqlite3.Connection:
    """A connection that cannot write, also while a run is at work.

    :param earlier_too: a catalog of an earlier version will do, as it is
    :raises EarlierCatalog: it is one, and will not do
    :raises ArchiveMoved: the archive is elsewhere
    :raises StorageError: there is no catalog, or it is of a later version
    :raises sqlite3.Error: it cannot be read
    """
    if path == catalog_file(path.parents[1]):  # not one that is being filled
        check_is_here(path.parents[1])
    if not path.exists():
        raise StorageError(f"{path}: there is no catalog; {_way_back(path)}")
    connection = _readable(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        check_version(version, path, earlier_too=earlier_too)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()  # nobody else knows it yet
        raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    """A connection that reads, also where SQLite may make no files beside the catalog."""
    try:
        return connect(path, "rw")  # which reads the file's head, and that makes SQLite's files beside it
    except sqlite3.OperationalError as error:
        if not is_unwritable(error):
            raise
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return connect(path, "ro&immutable=1")
    with TemporaryDirectory() as folder:  # what was committed last is in the log alone
        copy = Path(shutil.copy(path, folder))
        shutil.copy(log, folder)
        return connect(copy, "rw")  # which opens the log, too, before the names go


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether SQLite says that it cannot write: the disk is read-only, or full."""
    return error.sqlite_errorcode & 0xFF in _UNWRITABLE or error.sqlite_errorcode in _NO_SHARED_FILE


def _way_back(path: Path) -> str:
    """How a missing catalog comes back, or is made for the first time."""
    archive = path.parents[1]
    for folder in (archive / "_posts", path.parent / "originals"):
        if folder.is_dir() and next(folder.iterdir(), None):
            return f"{typed(f'verify {archive.name} --rebuild')} makes it from posts and originals"
    return f"a first run, or {typed('adopt')}, makes one"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection as every use of the catalog needs it.

    :param mode: SQLite's: ``rw``, or ``rwc`` where a missing file is to be made. An existing file is
        opened where it is, because a catalog that vanished must not come back empty.
    """
    uri = f"file:{quote(path.absolute().as_posix())}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_version(version: int, path: Path, *, earlier_too: bool = True) -> None:
    """Raise StorageError for a catalog that a later newsarchive made.

    :raises EarlierCatalog: an earlier one made it, and that will not do
    """
    if 0 < version < VERSION and not earlier_too:
        raise EarlierCatalog(f"{path}: is of version {version}; the next run brings it to {VERSION}")
    if version > VERSION:
        raise StorageError(
            f"{path}: is a catalog of version {version}, this newsarchive knows {VERSION};"
            " install the newsarchive that made it, or a newer one"
        )


def storage_error(path: Path | str, error: BaseException | None) -> StorageError:
    """What SQLite says of disk and file, as an error with the next step."""
    name = getattr(error, "sqlite_errorname", "")
    illegible = isinstance(error, UnicodeDecodeError)
    if illegible or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        remedy = f"{typed('verify')} shows the damage, {typed('verify --rebuild')} makes the catalog anew"
    else:
        remedy = "the run stops here, make room or mend the disk and run again"
    words = "No space left on device" if name == "SQLITE_FULL" else str(error)
    return StorageError(f"{path}: {words}; {remedy}")
