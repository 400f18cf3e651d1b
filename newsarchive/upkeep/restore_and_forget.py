"""What a person does to single articles of an archive, each under its lock and as a run of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import ArchiveSpider
from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.replayable import restore
from newsarchive.store.takedown import Takedown, forget
from newsarchive.text import printable
from newsarchive.upkeep.looking_up import Subject


def restore_revision(subject: Subject, spider: type[ArchiveSpider], number: int) -> int:
    """Publish an earlier revision again; the number of the new one that it became.

    :raises ArgumentError: the article has no such revision, or it must not be published
    """
    source_id = subject.named.source_id
    with _opened(subject.archive, spider, "history", {"id": source_id, "restore": number}) as archive:
        row = archive.rows.one(ArticleRow, site=archive.name, source_id=source_id)
        if row is None:
            raise ArgumentError(f"{printable(source_id)} was never archived; there is nothing to restore")
        new = archive.transact(lambda _: restore(archive.desk, row, number))
        if source_id in archive.publish_pending():
            raise StorageError(
                f"{archive.posts.folder / (row.post or '')}: cannot be written; the next run tries again"
            )
    return new


def take_down(
    subjects: Sequence[Subject], spider: type[ArchiveSpider], reason: str
) -> tuple[list[Takedown], bool]:
    """Forget articles of one archive for good.

    Killed at any moment, the next run on the archive, or a second call, completes it.

    :returns: what went, and whether the catalog's files could be scrubbed, which a reader can prevent
    """
    ids = [subject.named.source_id for subject in subjects]
    with _opened(subjects[0].archive, spider, "forget", {"ids": ids}) as archive:
        takedowns = archive.transact(
            lambda rows: [
                forget(rows, archive.name, one.named, reason=reason, now=archive.desk.now) for one in subjects
            ]
        )
        scrubbed = archive.finish_forgetting()
    return takedowns, scrubbed


@contextmanager
def _opened(
    archive: Archive, spider: type[ArchiveSpider], command: str, arguments: dict[str, Any]
) -> Iterator[Archive]:
    extraction = extraction_version(spider())
    archive.open(started=datetime.now(UTC), command=command, arguments=arguments, extraction=extraction)
    try:
        yield archive
        archive.close(ended=datetime.now(UTC))
    finally:
        archive.close()
