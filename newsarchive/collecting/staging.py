"""A file or a folder that appears under its name when it is whole, and not before."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.store.durable import sync_folder


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yield the path to write to; at the end the file replaces ``target``, on disk.

    After an error ``target`` is as it was, and nothing is left beside it.
    """
    staged = _staged(target)
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
    shutil.rmtree(staged, ignore_errors=True)  # of a run that was killed
    staged.mkdir()
    try:
        yield staged
        os.sync()  # one for thousands of files
        staged.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


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
