"""One run on one archive: opens it before the first request, closes it after the last write."""

import asyncio
import logging
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.ledger import Ledger
from newsarchive.spider import ArchiveSpider
from newsarchive.store.archive import Archive
from newsarchive.summary import summary_lines

logger = logging.getLogger(__name__)


class ArchiveRun:
    """The Scrapy extension that other components ask for the run's archive and ledger."""

    def __init__(self, crawler: Crawler, archive: Archive) -> None:
        self.crawler = crawler
        self.archive = archive
        self.ledger = Ledger()
        self.storage_error: StorageError | None = None
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive of the crawler's spider.

        :raises ArchiveBusy: another run is at work on it
        :raises StorageError: its folder cannot be written
        """
        if not isinstance(crawler.spider, ArchiveSpider):
            raise NotConfigured("only archive spiders have an archive")
        archive = Archive(Path(crawler.settings["OUTPUT_DIR"]) / crawler.spider.profile.name)
        try:
            archive.open(started=datetime.now(UTC))
        except (ArchiveBusy, StorageError) as error:
            logger.critical("%s", error)
            raise
        run = cls(crawler, archive)
        crawler.signals.connect(run.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(run.spider_closed, signal=signals.spider_closed)
        return run

    def spider_opened(self) -> None:
        """Watch for the wish to stop, so that it is granted in time."""
        self._watch = asyncio.create_task(self._stop_in_time())

    async def _stop_in_time(self) -> None:
        """Wait no longer than ``SHUTDOWN_GRACE`` seconds for responses once Scrapy is told to stop."""
        while self.crawler.crawling:  # noqa: ASYNC110  Scrapy tells by nothing but this flag
            await asyncio.sleep(0.5)
        await asyncio.sleep(self.crawler.settings.getfloat("SHUTDOWN_GRACE"))
        logger.warning("responses are overdue; they are not waited for any longer")
        self.spider_closed()
        os.kill(os.getpid(), signal.SIGTERM)  # the second one is Scrapy's word for: at once

    def spider_closed(self) -> None:
        """Say what became of every article, and let the next run in."""
        if self._watch:
            self._watch.cancel()
        for line in summary_lines(self.ledger, self.crawler.stats):
            logger.info("%s", line)
        if self.ledger.partial:
            logger.warning("partial: %d owed, the next run goes on", self.ledger.owed)
        self.archive.close()

    def stop(self, error: StorageError) -> None:
        """End the run, once what is under way is done, because the disk refuses to store."""
        if self.storage_error is None:
            self.storage_error = error
            logger.critical("%s", error)
            # A task of its own: closing waits for the very item that is being processed.
            self._closing = asyncio.create_task(self.crawler.engine.close_spider_async(reason="storage"))


def current_run(crawler: Crawler) -> ArchiveRun:
    """The run of a crawler whose extensions are loaded."""
    run = crawler.get_extension(ArchiveRun)
    assert run is not None, "ArchiveRun is missing from EXTENSIONS"
    return run
