"""Mend what a verification found, as far as something proves what was there; nothing is deleted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TypeVar

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article, revision
from newsarchive.store.catalog.sqlite import catalog_errors, open_catalog
from newsarchive.store.catalog.states import State
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.originals import cdxj
from newsarchive.store.posts import Posting
from newsarchive.store.verifying.catalog_check import CATALOG, post_in
from newsarchive.store.verifying.checking import check, reading
from newsarchive.store.verifying.folder_check import LOST_AND_FOUND
from newsarchive.store.verifying.mending_rows import restore_indexes, restore_rows
from newsarchive.store.verifying.report import Fault, Remedy, Report

T = TypeVar("T")


def repair(archive: Archive) -> Report:
    """Mend, and verify once more. The caller holds the archive's lock.

    :raises StorageError: the disk refuses
    """
    report = check(archive)
    if not report.faults:
        return report
    mended: list[str] = []
    if report.of(Remedy.INDEXES):
        _attempt(mended, lambda: [_in_catalog(archive, restore_indexes)])
    if report.of(Remedy.ROW):
        folder = archive.posts.folder
        _attempt(mended, lambda: _in_catalog(archive, lambda rows: restore_rows(rows, report, folder)))
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
        _attempt(mended, lambda: _start(archive))
    for fault in report.of(Remedy.CDXJ):
        _attempt(mended, lambda fault=fault: _rebuild_index(archive, fault))  # type: ignore[misc]
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


def _attempt(mended: list[str], work: Callable[[], list[str]]) -> None:
    """Do a repair, and pass over damage that stops it: the verification that follows finds it again."""
    try:
        mended += work()
    except StorageError as error:
        if not _is_damage(error):
            raise


def _is_damage(error: StorageError) -> bool:
    name = getattr(getattr(error.__cause__, "orig", None), "sqlite_errorname", "")
    refused = name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"))
    return not refused and not isinstance(error.__cause__, OSError)


def _write_posts(archive: Archive, faults: list[Fault]) -> list[str]:
    done = []
    with reading(archive) as connection, catalog_errors(archive.catalog):
        rows = Rows(connection)
        for fault in faults:
            row = rows.one(ArticleRow, article.c.id == fault.subject)
            where = revision.c.article == fault.subject, revision.c.number == (row and row.revision)
            current = rows.one(RevisionRow, *where)
            post = post_in(current) if current else None
            if not row or not row.post or post is None:
                continue
            target = archive.posts.folder / row.post
            kept = ""
            if target.exists() or target.is_symlink():
                kept = f", what was there is _archive/{put_aside(archive, target)}"
            if not archive.posts.publish([Posting(row.id, row.post, None, post)]):
                done.append(f"{fault.thing}: written from the catalog{kept}")
    return done


def _start(archive: Archive) -> list[str]:
    """What a run does first: finish what another one left."""
    return _in_catalog(archive, lambda rows: _finish(archive, rows))


def _finish(archive: Archive, rows: Rows) -> list[str]:
    archive.originals.recover(rows)
    done = ["what a run had left open: finished"]
    for row in rows.where(ArticleRow, article.c.state == State.PENDING):
        where = revision.c.article == row.id, revision.c.number == row.revision
        current = rows.one(RevisionRow, *where)
        post = post_in(current) if current else None
        if post is not None and row.post:
            refused = archive.posts.publish([Posting(row.id, row.post, row.old_post, post)])
            if not refused:
                rows.replace(replace(row, state=State.PUBLISHED, old_post=None))
                done.append(f"_posts/{row.post}: published")
    return done


def _rebuild_index(archive: Archive, fault: Fault) -> list[str]:
    cdxj.rebuild_index(archive.originals.folder, fault.subject)
    with storage_errors():
        sync_folder(archive.originals.folder)
    return [f"{fault.thing}: made anew"]


def _in_catalog(archive: Archive, work: Callable[[Rows], T]) -> T:
    with _writing(archive) as rows:
        return work(rows)


@contextmanager
def _writing(archive: Archive) -> Iterator[Rows]:
    connection = open_catalog(archive.catalog)
    try:
        with catalog_errors(archive.catalog):
            yield Rows(connection)
            connection.commit()
    finally:
        connection.rollback()
        connection.engine.dispose()
