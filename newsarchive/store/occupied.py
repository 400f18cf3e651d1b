"""How many posts and pictures an archive has, and how many bytes its files take, wherever they are."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from newsarchive.sites import catalog_file
from newsarchive.store.keepers import keeper_of

_POSTS = "SELECT count(*) FROM article WHERE revision IS NOT NULL AND state <> 'double'"
_PICTURES = (
    "SELECT count(*), coalesce(sum(length), 0) FROM (SELECT sha256, max(length) AS length FROM picture"
    " WHERE sha256 IS NOT NULL AND coalesce(failure, '') <> 'lost' GROUP BY sha256) AS kept"
)
_ORIGINALS = "SELECT coalesce(sum(length), 0) FROM warc"


@dataclass(frozen=True, slots=True)
class Occupied:
    """What there is of an archive.

    :param sizes: bytes of posts, pictures, catalog and originals; on a fleet, whose database has the first
        and the third, of what is in its object storage
    """

    posts: int
    pictures: int
    sizes: dict[str, int]


def occupied_by(catalog: Connection, folder: Path) -> Occupied:
    """Count what an archive has.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param folder: the archive's own
    :raises OSError: its files cannot be looked at
    """
    if keeper_of(folder):
        pictures = catalog.execute(_PICTURES).fetchone()
        sizes = {"pictures": int(pictures[1]), "originals": int(catalog.execute(_ORIGINALS).fetchone()[0])}
        return Occupied(catalog.execute(_POSTS).fetchone()[0], pictures[0], sizes)
    posts = list(_sizes(folder / "_posts"))
    kept = [size for one in _folders(folder / "media") for size in _sizes(one)]
    private = folder / "_archive"
    return Occupied(
        len(posts),
        len(kept),
        {
            "posts": sum(posts),
            "pictures": sum(kept),
            "catalog": sum(_sizes(private, catalog_file(folder).name)),
            "originals": sum(_sizes(private / "originals")),
        },
    )


def _folders(folder: Path) -> list[Path]:
    """The folders within a folder, which may be missing."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return [Path(entry) for entry in entries if entry.is_dir()]
    return []


def _sizes(folder: Path, start: str = "") -> Iterator[int]:
    """The bytes of each file in a folder whose name starts so."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file() and entry.name.startswith(start):
                with suppress(FileNotFoundError):  # a run has replaced it this very moment
                    yield entry.stat().st_size
