"""What a folder of posts remembers: which article each file belongs to, and who was withdrawn."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.collecting.collected import ArticleKey, Removed
from newsarchive.collecting.manifest import MANIFEST, REMOVED
from newsarchive.exceptions import ArgumentError
from newsarchive.posts.file_names import POST_NAME

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's file.

    :param sha256: in hexadecimal
    """

    site: str
    source_id: str
    revision: int
    name: str
    sha256: str

    @property
    def key(self) -> ArticleKey:
        """The article's site and id."""
        return self.site, self.source_id


def index_lines(entries: Iterable[Entry]) -> bytes:
    """The index file: a JSON object a post, by name."""
    rows = (
        {
            "site": one.site,
            "id": one.source_id,
            "revision": one.revision,
            "name": one.name,
            "sha256": one.sha256,
        }
        for one in sorted(entries, key=lambda one: one.name)
    )
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read_folder(folder: Path) -> tuple[dict[ArticleKey, Entry], dict[ArticleKey, Removed]]:
    """What an earlier collection holds, and what it was told to have been withdrawn; or nothing.

    :raises ArgumentError: the folder holds something else, or its index cannot be read
    """
    if not any(folder.iterdir()):
        return {}, {}
    if not all((folder / name).is_file() for name in (MANIFEST, INDEX, REMOVED)):
        raise ArgumentError(f"{folder} is not empty and no earlier collection; name a new folder")
    try:
        entries = [_entry(line) for line in (folder / INDEX).read_bytes().splitlines()]
        removed = [_removed(row) for row in json.loads((folder / REMOVED).read_bytes())]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArgumentError(f"{folder}: its index cannot be read ({error}); name a new folder") from error
    return {one.key: one for one in entries}, {one.key: one for one in removed}


def _entry(line: bytes) -> Entry:
    row = json.loads(line)
    entry = Entry(row["site"], row["id"], row["revision"], row["name"], row["sha256"])
    if not POST_NAME.fullmatch(entry.name):
        raise ValueError(f"{entry.name!r} is no post's name")
    return entry


def _removed(row: dict[str, str]) -> Removed:
    return Removed(
        site=row["site"],
        source_id=row["id"],
        name=row["name"],
        removed_at=datetime.fromisoformat(row["removed_at"]),
    )
