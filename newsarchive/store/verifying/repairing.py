"""Mend what a verification found, as far as something proves what was there; nothing is deleted."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import reading, writing
from newsarchive.store.catalog.states import State
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.originals import cdxj
from newsarchive.store.posts import current_post
from newsarchive.store.verifying.catalog_check import CATALOG
from newsarchive.store.verifying.checking import check
from newsarchive.store.verifying.folder_check import LOST_AND_FOUND
from newsarchive.store.verifying.mending_rows import restore_indexes, restore_rows
from newsarchive.store.verifying.report import Fault, Remedy, Report


def repair(archive: Archive) -> Report:
    """Mend, and verify once more. The caller holds the archive's lock.

    :raises StorageError: the disk refuses
    """
    report = check(archive)
    if not report.faults:
        return report
    mended: list[str] = []
    if report.of(Remedy.INDEXES):
        mended += _in_catalog(archive, restore_indexes)
    if damaged := report.of(Remedy.ROW):
        mended += _in_catalog(archive, lambda rows: restore_rows(rows, damaged, archive.posts.folder))
    if mended:
        report = check(archive)
    sound = not any(fault.thing.startswith(CATALOG) for fault in report.faults)
    archive.posts.open()
    mended += [
        f"{fault.thing}: moved to _archive/{put_aside(archive, fault.subject)}"
        for fault in report.of(Remedy.ASIDE)
    ]
    if posts := report.of(Remedy.POST):
        mended += _write_posts(archive, posts)
    if sound and report.of(Remedy.START):
        mended += _in_catalog(archive, lambda rows: _finish(archive, rows))
    for fault in report.of(Remedy.CDXJ):
        mended += _attempt(lambda name=fault.subject: _rebuild_index(archive, name))  # type: ignore[misc]
    report = check(archive)
    report.mended = mended
    return report


def put_aside(archive: Archive, path: Path) -> Path:
    """Move a file or folder to lost+found; its new place within ``_archive``."""
    lost = archive.private / LOST_AND_FOUND
    with storage_errors():
        lost.mkdir(exist_ok=True)
        target = lost / path.name
        numbers = count(1)
        while target.exists() or target.is_symlink():
            target = lost / f"{path.name}.{next(numbers)}"
        path.rename(target)
        sync_folder(lost)
        sync_folder(path.parent)
    return target.relative_to(archive.private)


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
    archive.originals.recover(rows)
    pending = rows.where(ArticleRow, state=State.PENDING)
    posts = [(row, post) for row in pending if (post := current_post(rows, row)) is not None]
    refused = archive.posts.publish(posts)
    done = [row for row, _ in posts if row.id not in refused]
    rows.replace(*(replace(row, state=State.PUBLISHED, old_post=None) for row in done))
    return ["what a run had left open: finished", *(f"_posts/{row.post}: published" for row in done)]


def _rebuild_index(archive: Archive, name: str) -> list[str]:
    folder = archive.originals.folder
    cdxj.rebuild_index(folder, name)
    with storage_errors():
        sync_folder(folder)
    return [f"originals/{cdxj.index_path(folder, name).name}: made anew"]
