"""A worker of a fleet: the daemon's loop, whose runs come from the queue that all workers share."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import Random

from procrastinate.exceptions import ConnectorException
from scrapy.settings import Settings

from newsarchive.crawling.log_lines import SITE
from newsarchive.exceptions import ArchiveBusy, LeaseLost, StorageError
from newsarchive.fleet.clock import DatabaseClock
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.presence import Presence
from newsarchive.fleet.profiles import Profiles
from newsarchive.fleet.queue import ARCHIVE, Queue
from newsarchive.fleet.scratch import empty
from newsarchive.fleet.sites import SiteState
from newsarchive.fleet.tidying import tidy
from newsarchive.fleet.turns import Turns
from newsarchive.operations.scheduled_site import ScheduledSite
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop
from newsarchive.text import many

_DAY = 86_400.0
_POLL, _OFTEN = 5.0, 0.1  # seconds after which the queue is asked again for a job
_OF_A_HALF_HOUR = 60.0  # seconds by which a run may be late there, which a faster clock makes fewer
_AGAIN = 5.0  # seconds after which procrastinate's worker is begun anew, should it end
_IN_ORDER = 10.0  # seconds that are left for the database once the runs had theirs to end
logger = logging.getLogger(__name__)


class FleetWorker:
    """Archives sites as the queue has them, until it is told to stop or to drain.

    :param at_once: how many sites are crawled at the same time at most
    :param dice: decides about jitter
    :param told: is told of each run that has ended; it raises nothing
    :ivar left: of the sites whose runs are at work, what is set once their end is wished for
    """

    def __init__(
        self, fleet: Fleet, settings: Settings, at_once: int, *, clock: DatabaseClock, dice: Random,
        stop: Stop, told: Callable[[SiteRun], None],
    ) -> None:  # fmt: skip
        self.fleet, self.settings, self.at_once = fleet, settings, at_once
        self.clock, self.dice, self.stop, self.told = clock, dice, stop, told
        self.beat = settings.getfloat("FLEET_HEARTBEAT")
        self.queue = Queue(fleet.address, name=fleet.name, dice=dice)
        self.turns = Turns(self.queue, lease=fleet.lease, ahead=2 * self.beat)
        self.presence = Presence(self.queue.connector, fleet.name, sites=at_once)
        self.profiles = Profiles(fleet, settings)
        fleet.states = (SiteState.ACTIVE,)
        self.scheduled: dict[str, ScheduledSite] = {}
        self._jobs: dict[int, str] = {}
        self.left: dict[str, asyncio.Event] = {}
        self._is_drained, self._is_over = asyncio.Event(), asyncio.Event()
        self._takes_jobs = True
        self.queue.serve(self._archive)

    async def run(self) -> None:
        """Take jobs until the end is wished for, or the worker is drained; then end every run in order."""
        wish = asyncio.create_task(self.stop.wished())
        drained = asyncio.create_task(self._is_drained.wait())
        self.fleet.when_lost = partial(self.lost, asyncio.get_running_loop())
        async with self.queue.app.open_async():
            if not await self._has_arrived(wish):
                drained.cancel()
                return
            beating = asyncio.create_task(self._keep_beating())
            serving = asyncio.create_task(self._serve())
            await asyncio.wait({wish, drained}, return_when=asyncio.FIRST_COMPLETED)
            logging.getLogger("psycopg").setLevel(logging.ERROR)  # it tells of a fetch that is cut off
            self._takes_jobs = False
            serving.cancel()  # which waits for its jobs; they go to their ends where it drains
            await asyncio.wait({wish, serving}, return_when=asyncio.FIRST_COMPLETED)
            for left in self.left.values():
                left.set()
            impatient = asyncio.create_task(self._lose_patience())
            await asyncio.wait({serving})
            for task in (impatient, wish, drained):
                task.cancel()
            self.queue.connector.patient = False
            self._is_over.set()
            await asyncio.wait({beating})
            try:
                await self.presence.leave()
            except (ConnectorException, TimeoutError) as error:  # others see that it does not live
                logger.warning("the database does not answer: %s", self.fleet.address.hide(error))

    async def _has_arrived(self, wish: "asyncio.Task[None]") -> bool:
        """Whether it could begin before its end was wished for; a database that is away is waited for."""
        arriving = asyncio.create_task(self.presence.arrive())
        await asyncio.wait({wish, arriving}, return_when=asyncio.FIRST_COMPLETED)
        if not arriving.done():
            self.queue.connector.patient = False
            arriving.cancel()
            return False
        self.clock.begin(arriving.result())
        return True

    @property
    def was_drained(self) -> bool:
        """Whether it ends because it was asked to by others, and not by a signal."""
        return self._is_drained.is_set() and not self.stop.times

    async def _serve(self) -> None:
        """Have procrastinate fetch jobs, whatever ends it; the last time a database that is away may."""
        polling = max(_OFTEN, min(_POLL, _OF_A_HALF_HOUR / self.clock.speed))
        while self._takes_jobs:
            try:
                await self.queue.app.run_worker_async(
                    queues=[ARCHIVE], name=self.fleet.name, concurrency=self.at_once, delete_jobs="always",
                    fetch_job_polling_interval=polling, abort_job_polling_interval=_DAY,
                    listen_notify=False, install_signal_handlers=False, stalled_worker_timeout=_DAY,
                    update_heartbeat_interval=self.beat,
                )  # fmt: skip
            except Exception as error:  # whatever of procrastinate's it was, jobs are to be fetched again
                if self._takes_jobs:
                    logger.exception("the queue is begun with anew")
                else:
                    logger.warning("the queue broke off: %s", self.fleet.address.hide(error))
            if self._takes_jobs:
                await asyncio.sleep(_AGAIN)

    async def _lose_patience(self) -> None:
        """Wait for no database that is away once the runs had their time to end, or when told so twice."""
        grace = self.settings.getfloat("SHUTDOWN_GRACE") + _IN_ORDER
        if self.stop.times:
            await asyncio.wait({asyncio.ensure_future(self.stop.wished(2))}, timeout=grace)
            self.queue.connector.patient = False

    async def _keep_beating(self) -> None:
        while not self._is_over.is_set():
            try:
                await self._beat()
            except Exception:  # the next beat may do; a worker without any is taken for dead
                if self.queue.connector.patient:
                    logger.exception("a heartbeat is left out")
            with suppress(TimeoutError):
                async with asyncio.timeout(self.beat):
                    await self._is_over.wait()

    async def _beat(self) -> None:
        """Say that this worker lives, hear what is asked of it, and do what one of the workers has to do."""
        answer = await self.presence.beat(self._jobs, self.left)
        self.clock.set(answer.now)
        if answer.is_draining:
            self._is_drained.set()
        for site in answer.not_wanted:
            self._leave(site)
        if await self.turns.is_mine("turns", self.beat):
            for site in await self.turns.sweep():
                logger.warning("%s: the worker that had it is gone; it is due again", site)
            await self.turns.plan()
        if await self.turns.is_mine("workers", _DAY):
            await self.presence.forget_the_dead()

    def lost(self, loop: asyncio.AbstractEventLoop, site: str) -> None:
        """Have the run end whose lease was lost: nothing that it asks for any more is written.

        Any thread may call it.

        :param loop: the one that the runs are on
        """
        with suppress(RuntimeError):  # the loop is over, and so are the runs
            loop.call_soon_threadsafe(self._leave, site)

    def _leave(self, site: str) -> None:
        """Have the run of a site end in order, should one be at work."""
        if left := self.left.get(site):
            left.set()

    async def _archive(self, job: int, site: str, plan: bool) -> None:  # noqa: FBT001  as the queue gives it
        """Do a job: a run of a site, after which its next one is planned."""
        if site in self._jobs.values():  # this worker slept, others swept its job, and its run goes on
            await self.turns.set(site, self.clock.soon(self.fleet.lease))
            return
        self._jobs[job] = site
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
            del self._jobs[job]

    async def _is_due(self, scheduled: ScheduledSite) -> bool:
        """Whether a site's turn is now; if not, it is known when."""
        scheduled.seen_by_others()
        planned = await scheduled.planned(now=self.clock.now(), jitter=self.dice.random())
        if planned <= self.clock.now():
            return True
        await self.turns.set(scheduled.site.name, self.clock.of_database(planned))
        return False

    async def _crawl(self, scheduled: ScheduledSite) -> None:
        site, left = scheduled.site.name, asyncio.Event()
        if self.stop.times:
            return  # another worker's; it is due

        async def wished(times: int) -> None:
            await (left.wait() if times == 1 else self.stop.wished(times))

        self.left[site] = left
        try:
            run = await scheduled.crawled(self.profiles.spiders, wished, now=self.clock.now())
        finally:
            del self.left[site]
        self.told(run)
        if run.error is None and await self.turns.is_mine(f"orphans of {site}", _DAY):
            await self._tidy(site)
        await asyncio.to_thread(empty, self.fleet.root, site)
        await self._plan_after(scheduled, run)

    async def _tidy(self, site: str) -> None:
        """Remove what is left over of a site in the storage; should that fail, another day will do."""
        now, grace = self.clock.soon(0), timedelta(days=self.settings.getfloat("FLEET_GRACE"))
        try:
            if gone := await asyncio.to_thread(tidy, self.fleet, site, now=now, grace=grace):
                logger.warning("%s removed, to which nothing refers", many(gone, "object"))
        except (ArchiveBusy, StorageError) as error:
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
