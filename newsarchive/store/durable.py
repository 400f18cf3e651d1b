"""Write files so that each is there whole or not at all, even after a crash or a power cut."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from newsarchive.exceptions import ArgumentError, StorageError

_PIECE = 1 << 20  # bytes
# What the disk says when no later write would fare better.
_FATAL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def storage_errors(of: object = "the archive") -> Iterator[None]:
    """Turn an OSError that means trouble with the disk into StorageError; let others pass.

    :param of: what is written, where the error names no file, as that of a full disk does not
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FATAL:
            raise StorageError(
                f"{error.filename or of}: {error.strerror}; the run stops here,"
                " make room or mend the disk and run again"
            ) from error
        raise


def write_atomically(staged: Path, target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``; after a return the bytes and the name are on disk.

    :param staged: a new file on the same file system, by way of which it goes
    :raises OSError: anything else the system refuses; ``target`` is then as it was
    """
    put_in_place(staged, target, data)
    with storage_errors():
        sync_folder(target.parent)


def put_in_place(staged: Path, target: Path, data: bytes) -> None:
    """The same, but that the name is on disk only once ``target``'s folder is synced.

    The file's permissions follow the umask.
    """
    with storage_errors():
        try:
            _write_whole(staged, data)
            staged.rename(target)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell
                staged.unlink(missing_ok=True)
            raise


def write_if_right(staged: Path, target: Path, pieces: Iterable[bytes], sha256: str) -> bool:
    """Write bytes that come in pieces to ``target``, if they have the digest; whether they have.

    The name is on disk only once ``target``'s folder is synced. Whatever else happens, ``target`` is as it
    was; what the pieces raise passes.

    :param staged: a new file on the same file system, by way of which they go
    :param sha256: the digest, in hexadecimal
    :raises OSError: the system refuses
    """
    digest = hashlib.sha256()
    try:
        with staged.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != sha256:
            return False
        staged.rename(target)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
    return True


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces of a megabyte.

    :raises OSError: it cannot be read
    """
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive power loss."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _write_whole(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(fd)


def write_new_files(files: Mapping[Path, bytes]) -> None:
    """Write files, and make the folders that they are in.

    :raises ArgumentError: one of them is there already; then none is written
    """
    there = [path for path in files if path.exists()]
    if there:
        raise ArgumentError(f"{there[0]} is there already; remove it, or choose another place (-h says how)")
    for path, data in files.items():
        with storage_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(path.with_name(f".{path.name}.new"), path, data)


def not_opened(folder: Path, error: OSError) -> StorageError:
    """The error that says why an archive cannot be opened, and what to do.

    :param folder: the archive's own
    """
    return StorageError(
        f"{error.filename or folder}: {error.strerror}; the archive cannot be opened,"
        " mend that or set NEWSARCHIVE_OUTPUT to another folder"
    )
