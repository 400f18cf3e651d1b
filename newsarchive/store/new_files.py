"""Files that were not there before: a draft for people, which overwrites nothing."""

from collections.abc import Mapping
from pathlib import Path

from newsarchive.exceptions import ArgumentError
from newsarchive.store.durable import put_in_place, storage_errors


def write_new_files(files: Mapping[Path, bytes]) -> None:
    """Write files, and make the folders that they are in.

    :raises ArgumentError: one of them is there already; then none is written
    :raises StorageError: the disk refuses
    """
    there = [path for path in files if path.exists()]
    if there:
        raise ArgumentError(f"{there[0]} is there already; remove it, or give another --name")
    for path, data in files.items():
        with storage_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(path.with_name(f".{path.name}.new"), path, data)
