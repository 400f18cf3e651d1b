"""Posts as files of a folder, which later collections bring up to date in place."""

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.collecting.checked import ArticleKey, Collected, Removed, checked, key_of
from newsarchive.collecting.manifest import (
    MANIFEST,
    REMOVED,
    alone_in,
    manifest,
    removed_list,
    replace_file,
    sum_of,
    whole_folder,
)
from newsarchive.collecting.pictures import Pictures, checked_paths, remove_pictures, sum_of_name
from newsarchive.exceptions import ArgumentError
from newsarchive.posts.file_names import POST_NAME
from newsarchive.store.durable import sync_folder
from newsarchive.store.published import StoredPost

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's file.

    :param sha256: in hexadecimal
    :param pictures: paths of those that it shows and the collection has
    """

    site: str
    source_id: str
    revision: int
    name: str
    sha256: str
    pictures: tuple[str, ...] = ()

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
            **({"pictures": one.pictures} if one.pictures else {}),
        }
        for one in sorted(entries, key=lambda one: one.name)
    )
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read_folder(folder: Path) -> tuple[dict[ArticleKey, Entry], dict[ArticleKey, Removed]]:
    """What an earlier collection holds, and what it was told to have been removed; or nothing.

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
    pictures = checked_paths(row.get("pictures", ()))
    entry = Entry(row["site"], row["id"], row["revision"], row["name"], row["sha256"], pictures)
    if not POST_NAME.fullmatch(entry.name):
        raise ValueError(f"{entry.name!r} is no post's name")
    return entry


def _removed(row: dict[str, str]) -> Removed:
    return Removed(
        site=row["site"],
        source_id=row["id"],
        name=row["name"],
        removed_at=datetime.fromisoformat(row["removed_at"]),
        why="merged" if row.get("why") == "merged" else "takedown",  # earlier versions did not say
    )


def collect_folder(posts: Iterable[StoredPost], removed: Collection[Removed], target: Path) -> Collected:
    """Fill a new folder, or bring an earlier collection up to date file by file.

    An earlier collection keeps the articles that are neither among the posts nor removed. Its
    manifest is written last: where it agrees with the files, the update was completed.

    :raises ArgumentError: the folder holds something that is no collection
    """
    if target.exists() and any(target.iterdir()):
        with alone_in(target):
            return _update(target, posts, removed, target)
    with whole_folder(target) as staged:
        return _update(staged, posts, removed, target)


def _update(
    folder: Path, posts: Iterable[StoredPost], removed: Collection[Removed], target: Path
) -> Collected:
    entries, named = read_folder(folder)
    shown_before = _shown(entries.values())
    named |= {one.key: one for one in removed}
    former_names = {entries.pop(one.key).name for one in removed if one.key in entries}
    owner = {entry.name.casefold(): key for key, entry in entries.items()}
    for name in former_names | {one.name for one in removed}:
        if name.casefold() not in owner:
            (folder / name).unlink(missing_ok=True)
    written, pictures = 0, Pictures()
    for post in checked(posts, removed):
        key = key_of(post)
        if owner.setdefault(post.name.casefold(), key) != key:
            raise ArgumentError(f"{target}: {post.name} is another article's; name a new folder")
        shown = pictures.put(folder, post)
        written += _put(folder / post.name, post.post)
        former = entries.get(key)
        if former and former.name != post.name:
            (folder / former.name).unlink(missing_ok=True)
        entries[key] = Entry(post.site, post.source_id, post.revision, post.name, post.sha256, shown)
        named.pop(key, None)  # it is back
    still_shown = _shown(entries.values())
    remove_pictures(folder, shown_before - still_shown)
    _seal(folder, entries.values(), named.values())
    return Collected(
        target=target, manifest=MANIFEST, posts=len(entries), written=written, removed=tuple(named.values()),
        pictures=len(still_shown), missing=tuple(pictures.missing),
    )  # fmt: skip


def _shown(entries: Iterable[Entry]) -> set[str]:
    """The paths of all pictures that articles of a collection show."""
    return {path for entry in entries for path in entry.pictures}


def _put(path: Path, content: bytes) -> bool:
    """Write a post unless the file holds it already; say whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    replace_file(path, content)
    return True


def _seal(folder: Path, entries: Collection[Entry], removed: Iterable[Removed]) -> None:
    lists = {INDEX: index_lines(entries), REMOVED: removed_list(removed)}
    for name, content in lists.items():
        replace_file(folder / name, content)
    sums = {entry.name: entry.sha256 for entry in entries}
    sums |= {name: sum_of(content) for name, content in lists.items()}
    sums |= {path: sum_of_name(path) for path in _shown(entries)}
    os.sync()  # one for thousands of files, and before the manifest that vouches for them
    replace_file(folder / MANIFEST, manifest(sums))
    sync_folder(folder)
