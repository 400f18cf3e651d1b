"""Make an archive's catalog anew from all that is sound; nothing of the old one is thrown away."""

import json
from contextlib import ExitStack
from datetime import datetime

from newsarchive import __version__
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.desk import Desk
from newsarchive.store.search.index import renew
from newsarchive.store.verifying.fresh_catalog import (
    forget_validators,
    fresh_catalog,
    fresh_path,
    put_in_place,
    salvage,
    settle_links,
)
from newsarchive.text import many, typed
from newsarchive.upkeep.rebuild.articles import Articles
from newsarchive.upkeep.rebuild.captures import Captures
from newsarchive.upkeep.rebuild.pictures import Pictures
from newsarchive.upkeep.rebuild.versions import enter_versions


def rebuild(archive: Archive, spider: SiteSpider, *, now: datetime) -> list[str]:
    """Rebuild; what was done, line by line. The caller holds the archive's lock.

    :param now: aware
    :raises StorageError: the disk refuses, or the catalog is of a newer version
    """
    with fresh_catalog(archive) as rows:
        copied = _salvage(archive, rows)
        done = _complete(archive, spider, rows, now)
    aside = put_in_place(archive, now=now)
    renew(archive.folder)
    where = f"; the old catalog is _archive/{aside.name}" if aside else ""
    again = f"{typed('forget')} those articles again before the next run, which would bring them back"
    lost = [] if copied else [f"takedowns were in the lost catalog alone: {again}"]
    return [f"catalog.sqlite: made anew, {copied:,} sound rows kept{where}", *done, *lost]


def _salvage(archive: Archive, new: Rows) -> int:
    with ExitStack() as opened:
        try:
            old = opened.enter_context(reading(archive.catalog, earlier_too=True, locked=True))
        except StorageError as error:
            if error.__cause__ is None and archive.catalog.exists():
                raise  # it is of a newer version
            return 0
        with catalog_errors(fresh_path(archive)):
            return salvage(old.connection, new)


def _complete(archive: Archive, spider: SiteSpider, rows: Rows, now: datetime) -> list[str]:
    begun = int(now.timestamp())
    note = RunRow(
        command="verify", arguments=json.dumps({"rebuild": True}), version=__version__,
        extraction=extraction_version(spider), started=begun, ended=begun,
        media=spider.profile.media or ("keep" if archive.pictures.media.is_dir() else "link"),
    )  # fmt: skip
    run = rows.add(note)
    profile, by_address = spider.profile, spider.profile.article.id is None
    desk = Desk(rows, profile.name, profile.recheck, run, now=begun, offline=True, by_address=by_address)
    versions, unread = enter_versions(rows, archive.originals.folder)
    articles = Articles(desk, spider)
    articles.enter_all(archive.posts.folder)
    articles.settle_without_revision()
    captures = Captures(desk, spider)
    captures.enter_all(archive.originals.folder)
    pictures = Pictures(archive, desk, spider, captures.files)
    pictures.enter_all()
    dropped = settle_links(rows, run_id=run.id)
    articles.settle_doubles()
    forget_validators(rows)
    return [
        f"{many(articles.made, 'article')} taken from their posts,"
        f" {many(captures.made, 'capture')} from WARC files,"
        f" {many(dropped, 'row')} dropped whose article or file is lost",
        *_told_of(pictures),
        *([f"{many(versions, 'version')} of what was learned taken from their files"] if versions else []),
        *unread,
        *articles.refused,
        *captures.broken,
    ]


def _told_of(pictures: Pictures) -> list[str]:
    if not pictures.made:
        return []
    nameless = f", {pictures.nameless:,} of them of unknown address" if pictures.nameless else ""
    return [f"{many(pictures.made, 'picture')} taken from posts and files{nameless}"]
