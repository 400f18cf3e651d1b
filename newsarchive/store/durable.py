"""Writing so that a file is there whole or not at all, whatever happens."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.exceptions import StorageError

# What the disk says when no later write would fare better.
_FATAL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn an OSError that means trouble with the disk into StorageError; let others pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _FATAL:
            raise StorageError(
                f"{error.filename or 'the archive'}: {error.strerror}; the run stops here,"
                " make room or mend the disk and run again"
            ) from error
        raise


def write_atomically(staged: Path, target: Path, data: bytes) -> None:
    """Write ``data`` to ``target`` by way of ``staged``, a new file on the same file system.

    The file's permissions follow the umask. After a return the bytes and the name are on disk.

    :raises StorageError: the disk is full, read-only or failing
    :raises OSError: anything else the system refuses; ``target`` is then as it was
    """
    with storage_errors():
        try:
            _write_whole(staged, data)
            staged.rename(target)
        except OSError:
            staged.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


def append_line(path: Path, line: bytes) -> None:
    """Append a line to ``path``, durably; one torn by a crash is closed off first."""
    with storage_errors(), path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())


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
