"""The objects of a site against its catalog: each by its bytes, and what no row refers to."""

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.objects.growing import compose
from newsarchive.store.objects.keys import PictureObject, SealedObject, SiteObject, SiteObjects
from newsarchive.store.objects.originals import ObjectOriginals
from newsarchive.store.objects.orphans import orphans
from newsarchive.store.originals.captures import committed
from newsarchive.store.pictures.folder import MEDIA, path_of
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.media_check import check_record, has_file
from newsarchive.store.verifying.original_check import (
    BEGINNING,
    check_copy,
    check_places,
    name_broken_records,
    note_lost_revisions,
    note_unknown,
)
from newsarchive.store.verifying.report import Remedy, Report
from newsarchive.text import many, typed

_BACKUP = "put it back from a backup of the storage"
_FORGET = (
    "the storage has what takedowns left of it: forget again what was taken down since the database's backup"
)


def check_objects(archive: Archive, rows: Rows, contents: Contents, report: Report) -> None:
    """Every object that the catalog refers to; what it does not refer to is told, and no fault.

    :raises StorageError: the storage cannot be reached, or is another than the catalog's
    """
    assert isinstance(archive.originals, ObjectOriginals)
    objects = archive.originals.objects
    objects.claim()
    note_lost_revisions(contents, report)
    _check_originals(archive, objects, rows, contents, report)
    _check_pictures(archive, objects, contents, report)
    if contents.doubtful.isdisjoint({"warc", "picture", "illustration"}):
        _note("no row refers to", orphans(rows, objects), report)
    for one in objects.unknown():
        report.notes.append(f"{objects.storage.url}/{one.key}: is no object of an archive")


def _check_originals(
    archive: Archive, objects: SiteObjects, rows: Rows, contents: Contents, report: Report
) -> None:
    there = defaultdict[tuple[str, str], list[SealedObject]](list)
    for one in objects.sealed():
        there[one.warc, one.sha256].append(one)
    for row in contents.warcs.values():
        held = sorted(contents.captures.get(row.id, []), key=attrgetter("offset"))
        if row.length is None:
            _check_open(archive, objects, rows, row, report)
            continue
        check_places(row, held, report)
        thing = f"originals/{row.name}"
        found = there.get((row.name, row.sha256 or ""), [])
        if any(_digests(objects, one)[0] == row.sha256 and one.size == row.length for one in found):
            report.warcs += 1
            begins = b"".join(objects.storage.pieces(found[0].key, min(found[0].size, BEGINNING)))
            note_unknown(
                row,
                held,
                begins,
                f"{typed(f'move {archive.name} --to FOLDER')} and --rebuild there enters them",
                contents,
                report,
            )
            check_copy(archive.copies, row, report)
        elif not found:
            step = _FORGET if any(warc == row.name for warc, _ in there) else _BACKUP
            report.add(thing, "is missing from the storage", Remedy.NONE, next_step=step)
        else:
            wrong = "its bytes are not those that were written"
            report.add(f"{objects.storage.url}/{found[0].key}", wrong, Remedy.NONE, next_step=_BACKUP)
            _name_broken(archive, objects, found[0], held, contents, report)


def _check_open(archive: Archive, objects: SiteObjects, rows: Rows, row: WarcRow, report: Report) -> None:
    """A file that a dead worker left: whether the next run will be able to seal it."""
    report.add(f"originals/{row.name}", "was left open", Remedy.START)
    staged = archive.originals.folder / f"{row.name}.checked"
    staged.parent.mkdir(parents=True, exist_ok=True)
    try:
        if keep := committed(rows, row):
            compose(objects, row.name, keep, staged)
    except StorageError as error:
        report.add(f"originals/{row.name}", str(error), Remedy.NONE, next_step=_BACKUP)
    finally:
        staged.unlink(missing_ok=True)


def _name_broken(
    archive: Archive, objects: SiteObjects, one: SealedObject, held: list[CaptureRow], contents: Contents,
    report: Report,
) -> None:  # fmt: skip
    staged = archive.originals.folder / f"{one.warc}.checked"
    staged.parent.mkdir(parents=True, exist_ok=True)
    try:
        with staged.open("wb") as file:
            for piece in objects.storage.pieces(one.key, one.size):
                file.write(piece)
        name_broken_records(staged, held, contents, report)
    finally:
        staged.unlink(missing_ok=True)


def _check_pictures(archive: Archive, objects: SiteObjects, contents: Contents, report: Report) -> None:
    captured = {one.digest for held in contents.captures.values() for one in held if has_file(one)}
    there = defaultdict[str, list[PictureObject]](list)
    for one in objects.pictures():
        there[one.sha256].append(one)
    lost = set()
    for sha256, extension in sorted(contents.pictures.items()):
        found = [one for one in there[sha256] if extension in {None, Path(one.path).suffix[1:]}]
        sound = next((its for one in found if (its := _digests(objects, one))[0] == sha256), None)
        if sound:
            report.pictures += 1
            captured.discard(sound[1])
            continue
        lost.add(sha256)
        thing = path_of(sha256, extension) if extension else f"{MEDIA}/{sha256[:2]}/{sha256}"
        wrong = "its bytes are not those that its name says" if found else "is missing from the storage"
        step = contents.owed_again.get(sha256, _BACKUP)
        report.add(thing, wrong, Remedy.NONE, next_step=step)
    for sha256 in there.keys() - contents.pictures.keys() if captured else ():
        captured.discard(_digests(objects, there[sha256][0])[1])
    for held in contents.captures.values() if captured else ():
        for capture in held:
            if has_file(capture) and capture.digest in captured:
                check_record(archive, capture, contents, lost, report)


def _digests(objects: SiteObjects, one: SiteObject) -> tuple[str, str]:
    """SHA-256 of an object's bytes, and the digest that WARC records give them; empty where it is gone."""
    right, payload = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    with suppress(FileNotFoundError):
        for piece in objects.storage.pieces(one.key, one.size):
            right.update(piece)
            payload.update(piece)
        return right.hexdigest(), f"sha1:{b32encode(payload.digest()).decode()}"
    return "", ""


def _note(what: str, found: Iterable[SiteObject], report: Report) -> None:
    if sizes := [one.size for one in found]:
        objects, size = many(len(sizes), "object"), many(sum(sizes), "byte")
        report.notes.append(f"{objects} that {what}, {size}; they go once they are old enough")
