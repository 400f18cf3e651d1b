"""An archive whose originals and pictures are in an object storage, and not on its worker's disk.

Its catalog is a file, so that a test needs no database: who holds the lease is told, not fought for.
"""

import shutil
from pathlib import Path

from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.objects.cache import fetch
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.objects.originals import ObjectOriginals
from newsarchive.store.objects.pictures import ObjectPictures
from newsarchive.store.objects.storage import Storage
from newsarchive.store.originals.reading import read_exchange, read_picture
from newsarchive.store.pictures.folder import MEDIA


def objects_of(archive: Archive) -> SiteObjects:
    found: SiteObjects = archive.originals.objects  # type: ignore[attr-defined]
    return found


def on_objects(folder: Path, profile: SiteProfile, storage: Storage, token: int) -> Archive:
    """The archive as a holder of its lease has it, on a disk of its own."""
    archive = Archive(folder, profile)
    objects = SiteObjects(storage, profile.name, lambda: token)
    archive.pictures = pictures = ObjectPictures(folder / MEDIA, archive.posts.staging, objects)
    archive.originals = ObjectOriginals(
        archive.originals.folder, pictures, objects, site=profile.name, software="newsarchive/test"
    )
    lose_disk(archive)
    return archive


def lose_disk(archive: Archive) -> None:
    """All that a worker has on its own disk goes."""
    for folder in (archive.originals.folder, archive.folder / MEDIA, archive.posts.staging):
        shutil.rmtree(folder, ignore_errors=True)


def read_all(archive: Archive) -> int:
    """Read every capture that the catalog knows, and every picture; how many there are."""
    with reading(archive.catalog) as rows:
        warcs = {row.id: row for row in rows.where(WarcRow)}
        captures = {row.id: row for row in rows.where(CaptureRow)}
        for row in warcs.values():
            fetch(objects_of(archive), archive.folder, archive.originals.folder / row.name, rows)
    for one in captures.values():
        name = warcs[one.warc].name
        if one.kind == "file":
            read_picture(
                archive.originals.folder, name, one.offset, archive.pictures, record_id=one.record_id
            )
            continue
        at = captures[one.refers_to] if one.refers_to else None
        refers_to = (warcs[at.warc].name, at.offset) if at else None
        found = read_exchange(
            archive.originals.folder, name, one.offset, refers_to=refers_to, record_id=one.record_id
        )
        assert found.url == one.url
    return len(captures)
