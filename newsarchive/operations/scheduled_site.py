"""A site that is crawled by its schedule, whoever waits for that: its next run, and when it is to begin."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol

from newsarchive.exceptions import ProfileError, StorageError
from newsarchive.operations.profile_in_use import ProfileInUse
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.timetable import next_run
from newsarchive.operations.turn import past_of
from newsarchive.profiles import load_profile
from newsarchive.sites import Site

_AGAIN = timedelta(minutes=30)  # after which a site is tried again whose profile or catalog cannot be read
logger = logging.getLogger(__name__)


class ScheduledSite:
    """Crawls a site, and says when its next run is to begin.

    :ivar site: which may be given anew
    """

    def __init__(self, site: Site, settings: Settings) -> None:
        self.site, self.settings = site, settings
        self._profile = ProfileInUse(site, settings)
        self._last: datetime | None = None
        self._is_wrong = False  # its profile, when it was looked at last
        self._has_stumbled = False  # the disk refused, or the catalog is damaged

    async def crawled(
        self, spiders: SpiderLoaderProtocol, wished: Callable[[int], Awaitable[None]], *, now: datetime
    ) -> SiteRun:
        """A run of the site that has ended. It raises nothing that a site causes.

        :param wished: waits until the run's end has been wished for so many times
        :param now: aware
        """
        self._last = now
        run = await self._made(spiders)
        await run.attend(wished)
        self._has_stumbled = isinstance(run.error, StorageError)
        return run

    def seen_by_others(self) -> None:
        """Others may have crawled it since: what its archive says of its last run is what counts."""
        self._last = None

    async def planned(self, *, now: datetime, jitter: float) -> datetime:
        """When its next run is to begin, in UTC; the archive is asked beside the event loop.

        :param now: aware
        :param jitter: 0 to 1; how much of the time in which the run may begin goes by before it does
        """
        return await asyncio.to_thread(self._planned, now, jitter)

    def _planned(self, now: datetime, jitter: float) -> datetime:
        try:
            profile = load_profile(self.site.profile_path)
        except ProfileError:  # the run, which comes at once the first time, says what is wrong with it
            planned = self._last + _AGAIN if self._last and self._is_wrong else now
            self._is_wrong = True
            return planned
        if self._is_wrong:
            self._is_wrong, self._last = False, None  # what counts is when it was really crawled last
        known = past_of(self.site.folder)
        past = replace(known, last_started=self._last or known.last_started)
        if self._last and self._has_stumbled:  # of what cannot be read nothing is known to be due
            past = replace(past, due=self._last + _AGAIN)
        return next_run(profile, past, now=now, jitter=jitter)

    async def _made(self, spiders: SpiderLoaderProtocol) -> SiteRun:
        """A run that is to begin, or that could not be made."""
        try:
            kind = await asyncio.to_thread(self._profile.spider, spiders.load(self.site.name))
            crawler = Crawler(kind, self.settings)
            return SiteRun(self.site.name, crawler, {"listings": "due"}, refused=self._profile.refused)
        except Exception as error:  # a site's failure is its own
            logger.exception("%s: its run cannot be made", self.site.name)
            return SiteRun(self.site.name, None, failure=error)
