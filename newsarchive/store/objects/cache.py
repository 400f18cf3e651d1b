"""Bring to the own disk what of an archive is to be read, for as long as a process needs it."""

from contextlib import suppress
from pathlib import Path

from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import storage_errors
from newsarchive.store.objects.growing import compose
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.objects.originals import fetch_sealed
from newsarchive.store.objects.pictures import ObjectPictures
from newsarchive.store.originals.captures import committed
from newsarchive.store.originals.writer import OPEN
from newsarchive.store.pictures.folder import MEDIA


def is_cached(path: Path) -> bool:
    """Whether nothing has to be fetched to read a file: it is there, or its name is none of a kept one."""
    return path.exists() or not (path.name.endswith(".warc.gz") or MEDIA in path.parts)


def fetch(objects: SiteObjects, folder: Path, path: Path, rows: Rows) -> None:
    """Bring a file to where it would be in an archive's folder; what is nowhere stays missing.

    :param folder: the archive's own
    :param path: of a WARC, by its final name, or of a picture
    :param rows: of the site's catalog
    :raises StorageError: it is damaged, or the storage or the disk fails
    """
    parts = path.relative_to(folder).parts
    with suppress(FileNotFoundError):
        if parts[0] == MEDIA:
            pictures = ObjectPictures(folder / MEDIA, folder / "_archive" / "staging", objects)
            pictures.fetch("/".join(parts))
        elif (row := rows.one(WarcRow, name=path.name)) and row.length is not None:
            fetch_sealed(objects, row, path)
        elif row:
            _fetch_growing(objects, path, row, committed(rows, row))


def _fetch_growing(objects: SiteObjects, path: Path, row: WarcRow, keep: int) -> None:
    """Compose what there is by now of a file that somebody writes; what this process writes is there."""
    there = path.with_name(f"{path.name}{OPEN}")
    if keep <= 0 or (there.exists() and there.stat().st_size >= keep):
        return
    staged = path.with_name(f"{path.name}.fetched")
    with storage_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        compose(objects, row.name, keep, staged)
        staged.rename(there)
