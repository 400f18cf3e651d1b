"""Mend what a verification found, as far as something proves what was there; nothing is deleted."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import func, literal_column, select, text, update

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.catalog.row_kinds import ArticleRow, LearnedRow, RevisionRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.learner import version_path
from newsarchive.store.originals import cdxj
from newsarchive.store.pending import settle_staged
from newsarchive.store.posts import current_post, whole_post
from newsarchive.store.search.index import renew
from newsarchive.store.verifying.catalog_check import CATALOG
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.damaged_rows import FoundRow
from newsarchive.store.verifying.lost_and_found import put_aside
from newsarchive.store.verifying.picture_repair import renew_picture, restore_picture
from newsarchive.store.verifying.report import Fault, Remedy, Report
from newsarchive.store.verifying.version_check import write_version

_MOST = 200  # rows: with more the disk is to be replaced, and a backup or --rebuild the way


def restore_indexes(rows: Rows) -> list[str]:
    """Make all indexes anew from the tables, and the numbers that new rows count from; what was done."""
    rows.connection.execute(text("REINDEX"))
    for kind in kinds():
        if "id" in kind.names:
            highest = rows.connection.execute(select(func.max(kind.c.id))).scalar() or 0
            rows.count_from(kind.table.name, highest)
    return ["the catalog's indexes: made anew"]


def restore_rows(rows: Rows, damaged: list[Fault], posts: Path, originals: Path) -> list[str]:
    """Write the damaged rows that can be proven; what was done."""
    done = []
    for fault in damaged[:_MOST]:
        found: FoundRow = fault.subject
        right = found.unflipped() if not isinstance(found.row, RevisionRow) else None
        if isinstance(found.row, RevisionRow):
            right = _right_row(rows, found, posts)
        elif right is None and isinstance(found.row, LearnedRow):
            right = _right_version(found, originals)
        if right is None:
            continue
        values = {name: value for name, value in right.values.items() if name != "id"}
        here = literal_column("rowid") == found.rowid
        rows.connection.execute(update(found.row.table).where(here).values(values))
        done.append(f"{fault.thing}: restored")
    return done


def _right_row(rows: Rows, found: FoundRow, posts: Path) -> FoundRow | None:
    """From its post, if the post is the one; else by its seal; else from another revision of these bytes."""
    copies = _copies(rows, found.row, posts)
    rights = [replace(found.row, post=zlib.compress(post)) for post in copies]
    rights += [replace(row, sha256=hashlib.sha256(post).hexdigest())
               for row, post in zip(rights, copies, strict=True)]  # fmt: skip
    candidates = [replace(found, row=row) for row in rights]
    sound = next((one for one in candidates if one.is_sound), None) or found.unflipped()
    if sound or whole_post(found.row) is not None:
        return sound
    same = next((one for one in candidates if whole_post(one.row) is not None), None)
    return replace(same, seal=same.row.right_seal()) if same else None


def _right_version(found: FoundRow, originals: Path) -> FoundRow | None:
    """From its file, if that is the one."""
    path = version_path(originals, found.rowid)
    value = zlib.compress(path.read_bytes()) if path.is_file() else b""
    right = replace(found, row=replace(found.row, value=value))
    return right if right.is_sound else None


def _copies(rows: Rows, row: RevisionRow, posts: Path) -> list[bytes]:
    owner, twins = None, []
    with suppress(StorageError):  # which are damaged themselves
        owner = rows.one(ArticleRow, id=row.article)
        twins = rows.where(RevisionRow, RevisionRow.c.id != row.id, sha256=row.sha256)
    names = dict.fromkeys(name for name in (row.name, owner and owner.post) if isinstance(name, str))
    found = [(posts / name).read_bytes() for name in names if _is_in(posts, name)]
    return found + [post for twin in twins if (post := whole_post(twin)) is not None]


def _is_in(folder: Path, name: str) -> bool:
    return "/" not in name and "\0" not in name and (folder / name).is_file()


def repair(archive: Archive) -> Report:
    """Mend, and verify once more. The caller holds the archive's lock."""
    report = check(archive)
    if not report.faults:
        return report
    mended: list[str] = []
    folders = archive.posts.folder, archive.originals.folder
    if report.of(Remedy.INDEXES):
        mended += _in_catalog(archive, restore_indexes)
    if damaged := report.of(Remedy.ROW):
        mended += _in_catalog(archive, lambda rows: restore_rows(rows, damaged, *folders))
    if mended:
        report = check(archive)
    sound = not any(fault.thing.startswith(CATALOG) for fault in report.faults)
    archive.posts.open()
    aside = {fault.subject: put_aside(archive, fault.subject) for fault in report.of(Remedy.ASIDE)}
    mended += [
        f"{fault.thing}: moved to _archive/{aside[fault.subject]}" for fault in report.of(Remedy.ASIDE)
    ]
    mended += _restore_pictures(archive, report, aside, sound=sound)
    if posts := report.of(Remedy.POST):
        mended += _write_posts(archive, posts)
    if sound and report.of(Remedy.START):
        mended += _in_catalog(archive, lambda rows: _finish(archive, rows))
    for fault in [*report.of(Remedy.WARC), *report.of(Remedy.COPY)]:
        mended += _attempt(partial(_from_the_other, archive, fault))
    for fault in report.of(Remedy.VERSION):
        mended += _attempt(partial(_write_version, archive, fault))
    for fault in report.of(Remedy.CDXJ):
        mended += _attempt(partial(_rebuild_index, archive, fault.subject))
    mended += _renew_search(archive, report, is_behind=bool(mended))
    report = check(archive)
    report.mended = mended
    return report


def _restore_pictures(
    archive: Archive, report: Report, aside: Mapping[Path, Path], *, sound: bool
) -> list[str]:
    """Restore pictures, be it from what was put aside just now: where it was → where it is."""
    moved = {old: archive.private / new for old, new in aside.items()}
    work = [
        partial(restore_picture, archive, one.subject, moved, sound=sound)
        for one in report.of(Remedy.PICTURE)
    ]
    work += [partial(renew_picture, archive, one.subject) for one in report.of(Remedy.PICTURE_COPY)]
    return [line for one in work for line in _attempt(one)]


def _attempt(work: Callable[[], list[str]]) -> list[str]:
    """What cannot be mended is found again by the verification that follows."""
    try:
        return work()
    except StorageError as error:
        name = getattr(getattr(error.__cause__, "orig", None), "sqlite_errorname", "")
        refused = name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"))
        if refused or isinstance(error.__cause__, OSError):
            raise
        return []


def _in_catalog(archive: Archive, work: Callable[[Rows], list[str]]) -> list[str]:
    def transaction() -> list[str]:
        with writing(archive.catalog) as rows:
            return work(rows)

    return _attempt(transaction)


def _write_posts(archive: Archive, faults: list[Fault]) -> list[str]:
    done = []
    with reading(archive.catalog, locked=True) as rows:
        for fault in faults:
            row = rows.one(ArticleRow, id=fault.subject)
            post = current_post(rows, row) if row else None
            if not row or not row.post or post is None:
                continue
            target = archive.posts.folder / row.post
            kept = ""
            if target.exists() or target.is_symlink():
                kept = f", what was there is _archive/{put_aside(archive, target)}"
            if not archive.posts.publish([(replace(row, old_post=None), post)]):
                done.append(f"{fault.thing}: written from the catalog{kept}")
    return done


def _finish(archive: Archive, rows: Rows) -> list[str]:
    """Do what a run does first: finish what another one left."""
    archive.originals.recover(lambda work: work(rows))
    settle_staged(rows, archive.pictures)
    archive.posts.remove_doubles(rows)
    archive.learner.open(rows)
    pending = rows.where(ArticleRow, state=State.PENDING)
    posts = [(row, post) for row in pending if (post := current_post(rows, row)) is not None]
    refused = archive.posts.publish(posts)
    done = [row for row, _ in posts if row.id not in refused]
    rows.replace(*(replace(row, state=State.PUBLISHED, old_post=None) for row in done))
    return ["what a run had left open: finished", *(f"_posts/{row.post}: published" for row in done)]


def _write_version(archive: Archive, fault: Fault) -> list[str]:
    row: LearnedRow = fault.subject
    write_version(archive.originals.folder, archive.posts.staging, row.id, row.value)
    return [f"{fault.thing}: written from the catalog"]


def _from_the_other(archive: Archive, fault: Fault) -> list[str]:
    """Make a WARC whole from its copy, or its copy from it; a damaged original is put aside."""
    row: WarcRow = fault.subject
    with storage_errors():
        if fault.remedy is Remedy.COPY:
            return [f"{fault.thing}: made anew from the original"] if archive.copies.renew(row) else []
        kept = ""
        if (archive.originals.folder / row.name).exists():
            kept = f", what was there is _archive/{put_aside(archive, archive.originals.folder / row.name)}"
        if not archive.copies.heal(row):
            return []
    return [f"{fault.thing}: put back from its copy{kept}", *_rebuild_index(archive, row.name)]


def _renew_search(archive: Archive, report: Report, *, is_behind: bool) -> list[str]:
    """Make what is searched anew where it is damaged, or was made of what is mended now."""
    faults = report.of(Remedy.SEARCH)
    if is_behind or faults:
        renew(archive.folder)
    return [f"{fault.thing}: made anew" for fault in faults]


def _rebuild_index(archive: Archive, name: str) -> list[str]:
    folder = archive.originals.folder
    cdxj.rebuild_index(folder, name)
    with storage_errors():
        sync_folder(folder)
    return [f"originals/{cdxj.index_path(folder, name).name}: made anew"]
