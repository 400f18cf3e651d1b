"""Verify a whole archive, going on with what can still be read."""

from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.originals.member import faults_in
from newsarchive.store.search.damage import damage_in
from newsarchive.store.verifying.catalog_check import (
    CATALOG,
    Contents,
    check_articles,
    check_file,
    check_rows,
)
from newsarchive.store.verifying.folder_check import check_folder, check_posts
from newsarchive.store.verifying.media_check import check_media, check_names
from newsarchive.store.verifying.original_check import check_originals
from newsarchive.store.verifying.report import Remedy, Report
from newsarchive.store.verifying.version_check import check_versions
from newsarchive.text import many


def check(archive: Archive) -> Report:
    """Look at everything, change nothing but the version of an earlier catalog.

    The caller holds the archive's lock.

    :raises StorageError: the catalog is of a newer version
    """
    if not isinstance(archive.catalog, Path):
        from newsarchive.store.verifying.fleet_check import check_on_fleet  # noqa: PLC0415  it wants the extra

        return check_on_fleet(archive)
    report = Report()
    contents = _check_catalog(archive, report)
    if contents is None:
        _check_without_catalog(archive, report)
        return report
    check_articles(contents, report)
    check_posts(archive.posts.folder, contents, report)
    check_originals(archive.originals.folder, archive.copies, contents, report)
    check_versions(archive.originals.folder, contents, report)
    check_media(archive, contents, report)
    check_folder(archive.private, contents, report)
    if wrong := damage_in(archive.folder):
        report.add("search.sqlite", f"is damaged: {wrong}", Remedy.SEARCH)
    return report


def _check_catalog(archive: Archive, report: Report) -> Contents | None:
    try:
        with reading(archive.catalog, locked=True) as rows:
            check_file(rows.connection, report)
            contents = check_rows(rows.connection, report)
    except StorageError as error:
        if error.__cause__ is None and archive.catalog.exists():
            raise  # it is of a newer version
        wrong = str(error.__cause__.__cause__ or error.__cause__) if error.__cause__ else "is missing"
        report.add(CATALOG, wrong.splitlines()[0], Remedy.REBUILD)
        return None
    unread = contents.doubtful >= {kind.table.name for kind in kinds()}
    return None if unread else contents


def _check_without_catalog(archive: Archive, report: Report) -> None:
    """Posts cannot be checked against anything; each WARC record has digests of its own."""
    folder = archive.originals.folder
    for path in sorted(folder.glob("*.warc.gz")):
        for wrong in faults_in(path):
            report.add("originals", wrong, Remedy.NONE)
    check_names(archive, report)
    posts = sum(1 for _ in archive.posts.folder.glob("*.md")) if archive.posts.folder.is_dir() else 0
    if posts:
        report.add(
            "_posts", f"its {many(posts, 'post')} cannot be verified without a catalog", Remedy.REBUILD
        )
