"""Mend pictures that are missing or damaged, and their copies."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.durable import storage_errors
from newsarchive.store.pictures.folder import path_of
from newsarchive.store.pictures.lost import ask_again, bring_back, extension_in_posts
from newsarchive.store.verifying.lost_and_found import put_aside
from newsarchive.store.verifying.media_check import LostPicture


def restore_picture(
    archive: Archive, lost: LostPicture, moved: Mapping[Path, Path], *, sound: bool
) -> list[str]:
    """Bring a picture back from a file elsewhere or its copy, else let the next run ask for it.

    :param moved: files and folders that were put aside, each with where it is now
    :param sound: the catalog is, so that it may be written
    :returns: what was done, one line each
    """
    extension = lost.extension
    if extension is None and sound:
        with reading(archive.catalog, locked=True) as rows:
            extension = extension_in_posts(rows, lost.sha256)
    if extension is None:
        return []
    path = path_of(lost.sha256, extension)
    target, copies = archive.folder / path, archive.copies
    kept = ""
    if os.path.lexists(target):
        kept = f", what was there is _archive/{put_aside(archive, target)}"
    sources: list[Callable[[], bytes]] = [_now(one, moved).read_bytes for one in lost.elsewhere]
    sources += [partial(copies.read_picture, path)] if copies.is_wanted else []
    if bring_back(archive.pictures, path, sources):
        return [f"{path}: put back{kept}"]
    if sound and not lost.is_asked_for:
        with writing(archive.catalog) as rows:
            asked = ask_again(rows, lost.sha256, now=int(datetime.now(UTC).timestamp()))
        if asked:
            return [f"{path}: the next run asks its source for it{kept}"]
    return [f"{path}: taken away{kept}"] if kept else []


def _now(file: Path, moved: Mapping[Path, Path]) -> Path:
    for old in (file, *file.parents):
        if old in moved:
            return moved[old] / file.relative_to(old)
    return file


def renew_picture(archive: Archive, path: str) -> list[str]:
    """Make a picture's copy anew; what was done."""
    with storage_errors():
        renewed = archive.copies.renew_picture(path)
    return [f"copies of {path}: made anew"] if renewed else []
