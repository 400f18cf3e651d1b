"""One site's crawl, whoever starts it: ``archive``, which waits for it, or the daemon, which runs many."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.crawling.open_run import open_run
from newsarchive.crawling.run import ArchiveRun
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import Exit, NewsArchiveError, NotBegun, exit_of
from newsarchive.operations.finding import Finding
from newsarchive.operations.notices import after_run, before_run
from newsarchive.operations.run_end import PROFILE_REFUSED, run_end

_TO_CLOSE = 5.0  # seconds that a crawl may take to end once it waits for nothing more
_TO_BEGIN = 5.0  # seconds in which an engine has started, so that it can be stopped
logger = logging.getLogger(__name__)


@dataclass(slots=True, weakref_slot=True)  # signals hold whom they call weakly
class SiteRun:
    """One site's crawl and what came of it.

    :param crawler: None where it could not even be made, as ``failure`` says
    :param failure: what kept it from going on
    :param refused: why it does not go by the site's profile as that is by now, or should not
    :ivar began: aware; None as long as it has not
    :ivar seconds: how long it took
    :ivar said: what a person should know of those who were to be told, in lines
    """

    site: str
    crawler: Crawler | None
    arguments: Mapping[str, str] = field(default_factory=dict)
    failure: BaseException | None = None
    refused: str = ""
    began: datetime | None = None
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)

    @property
    def run(self) -> ArchiveRun | None:
        """The archive's run, should it have begun."""
        return open_run(self.crawler) if self.crawler else None

    @property
    def error(self) -> BaseException | None:
        """What kept the run from going on, if anything did."""
        if self.run and self.run.storage_error:
            return self.run.storage_error
        if self.failure is None and self.run is None:
            return NotBegun("interrupted before it began")
        return self.failure

    @property
    def exit_code(self) -> Exit:
        """The exit code of this site alone; partial wins over quarantined."""
        if self.error is not None:
            return exit_of(self.error)
        assert self.run
        if self.run.ledger.partial:
            return Exit.PARTIAL
        return Exit.QUARANTINED if self.run.ledger.newly_quarantined else Exit.COMPLETE

    @property
    def word(self) -> str:
        """What the exit code says."""
        return self.exit_code.name.lower()

    async def attend(self, wished: Callable[[int], Awaitable[None]]) -> None:
        """Crawl, and end the crawl in time where that is wished meanwhile. Raises nothing that a site causes.

        :param wished: waits until the end has been wished for so many times; the second time means that
            nothing is to be waited for
        """
        if self.crawler is None:
            return
        self.began = datetime.now(UTC)
        started = asyncio.get_running_loop().time()
        crawl = asyncio.create_task(self._crawl(self.crawler))
        wishing = asyncio.ensure_future(wished(1))
        try:
            await asyncio.wait({crawl, wishing}, return_when=asyncio.FIRST_COMPLETED)
            if not crawl.done():
                await self._end(self.crawler, crawl, asyncio.ensure_future(wished(2)))
        finally:
            wishing.cancel()
            self.seconds = asyncio.get_running_loop().time() - started
        self.said += await asyncio.to_thread(self._tell, self.crawler)

    async def _begin(self, spider: SiteSpider) -> None:
        """Tell those who are told of each run that this one begins."""
        assert self.crawler
        settings = self.crawler.settings
        self.said += await asyncio.to_thread(before_run, spider.profile.name, spider.profile, settings)

    def _tell(self, crawler: Crawler) -> list[str]:
        """Have the run judged, and told to whom it concerns; blocking."""
        end = run_end(self.site, crawler, self.error, code=self.exit_code, word=self.word)
        if end and self.refused:
            end = replace(end, faults=(*end.faults, Finding(PROFILE_REFUSED, "", self.refused)))
        return after_run(end, crawler.settings) if end else []

    async def _crawl(self, crawler: Crawler) -> None:
        crawler.signals.connect(self._begin, signal=signals.spider_opened)
        try:
            await crawler.crawl_async(**self.arguments)
        except NewsArchiveError as error:
            self.failure = error
        except Exception as error:
            logger.exception("%s: a mistake in the program ends its run", self.site)
            self.failure = error

    async def _end(
        self, crawler: Crawler, crawl: "asyncio.Task[None]", at_once: "asyncio.Future[None]"
    ) -> None:
        """Tell Scrapy to stop; the run itself waits no longer for responses than ``SHUTDOWN_GRACE``."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_TO_BEGIN):
                while not (crawl.done() or _can_be_stopped(crawler)):  # noqa: ASYNC110  Scrapy tells nobody
                    await asyncio.sleep(0.02)
        stopping = asyncio.create_task(crawler.stop_async())
        grace = crawler.settings.getfloat("SHUTDOWN_GRACE") + _TO_CLOSE
        await asyncio.wait({crawl, at_once}, timeout=grace, return_when=asyncio.FIRST_COMPLETED)
        at_once.cancel()
        if not crawl.done() and (run := crawler.get_extension(ArchiveRun)):
            await run.wait_no_longer()
            await asyncio.wait({crawl}, timeout=_TO_CLOSE / 2)
        for task in (stopping, crawl):
            task.cancel()
        await asyncio.gather(stopping, crawl, return_exceptions=True)


def _can_be_stopped(crawler: Crawler) -> bool:
    """Whether a crawl heeds that it is to stop: by its run, which opens its archive, and then by Scrapy."""
    with contextlib.suppress(RuntimeError):  # there is no engine yet
        run = crawler.get_extension(ArchiveRun)
        return bool(crawler.engine.running or (run and not run.is_open))
    return False
