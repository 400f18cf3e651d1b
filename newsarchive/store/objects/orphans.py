"""Objects that no row refers to, as killed workers leave them; they go after a grace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.objects.folder_files import Stored
from newsarchive.store.objects.keys import PartObject, PictureObject, SealedObject, SiteObject, SiteObjects
from newsarchive.store.pictures.takedown import known_digests


def orphans(rows: Rows, objects: SiteObjects) -> list[SiteObject]:
    """The objects of a site that no row refers to, and those of which a later one has the same bytes.

    What belongs to a file that is still open is none: the next run says what of it counts.
    The caller holds the site's lease.

    :raises StorageError: the storage refuses, or stays out of reach
    """
    warcs = {row.name: row for row in rows.where(WarcRow)}
    return [
        *_parts(objects.parts(), warcs),
        *_sealed(objects.sealed(), warcs),
        *_pictures(objects.pictures(), known_digests(rows)),
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


def unwanted(found: Sequence[SealedObject], warcs: Mapping[str, WarcRow]) -> list[SealedObject]:
    """The whole files that no row refers to.

    Where the one is missing that a row refers to, another of that file is none of them: it is what takedowns
    left of it after the backup that the catalog is from.

    :param warcs: the rows, by their files' names
    """
    there = {(one.warc, one.sha256) for one in found}

    def is_wanted(one: SealedObject) -> bool:
        row = warcs.get(one.warc)
        if row is None:
            return False
        return row.sha256 in {None, one.sha256} or (one.warc, row.sha256) not in there

    return [one for one in found if not is_wanted(one)]


def _parts(found: Iterable[PartObject], warcs: dict[str, WarcRow]) -> Iterator[PartObject]:
    for one in found:
        row = warcs.get(one.warc)
        if row is None or row.length is not None:
            yield one


def _sealed(found: Sequence[SealedObject], warcs: Mapping[str, WarcRow]) -> Iterator[SealedObject]:
    gone, by_bytes = set(unwanted(found, warcs)), attrgetter("warc", "sha256")
    for _, same in groupby(sorted(found, key=by_bytes), by_bytes):  # of each the latest holder's first
        first, *others = same
        if first in gone:
            yield first
        yield from others


def _pictures(found: Iterable[PictureObject], known: set[str]) -> Iterator[PictureObject]:
    for _, same in groupby(found, attrgetter("path")):
        first, *others = same
        if first.sha256 not in known:
            yield first
        yield from others
