"""Posts as files of a folder, which later collections bring up to date in place."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from newsarchive.collecting.checked import checked, key_of
from newsarchive.collecting.collected import Collected, Removed
from newsarchive.collecting.folder_index import INDEX, Entry, index_lines, read_folder
from newsarchive.collecting.manifest import MANIFEST, REMOVED, manifest, removed_list, sum_of
from newsarchive.collecting.staging import replace_file, whole_folder
from newsarchive.exceptions import ArgumentError
from newsarchive.store.durable import sync_folder
from newsarchive.store.stored_post import StoredPost


def collect_folder(posts: Iterable[StoredPost], removed: Collection[Removed], target: Path) -> Collected:
    """Fill a new folder, or bring an earlier collection up to date file by file.

    An earlier collection keeps the articles that are neither among the posts nor removed. Its
    manifest is written last: where it agrees with the files, the update was completed.

    :raises ArgumentError: the folder holds something that is no collection
    """
    if target.exists() and any(target.iterdir()):
        return _update(target, posts, removed, target)
    with whole_folder(target) as staged:
        return _update(staged, posts, removed, target)


def _update(
    folder: Path, posts: Iterable[StoredPost], removed: Collection[Removed], target: Path
) -> Collected:
    entries, withdrawn = read_folder(folder)
    withdrawn |= {one.key: one for one in removed}
    former_names = {entries.pop(one.key).name for one in removed if one.key in entries}
    owner = {entry.name.casefold(): key for key, entry in entries.items()}
    for name in former_names | {one.name for one in removed}:
        if name.casefold() not in owner:
            (folder / name).unlink(missing_ok=True)
    written = 0
    for post in checked(posts, removed):
        key = key_of(post)
        if owner.setdefault(post.name.casefold(), key) != key:
            raise ArgumentError(f"{target}: {post.name} is another article's; name a new folder")
        written += _put(folder / post.name, post.post)
        former = entries.get(key)
        if former and former.name != post.name:
            (folder / former.name).unlink(missing_ok=True)
        entries[key] = Entry(post.site, post.source_id, post.revision, post.name, post.sha256)
        withdrawn.pop(key, None)  # it is back
    _seal(folder, entries.values(), withdrawn.values())
    return Collected(
        target=target, manifest=MANIFEST, posts=len(entries), written=written, withdrawn=len(withdrawn)
    )


def _put(path: Path, content: bytes) -> bool:
    """Write a post unless the file holds it already; say whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    replace_file(path, content)
    return True


def _seal(folder: Path, entries: Collection[Entry], withdrawn: Iterable[Removed]) -> None:
    lists = {INDEX: index_lines(entries), REMOVED: removed_list(withdrawn)}
    for name, content in lists.items():
        replace_file(folder / name, content)
    sums = {entry.name: entry.sha256 for entry in entries}
    sums |= {name: sum_of(content) for name, content in lists.items()}
    os.sync()  # one for thousands of files, and before the manifest that vouches for them
    replace_file(folder / MANIFEST, manifest(sums))
    sync_folder(folder)
