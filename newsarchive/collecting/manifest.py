"""Manifests that ``sha256sum -c`` understands, and the list of removed articles."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from newsarchive.collecting.checked import Removed
from newsarchive.exceptions import ArchiveBusy
from newsarchive.store.durable import sync_folder

MANIFEST = "manifest-sha256.txt"
REMOVED = "removed.json"


def manifest(sums: Mapping[str, str]) -> bytes:
    """One line a file, ``HEX  NAME``, by name.

    :param sums: SHA-256 in hexadecimal by file name, relative to where ``sha256sum`` is run
    """
    return b"".join(_line(name, digest) for name, digest in sorted(sums.items()))


def removed_list(removed: Iterable[Removed]) -> bytes:
    """A JSON list of the removed articles, by site and id."""
    rows = [
        {
            "site": one.site,
            "id": one.source_id,
            "name": one.name,
            "removed_at": one.removed_at.isoformat(),
            "why": one.why,
        }
        for one in sorted(removed, key=lambda one: one.key)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"


def sum_of(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sum_of_file(path: Path) -> str:
    """The SHA-256 of a file of any size, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line(name: str, digest: str) -> bytes:
    # As coreutils do: a name that cannot stand in a line is escaped, and a backslash begins the line.
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return os.fsencode(f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n")


@contextmanager
def folders_above(target: Path) -> Iterator[None]:
    """Make the folders that ``target`` is to stand in; after an error those that were made are gone again."""
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # somebody else has put something there
            for folder in made:
                folder.rmdir()
        raise


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yield the path to write to; at the end the file replaces ``target``, on disk.

    After an error ``target`` is as it was, and nothing is left beside it.
    """
    staged = _staged(target)
    with _alone(target, staged):
        try:
            yield staged
            with staged.open("rb") as file:
                os.fsync(file.fileno())
            staged.rename(target)
            sync_folder(target.parent)
        finally:
            staged.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Yield a new folder to fill; at the end it becomes ``target``, which is not there or empty."""
    staged = _staged(target)
    staged.mkdir(exist_ok=True)
    with _alone(target, staged):
        try:
            for left in staged.iterdir():  # by a run that was killed
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield staged
            os.sync()  # one for thousands of files
            staged.rename(target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let nobody else bring a folder up to date meanwhile.

    :raises ArchiveBusy: somebody else does
    """
    with _alone(folder, folder):
        yield


@contextmanager
def _alone(target: Path, locked: Path) -> Iterator[None]:
    """Hold a file, which is made where it is missing, or a folder, so that no other collection writes there.

    The system lets go of it when the process ends, however that is.
    """
    how = os.O_RDONLY if locked.is_dir() else os.O_RDWR | os.O_CREAT
    fd = os.open(locked, how | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:  # some network drives know no locks
            is_there = error.errno not in {errno.EAGAIN, errno.EACCES}
        else:  # when the other one is done, what it held has become the target
            is_there = locked.exists() and os.path.samestat(os.fstat(fd), locked.stat())
        if not is_there:
            raise ArchiveBusy(f"{target}: another collection is being written there; collect again after it")
        yield
    finally:
        os.close(fd)


def replace_file(target: Path, content: bytes) -> None:
    """Write a file so that a reader sees the former one or this one; the caller syncs the disk."""
    staged = _staged(target)
    try:
        staged.write_bytes(content)
        staged.rename(target)
    finally:
        staged.unlink(missing_ok=True)


def _staged(target: Path) -> Path:
    return target.with_name(f".{target.name}.staged")
