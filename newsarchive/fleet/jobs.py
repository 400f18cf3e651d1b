"""The jobs of a worker: each is a run of one site, after which its next one is planned."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import Random

from scrapy.settings import Settings

from newsarchive.crawling.log_lines import SITE
from newsarchive.exceptions import ArchiveBusy, ArgumentError, LeaseLost, StorageError
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.profiles import Profiles
from newsarchive.fleet.scratch import empty
from newsarchive.fleet.tidying import tidy
from newsarchive.fleet.turns import Turns
from newsarchive.operations.scheduled_site import ScheduledSite
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop
from newsarchive.text import many

_DAY = 86_400.0
logger = logging.getLogger(__name__)


class Jobs:
    """What a worker does with the jobs that the queue gives it.

    :param dice: decides about jitter
    :param stop: of the worker, whose runs end when it does
    :param told: is told of each run that has ended; it raises nothing
    :ivar at_work: the site of each job that is at work, by the job's number
    :ivar ends: of the sites whose runs are at work, what is set once their end is wished for
    """

    def __init__(
        self, fleet: Fleet, settings: Settings, turns: Turns, *, dice: Random, stop: Stop,
        told: Callable[[SiteRun], None],
    ) -> None:  # fmt: skip
        self.fleet, self.settings, self.turns = fleet, settings, turns
        self.clock, self.dice, self.stop, self.told = fleet.clock, dice, stop, told
        self.profiles = Profiles(fleet, settings)
        self.scheduled: dict[str, ScheduledSite] = {}
        self.at_work: dict[int, str] = {}
        self.ends: dict[str, asyncio.Event] = {}

    async def do(self, job: int, site: str, plan: bool) -> None:  # noqa: FBT001  as the queue gives it
        """Archive a site, and say when its next run is to begin.

        :param plan: whether that is to be found out first, and the run done only if it is due
        """
        if site in self.at_work.values():  # this worker slept, others swept its job, and its run goes on
            await self.turns.set(site, self.clock.soon(self.fleet.lease))
            return
        self.at_work[job] = site
        SITE.set(site)
        try:
            if await self.profiles.is_wanted(site):
                scheduled = self.scheduled.setdefault(
                    site, ScheduledSite(self.profiles.site(site), self.settings)
                )
                if not plan or await self._is_due(scheduled):
                    await self._crawl(scheduled)
        except StorageError as error:
            logger.warning("its run cannot begin: %s", error)
            await self.turns.put_off(site)
        except Exception:  # a site's failure is its own
            logger.exception("its run broke off")
            await self.turns.put_off(site)
        finally:
            del self.at_work[job]

    def lost(self, loop: asyncio.AbstractEventLoop, site: str) -> None:
        """Have the run end whose lease was lost: nothing that it asks for any more is written.

        Any thread may call it.

        :param loop: the one that the runs are on
        """
        with suppress(RuntimeError):  # the loop is over, and so are the runs
            loop.call_soon_threadsafe(self.end, [site])

    def end(self, sites: Iterable[str]) -> None:
        """Have the runs of these sites end in order, as far as they are at work."""
        for site in sites:
            if wished := self.ends.get(site):
                wished.set()

    async def _is_due(self, scheduled: ScheduledSite) -> bool:
        """Whether a site's turn is now; if not, it is known when."""
        scheduled.seen_by_others()
        planned = await scheduled.planned(now=self.clock.now(), jitter=self.dice.random())
        if planned <= self.clock.now():
            return True
        await self.turns.set(scheduled.site.name, self.clock.of_database(planned))
        return False

    async def _crawl(self, scheduled: ScheduledSite) -> None:
        site = scheduled.site.name
        if self.stop.times:
            return  # another worker's; it is due
        self.ends[site] = asyncio.Event()
        wished = partial(self.stop.wished_or, self.ends[site])
        try:
            run = await scheduled.crawled(self.profiles.spiders, wished, now=self.clock.now())
        finally:
            del self.ends[site]
        self.told(run)
        if run.error is None and not self.stop.times and await self.turns.is_mine(f"orphans of {site}", _DAY):
            await self._tidy(site)
        await asyncio.to_thread(empty, self.fleet.root, site)
        await self._plan_after(scheduled, run)

    async def _tidy(self, site: str) -> None:
        """Remove what is left over of a site in the storage; should that fail, another day will do."""
        now, grace = self.clock.soon(0), timedelta(days=self.settings.getfloat("FLEET_GRACE"))
        try:
            if gone := await asyncio.to_thread(tidy, self.fleet, site, now=now, grace=grace):
                logger.warning("%s removed, to which nothing refers", many(gone, "object"))
        except (ArchiveBusy, ArgumentError, StorageError) as error:
            logger.warning("what is left over in the storage stays: %s", error)

    async def _plan_after(self, scheduled: ScheduledSite, run: SiteRun) -> None:
        site = scheduled.site.name
        if isinstance(run.error, LeaseLost):
            return  # who has the site says when it goes on
        if isinstance(run.error, StorageError):
            await self.turns.put_off(site)
            return
        now = self.clock.now()
        planned = await scheduled.planned(now=now, jitter=self.dice.random())
        at = self.clock.of_database(planned)
        if isinstance(run.error, ArchiveBusy):  # somebody archives it by hand, or its last worker is gone
            at = min(at, self.clock.soon(self.fleet.lease))
        await self.turns.set(site, at)
