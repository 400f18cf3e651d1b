"""One run on one archive: opens it before the first request, closes it after the last write."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.utils.misc import load_object

from newsarchive.crawling.cost import PROCESS, cost_of
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.ledger import Ledger, expected_articles
from newsarchive.crawling.log_lines import tell_why_it_ends
from newsarchive.crawling.owing import note_failed, owed_of, retire_listings, selection_of
from newsarchive.crawling.run_pictures import RunPictures
from newsarchive.crawling.signs_of_life import somebody_answered
from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.summary import summary_lines
from newsarchive.evidence import Evidence
from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.fetching.patience import NO_LONGER
from newsarchive.items import FailedListing
from newsarchive.learning.learned import Learned
from newsarchive.store.archive import Archive
from newsarchive.store.frontier import Selection
from newsarchive.store.unread import Trouble
from newsarchive.store.writer import ArchiveWriter, Clock

logger = logging.getLogger(__name__)


class ArchiveRun:
    """The Scrapy extension that other components ask for the run's archive and ledger.

    :ivar archive: once it is open
    :ivar writer: the same, as the event loop may use it
    :ivar extraction: which code reads the pages
    :ivar started: when the run began, aware
    :ivar listings: those that the run has met
    :ivar first_listings: those that it began with
    :ivar pictures: what it does about them; None where they stay with their source
    :ivar evidence: what the articles in the pipelines were read from, by their identity URLs
    """

    archive: Archive
    writer: ArchiveWriter
    extraction: str

    def __init__(self, crawler: Crawler, spider: SiteSpider) -> None:
        self.crawler = crawler
        self.spider = spider
        expected = expected_articles(spider.profile, spider.arguments)
        self.ledger = Ledger(expected=expected, broken_off="it ended before it had asked for anything")
        self.clock: Clock = load_object(crawler.settings["CLOCK"])
        self.started = self.clock()
        self.pictures: RunPictures | None = None
        self.listings: set[str] = set()
        self.first_listings: set[str] = set()
        self.evidence = dict[str, Evidence]()
        self.storage_error: StorageError | None = None
        self._watch: asyncio.Task[None] | None = None
        self._one_at_a_time = Lock()
        self._closed = False
        self._is_empty = False
        self._is_finished = False  # nothing was left to ask

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for the crawler's spider; nothing is opened yet."""
        if not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured("only archive spiders have an archive")
        run = cls(crawler, crawler.spider)
        crawler.signals.connect(run.spider_closed, signal=signals.spider_closed)
        return run

    async def begin(self) -> None:
        """Open the archive in a thread, as others may be at work in the event loop, before anything is asked.

        :raises ArchiveBusy: another run is at work on it
        :raises StorageError: it cannot be written, or its catalog is missing or damaged
        :raises CloseSpider: the run's end was wished for meanwhile
        """
        try:
            await asyncio.to_thread(self._open_unless_told_to_end)
        except Exception as error:
            await asyncio.to_thread(self.close)
            self.crawler.engine.spider = None  # or others are told that one has closed that never opened
            if isinstance(error, ArchiveBusy | StorageError):
                tell_why_it_ends(self.spider.name, error)
            raise
        if not self.crawler.crawling:
            raise CloseSpider("shutdown")
        self.spider.keeps_pictures = self.archive.media == "keep"
        self._watch = asyncio.create_task(self._stop_in_time())

    def _open_unless_told_to_end(self) -> None:
        self.open()
        if not self.crawler.crawling:  # it may be that nobody waits for it any more
            self.close()

    def open(self) -> None:
        """Open the archive, unless the run is closed; blocking.

        :raises ArchiveBusy: another run is at work on it
        :raises StorageError: it cannot be written, or its catalog is missing or damaged
        """
        with self._one_at_a_time:
            if not self._closed:
                self._open()

    def _open(self) -> None:
        spider, crawler = self.spider, self.crawler
        archive = Archive(Path(crawler.settings["OUTPUT_DIR"]) / spider.profile.name, spider.profile)
        self.writer = ArchiveWriter(archive, lambda: self.ledger.under_way, self.clock)
        self.extraction = extraction_version(spider)
        archive.open(
            started=self.started, command="crawl", arguments=spider.given,
            extraction=self.extraction, with_profile=spider.profile_path is None,
        )  # fmt: skip
        self.archive = archive
        PROCESS.begin(self)
        if archive.media == "keep":
            self.pictures = RunPictures(crawler, archive, self.writer, self.clock, self._ends)

    @property
    def is_open(self) -> bool:
        """Whether its archive is open, or was."""
        return hasattr(self, "archive")

    async def _stop_in_time(self) -> None:
        """Wait no longer than ``SHUTDOWN_GRACE`` seconds for responses once Scrapy is told to stop."""
        while self.crawler.crawling:  # noqa: ASYNC110  Scrapy tells by nothing but this flag
            await asyncio.sleep(0.5)
        await asyncio.sleep(self.crawler.settings.getfloat("SHUTDOWN_GRACE"))
        logger.warning("responses are overdue; they are not waited for any longer")
        await self.wait_no_longer()

    async def wait_no_longer(self) -> None:
        """Write the account, and end whatever this run waits for; what is under way stays owed."""
        await asyncio.to_thread(self.close)
        self.crawler.signals.send_catch_log(NO_LONGER)

    async def spider_closed(self, reason: str) -> None:
        """Close the run beside the event loop, where others are at work."""
        if reason == "start_error":
            self.ledger.broken_off = "its spider broke off at its start, of which the log has more"
        self._is_finished = reason == "finished"
        if self._watch:
            self._watch.cancel()
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Write the run's account, say what became of every article, and let the next run in; blocking.

        An archive that is being opened is waited for; one that is not open yet will not be.
        """
        with self._one_at_a_time:  # whoever comes second finds it done
            if not self._closed:
                self._closed = True
                if self.is_open:
                    self._close()

    def _close(self) -> None:
        self.writer.close()
        try:
            self.count_owed()
            if self.pictures:
                self.ledger.pictures = self.pictures.account()
            if self._is_finished:
                retire_listings(self.archive, self.spider, self.listings, now=self._now())
            self.ledger.copies_trouble = self.archive.seal()
            cost = cost_of(self.crawler.stats, PROCESS.end(self))
            self.archive.close(ended=self.clock(), account=self.ledger.account(), cost=cost)
        except StorageError as error:
            self._note(error)
        finally:
            PROCESS.end(self)
            with suppress(StorageError):  # which is noted; the next run is let in all the same
                self.archive.close()
        self.ledger.note_furniture(self.spider.profile.name, self.archive.learner.left)
        if self._is_empty and not somebody_answered(self.crawler.stats):
            self.archive.discard()  # nobody is there: there is no site that it would be an archive of
        for line in summary_lines(self.ledger, self.crawler.stats):
            logger.info("%s", line)
        if self.ledger.partial:
            logger.warning("partial: %s", self.ledger.missing)

    @property
    def has_begun(self) -> bool:
        """Whether anything is asked for, or was."""
        return self.crawler.crawling or self._watch is not None

    def _ends(self) -> bool:
        return not self.crawler.crawling or self.storage_error is not None

    def newest(self) -> Learned:
        """What is known of the site by now."""
        return self.archive.learner.known

    def stop(self, error: StorageError) -> None:
        """End the run, once what is under way is done, because the disk refuses to store."""
        if self.storage_error is None:
            self._note(error)
            # A task of its own: closing waits for the very item that is being processed.
            self._closing = asyncio.create_task(self.crawler.engine.close_spider_async(reason="storage"))

    async def note_unread(self, listing: FailedListing) -> Trouble:
        """Note in catalog and ledger that a listing could not be read.

        :raises StorageError: the disk refuses
        :raises RunOver: the run is closing
        """
        profile, is_first = self.spider.profile, listing.url in self.first_listings
        trouble = await self.writer.transact(
            lambda rows: note_failed(rows, listing, profile, is_first=is_first, now=self._now())
        )
        self.ledger.note_unread_listing(listing.url, trouble)
        return trouble

    def selection(self) -> Selection:
        """What the run is about, by its arguments."""
        return selection_of(self.spider, self.listings)

    def count_owed(self) -> None:
        """Bring the ledger's owed up to date; blocking."""
        articles, listings, left = owed_of(self.archive, self.selection(), now=self._now())
        self._is_empty = not (articles or listings)
        self.ledger.recognises_nothing = not (articles or self.spider.arguments.named)
        self.ledger.owed = max(0, left - self.ledger.out_of_range)

    def _now(self) -> int:
        return int(self.clock().timestamp())

    def _note(self, error: StorageError) -> None:
        if self.storage_error is None:
            self.storage_error = error
            logger.critical("%s", error)


def current_run(crawler: Crawler) -> ArchiveRun:
    """The run of a crawler whose extensions are loaded."""
    run = crawler.get_extension(ArchiveRun)
    assert run is not None, "ArchiveRun is missing from EXTENSIONS"
    return run
