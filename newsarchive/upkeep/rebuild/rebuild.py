"""Make an archive's catalog anew from all that is sound; nothing of the old one is thrown away."""

import json
from datetime import datetime

from sqlalchemy import Connection

from newsarchive import __version__
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import catalog_errors
from newsarchive.store.entering import Desk, RunNote
from newsarchive.store.verifying.checking import reading
from newsarchive.store.verifying.fresh_catalog import begin_fresh, fresh_path, put_in_place
from newsarchive.store.verifying.salvage import forget_validators, salvage, settle_links
from newsarchive.text import typed
from newsarchive.upkeep.rebuild.articles import Articles
from newsarchive.upkeep.rebuild.captures import Captures
from newsarchive.upkeep.rebuild.post_reader import PostReader


def rebuild(archive: Archive, spider: SiteSpider, *, now: datetime) -> list[str]:
    """Rebuild; what was done, line by line. The caller holds the archive's lock.

    :param now: aware
    :raises StorageError: the disk refuses, or the catalog is of a newer version
    """
    connection = begin_fresh(archive)
    try:
        with catalog_errors(fresh_path(archive)):
            copied = _salvage(archive, connection)
            done = _complete(archive, spider, Rows(connection), now)
        aside = put_in_place(archive, connection, now=now)
    finally:
        connection.engine.dispose()
    where = f"; the old catalog is _archive/{aside.name}" if aside else ""
    again = f"{typed('forget')} those articles again before the next run, which would bring them back"
    lost = [] if copied else [f"takedowns were in the lost catalog alone: {again}"]
    return [f"catalog.sqlite: made anew, {copied:,} sound rows kept{where}", *done, *lost]


def _salvage(archive: Archive, new: Connection) -> int:
    try:
        with reading(archive, earlier_too=True) as old:
            return salvage(old, new)
    except StorageError as error:
        if error.__cause__ is None and archive.catalog.exists():
            raise  # it is of a newer version
        return 0


def _complete(archive: Archive, spider: SiteSpider, rows: Rows, now: datetime) -> list[str]:
    extraction = extraction_version(spider)
    begun = int(now.timestamp())
    note = RunRow(
        command="verify", arguments=json.dumps({"rebuild": True}), version=__version__,
        extraction=extraction, started=begun, ended=begun,
    )  # fmt: skip
    number = rows.add(note).id
    desk = Desk(rows, spider.profile.name, spider.profile.recheck, RunNote(number, extraction), begun)
    desk.offline = True
    articles = Articles(desk, PostReader(spider))
    articles.enter_all(archive.posts.folder)
    articles.settle_without_revision()
    captures = Captures(desk, spider, 0, [])
    captures.enter_all(archive.originals.folder)
    dropped = settle_links(rows, run_id=number)
    forget_validators(rows)
    return [
        f"{articles.made:,} articles taken from their posts, {captures.made:,} captures from WARC files,"
        f" {dropped:,} rows dropped whose article or file is lost",
        *articles.refused,
        *captures.broken,
    ]
