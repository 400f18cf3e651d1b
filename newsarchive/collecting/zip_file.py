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
                archive.writestr(entry(path, published, packed=False), data)
            archive.writestr(entry(post.name, published), post.post)
            sums[post.name] = post.sha256
        sums |= pictures.there
        names = removed_list(removed)
        archive.writestr(entry(REMOVED, newest), names)
        archive.writestr(entry(MANIFEST, newest), manifest(sums | {REMOVED: sum_of(names)}))
    return Collected(
        target=target, manifest=MANIFEST, posts=count, written=count, removed=tuple(removed),
        pictures=len(pictures.there), missing=tuple(pictures.missing),
    )  # fmt: skip


def entry(name: str, local_time: datetime, *, packed: bool = True) -> zipfile.ZipInfo:
    """An entry of a zip that is the same wherever it is written.

    :param local_time: of the file, without a zone; what is out of reach of zip files is brought into it
    :param packed: whether it is compressed
    """
    moment = min(max(local_time, _OLDEST), _NEWEST)
    made = zipfile.ZipInfo(name, moment.timetuple()[:6])
    made.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED  # pictures are packed already
    made.create_system = 3  # Unix, wherever it is written
    made.external_attr = _READABLE
    return made
