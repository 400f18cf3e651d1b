"""Posts as files of a zip, the same bytes whenever the same posts are collected."""

import zipfile
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive.collecting.checked import Collected, Removed, checked
from newsarchive.collecting.manifest import MANIFEST, REMOVED, manifest, removed_list, sum_of, whole_file
from newsarchive.collecting.pictures import Pictures
from newsarchive.store.published import StoredPost

_OLDEST = datetime(1980, 1, 1)  # noqa: DTZ001 - zip files know no zones, and nothing older
_NEWEST = datetime(2107, 12, 31)  # noqa: DTZ001
_READABLE = 0o644 << 16


def collect_zip(posts: Iterable[StoredPost], removed: Collection[Removed], target: Path) -> Collected:
    """Write the posts, then the list of removed articles and a manifest, both dated as the newest post.

    What a post shows stands before it, unless an earlier collection had it.
    """
    sums: dict[str, str] = {}
    pictures, count = Pictures(), 0
    newest = _OLDEST
    with whole_file(target) as staged, zipfile.ZipFile(staged, "w") as archive:
        for post in checked(posts, removed):
            published = post.published.replace(tzinfo=None)
            newest, count = max(newest, published), count + 1
            new = replace(post, pictures=tuple(one for one in post.pictures if not one.is_known))
            for path, data in pictures.new_of(new):
                archive.writestr(_entry(path, published, packed=False), data)
            archive.writestr(_entry(post.name, published), post.post)
            sums[post.name] = post.sha256
        sums |= pictures.there
        names = removed_list(removed)
        archive.writestr(_entry(REMOVED, newest), names)
        archive.writestr(_entry(MANIFEST, newest), manifest(sums | {REMOVED: sum_of(names)}))
    return Collected(
        target=target, manifest=MANIFEST, posts=count, written=count, removed=tuple(removed),
        pictures=len(pictures.there), missing=tuple(pictures.missing),
    )  # fmt: skip


def _entry(name: str, local_time: datetime, *, packed: bool = True) -> zipfile.ZipInfo:
    moment = min(max(local_time, _OLDEST), _NEWEST)
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type = (
        zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    )  # pictures are packed already
    entry.create_system = 3  # Unix, wherever it is written
    entry.external_attr = _READABLE
    return entry
