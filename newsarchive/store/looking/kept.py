"""What was read of archives, kept as long as the catalog's file stays as it was."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

Kept = dict[Hashable, Any]
"""What was read, by what it was asked for."""
_Stamp = tuple[tuple[int, int, int], ...]
_ALL: dict[Path, tuple[_Stamp, Kept]] = {}


def kept_of(catalog: Path) -> Kept:
    """What was read of a catalog since it changed last; whoever reads more adds it.

    It is asked for before the catalog is opened, so that nothing older than the file is ever found in it.
    """
    stamp = tuple(_stamp_of(catalog.with_name(catalog.name + ending)) for ending in ("", "-wal"))
    there = _ALL.get(catalog)
    if there is None or there[0] != stamp:
        there = _ALL[catalog] = (stamp, {})
    return there[1]


def _stamp_of(path: Path) -> tuple[int, int, int]:
    """What changes with a file; an empty one is none, such as the log that SQLite makes for who reads."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else (0, 0, 0)
