"""A file from one place to another: whole or not at all, and never other bytes than those that are known."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors, sync_folder

Fetch = Callable[[Path], None]
"""Brings a file to a path, whose folder is there; raises FileNotFoundError where nothing has it."""


def sha256_of(path: Path) -> str | None:
    """The digest of a file, in hexadecimal; None where there is none.

    :raises StorageError: the disk fails
    """
    try:
        with storage_errors(), path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return None


def bring(target: Path, sha256: str, fetch: Fetch, *, staging: Path) -> bool:
    """Let a file be where it belongs; on disk after a return. Where its bytes are there, nothing is fetched.

    :param staging: a folder on the same file system, by way of which it goes
    :returns: whether it had to be fetched
    :raises FileNotFoundError: nothing has it
    :raises StorageError: what came are other bytes, or the disk fails; what was in its place stays
    """
    if sha256_of(target) == sha256:
        return False
    staged = staging / target.name
    try:
        with storage_errors():
            fetch(staged)
            if (found := sha256_of(staged)) != sha256:
                raise StorageError(f"{target}: {found} is the digest of what came, {sha256} that of the file")
            with staged.open("rb") as file:
                os.fsync(file.fileno())
            _make(target.parent)
            staged.rename(target)
            sync_folder(target.parent)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
    return True


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir()
        sync_folder(folder.parent)
