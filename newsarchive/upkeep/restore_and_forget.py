"""What a person does to single articles of an archive, each under its lock and as a run of its own."""

from collections.abc import Sequence

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.listing_rows import UnreadRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.replayable import restore
from newsarchive.store.takedown import Takedown, forget
from newsarchive.store.unread import dismiss
from newsarchive.text import printable
from newsarchive.upkeep.subject import Subject


def restore_revision(subject: Subject, spider: type[SiteSpider], number: int) -> int:
    """Publish an earlier revision again; the number of the new one that it became.

    :raises ArgumentError: the article has no such revision, or it must not be published
    """
    archive, source_id = subject.archive, subject.named.source_id
    with archive.run("history", {"id": source_id, "restore": number}, extraction_version(spider())):
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
    subjects: Sequence[Subject], spider: type[SiteSpider], reason: str
) -> tuple[list[Takedown], bool]:
    """Forget articles of one archive for good.

    Killed at any moment, the next run on the archive, or a second call, completes it.

    :raises StorageError: the originals are out of reach, or not where they should be; nothing is noted then
    :returns: what went, and whether the catalog's files could be scrubbed, which a reader can prevent
    """
    archive, named = subjects[0].archive, [subject.named for subject in subjects]
    arguments = {"ids": [one.source_id for one in named]}
    with archive.run("forget", arguments, extraction_version(spider())):
        archive.originals.check(archive.rows)  # or it would be noted what cannot be done
        now = archive.desk.now
        takedowns = archive.transact(
            lambda rows: [forget(rows, archive.name, one, reason=reason, now=now) for one in named]
        )
        scrubbed = archive.finish_forgetting()
    return takedowns, scrubbed


def unread_listings(archive: Archive) -> list[str]:
    """The listings that no run could read when it asked last."""
    with reading(archive.catalog) as rows:
        return [row.url for row in rows.where(UnreadRow, dismissed=None)]


def dismiss_listings(archive: Archive, spider: type[SiteSpider], urls: Sequence[str]) -> list[str]:
    """Let listings that are closed for good make no run partial any more; those that were unread."""
    with archive.run("forget", {"listings": list(urls)}, extraction_version(spider())):
        now = archive.desk.now
        return archive.transact(lambda rows: dismiss(rows, urls, now=now))
