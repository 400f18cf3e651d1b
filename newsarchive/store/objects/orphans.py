"""Objects that no row refers to, as killed workers leave them; they go after a grace."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.objects.folder_files import Stored
from newsarchive.store.objects.keys import PartObject, PictureObject, SealedObject, SiteObject, SiteObjects
from newsarchive.store.pictures.takedown import FORGOTTEN


def orphans(rows: Rows, objects: SiteObjects) -> list[SiteObject]:
    """The objects of a site that no row refers to, and those of which a later one has the same bytes.

    What belongs to a file that is still open is none: the next run says what of it counts.
    The caller holds the site's lease.

    :raises StorageError: the storage refuses, or stays out of reach
    """
    warcs = {row.name: row for row in rows.where(WarcRow)}
    pictures = {row.sha256 for row in rows.where(PictureRow) if row.failure != FORGOTTEN}
    pictures |= {row.sha256 for row in rows.where(IllustrationRow)}
    return [
        *_parts(objects.parts(), warcs),
        *_sealed(objects.sealed(), warcs),
        *_pictures(objects.pictures(), pictures),
    ]


def remove_orphans(rows: Rows, objects: SiteObjects, *, now: datetime, grace: timedelta) -> Sequence[Stored]:
    """Remove orphans that are old enough; what a later holder wrote stays.

    :param now: aware, by the clock of the database
    :param grace: so long a catalog that is restored from a backup still finds what it refers to
    :returns: what went
    :raises StorageError: the storage refuses, or stays out of reach
    """
    old = [one for one in orphans(rows, objects) if one.written < now - grace]
    cut = [one for one in objects.storage.unfinished(objects.site) if one.written < now - grace]
    objects.remove(old)
    objects.storage.remove(one.key for one in cut)
    return [*(Stored(one.key, one.size, one.written) for one in old), *cut]


def _parts(found: Iterable[PartObject], warcs: dict[str, WarcRow]) -> Iterator[PartObject]:
    for one in found:
        row = warcs.get(one.warc)
        if row is None or row.length is not None:
            yield one


def _sealed(found: Iterable[SealedObject], warcs: dict[str, WarcRow]) -> Iterator[SealedObject]:
    by_bytes = attrgetter("warc", "sha256")
    for _, same in groupby(sorted(found, key=by_bytes), by_bytes):  # of each the latest holder's first
        first, *others = same
        row = warcs.get(first.warc)
        if row is None or row.sha256 not in {None, first.sha256}:
            yield first
        yield from others


def _pictures(found: Iterable[PictureObject], known: set[str | None]) -> Iterator[PictureObject]:
    for _, same in groupby(found, attrgetter("path")):
        first, *others = same
        if first.sha256 not in known:
            yield first
        yield from others
