"""An article read anew from its originals, so that it can be told which rule gives each of its fields."""

from dataclasses import dataclass
from threading import Semaphore

from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from newsarchive.browsing.articles.found import sqlite_of
from newsarchive.browsing.held import Held, limited
from newsarchive.browsing.page import TooLong
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.spider_loader import spider_by
from newsarchive.drafting.trying import FieldValue, field_values
from newsarchive.exceptions import StorageError
from newsarchive.extraction.reading import Reading
from newsarchive.items import End
from newsarchive.learning.learned import NOTHING_LEARNED
from newsarchive.sites import Site
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.entries import lead_of
from newsarchive.store.replayable import originals_of
from newsarchive.store.submissions import Extracted
from newsarchive.upkeep.canary import versions_of
from newsarchive.upkeep.replay import Replayer

_ONE = Semaphore(1)
_PATIENCE = 10  # seconds until whoever waits for his turn is told to come again
_LARGEST = 64 * 1024 * 1024  # bytes of the originals of one article, as they were transferred
_MOST = 100  # pages of one article


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """What came of it.

    :param why_not: why nothing was read, in words; empty where it was
    :param values: each field with what gave it
    :param pages: the addresses whose originals were read
    :param way: how the page's blocks were read, in words; empty where the body comes from elsewhere
    :param made: the article, or why none would be made of it today
    :param is_same_code: code and profile are those that read it then
    """

    why_not: str = ""
    values: tuple[FieldValue, ...] = ()
    pages: tuple[str, ...] = ()
    way: str = ""
    made: Extracted | End | None = None
    is_same_code: bool = False


def read_anew(held: Held, row: ArticleRow, stored: RevisionRow) -> ReadAnew:
    """Read the originals of a revision by today's code and profile, and by what was known of the site then.

    :raises TooLong: another article has been read for ten seconds
    """
    if held.site is None:
        return ReadAnew("No profile goes with this archive, so that nobody knows how its pages are read.")
    if not _ONE.acquire(timeout=_PATIENCE):
        raise TooLong("another article is being read anew; come again in a minute")
    try:
        return _read(held, held.site, row, stored)
    except StorageError as error:
        return ReadAnew(f"An original cannot be read: {error}")
    finally:
        _ONE.release()


def _read(held: Held, site: Site, row: ArticleRow, stored: RevisionRow) -> ReadAnew:
    settings = get_project_settings()
    loader = get_spider_loader(settings)
    kind = loader.load(held.name) if held.name in loader.list() else SiteSpider
    assert issubclass(kind, SiteSpider)
    replayer = Replayer(Crawler(spider_by(site.profile_path, site.name, kind), settings))
    with reading(held.catalog) as rows, limited(sqlite_of(rows)):
        kept = originals_of(rows, row, stored.number)
        if kept is None or not kept.places:
            return ReadAnew(
                "No original is kept of it." if kept else "It was put back by a person, and not read."
            )
        if len(kept.places) > _MOST:
            return ReadAnew(f"It has {len(kept.places)} originals, which are more than are read here.")
        exchanges = kept.exchanges(held.folder / "_archive" / "originals")
        if sum(len(one.body) for one in exchanges) > _LARGEST:
            return ReadAnew("Its originals are too large to be read here.")
        known = versions_of(rows, {stored.learned} if stored.learned else set())
        replayer.learned = known.get(stored.learned or 0, NOTHING_LEARNED)
        replayer.know_pictures(rows)
        reader = replayer.spider.reader_of(lead_of(row), lambda: replayer.learned)
        made = replayer.read_by(reader, exchanges)
    return ReadAnew(
        values=tuple(field_values(reader.reading, Reading())),
        pages=tuple(dict.fromkeys(one.url for one in exchanges)),
        way=reader.evidence.seen.way,
        made=made,
        is_same_code=extraction_version(replayer.spider) == stored.extraction,
    )
