"""Verify a whole archive, going on with what can still be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection

from newsarchive.exceptions import EarlierCatalog, StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.sqlite import bring_up_to_date, read_catalog
from newsarchive.store.catalog.tables import layouts
from newsarchive.store.originals.member import faults_in
from newsarchive.store.verifying.article_check import check_articles
from newsarchive.store.verifying.catalog_check import CATALOG, Contents, check_file, check_rows
from newsarchive.store.verifying.folder_check import check_folder
from newsarchive.store.verifying.original_check import check_originals
from newsarchive.store.verifying.post_check import check_posts
from newsarchive.store.verifying.report import Remedy, Report


def check(archive: Archive) -> Report:
    """Look at everything, change nothing but the version of an earlier catalog.

    The caller holds the archive's lock.

    :raises StorageError: the catalog is of a newer version
    """
    report = Report()
    contents = _check_catalog(archive, report)
    if contents is None:
        _check_without_catalog(archive, report)
        return report
    check_articles(contents, report)
    check_posts(archive.posts.folder, contents, report)
    check_originals(archive.originals.folder, contents, report)
    check_folder(archive.private, contents, report)
    return report


@contextmanager
def reading(archive: Archive, *, earlier_too: bool = False) -> Iterator[Connection]:
    """The catalog's connection, to look at it; one of an earlier version is brought up to date first.

    :param earlier_too: an earlier version will do
    :raises StorageError: it is missing, of a newer version, or no catalog any more
    """
    try:
        connection = read_catalog(archive.catalog, earlier_too=earlier_too)
    except EarlierCatalog:
        bring_up_to_date(archive.catalog)
        connection = read_catalog(archive.catalog)
    try:
        yield connection
    finally:
        connection.engine.dispose()


def _check_catalog(archive: Archive, report: Report) -> Contents | None:
    try:
        with reading(archive) as connection:
            check_file(connection, report)
            contents = check_rows(connection, report)
    except StorageError as error:
        if error.__cause__ is None and archive.catalog.exists():
            raise  # it is of a newer version
        wrong = str(error.__cause__.__cause__ or error.__cause__) if error.__cause__ else "is missing"
        report.add(CATALOG, wrong.splitlines()[0], Remedy.REBUILD)
        return None
    unread = contents.doubtful >= {layout.table.name for layout in layouts()}
    return None if unread else contents


def _check_without_catalog(archive: Archive, report: Report) -> None:
    """Posts cannot be checked against anything; each WARC record has digests of its own."""
    folder = archive.originals.folder
    for path in sorted(folder.glob("*.warc.gz")):
        for wrong in faults_in(path):
            report.add("originals", wrong, Remedy.NONE)
    posts = sum(1 for _ in archive.posts.folder.glob("*.md")) if archive.posts.folder.is_dir() else 0
    if posts:
        report.add("_posts", f"its {posts:,} posts cannot be verified without a catalog", Remedy.REBUILD)


@contextmanager
def locked(archive: Archive) -> Iterator[None]:
    """Hold the archive's lock.

    :raises ArchiveBusy: a run is at work on it
    :raises StorageError: it cannot be locked
    """
    try:
        archive.private.mkdir(exist_ok=True)
        archive.lock.acquire(started=datetime.now(UTC))
    except OSError as error:
        raise StorageError(f"{archive.private}: {error.strerror}; it cannot be locked") from error
    try:
        yield
    finally:
        archive.lock.release()
