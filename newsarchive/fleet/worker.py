"""A worker of a fleet: the daemon's loop, whose runs come from the queue that all workers share."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random

from procrastinate.exceptions import ConnectorException
from scrapy.settings import Settings

from newsarchive.fleet.jobs import Jobs
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.presence import Presence
from newsarchive.fleet.queue import ARCHIVE, Queue
from newsarchive.fleet.sites import SiteState
from newsarchive.fleet.turns import Turns
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop

_DAY = 86_400.0
_POLL, _OFTEN = 5.0, 0.1  # seconds after which the queue is asked again for a job
_OF_A_HALF_HOUR = 60.0  # seconds of the schedule's clock by which a run that is due may be late
_AGAIN = 5.0  # seconds after which procrastinate's worker is begun anew, should it end
_IN_ORDER = 10.0  # seconds that are left for the database once the runs had theirs to end
logger = logging.getLogger(__name__)


class FleetWorker:
    """Archives sites as the queue has them, until it is told to stop or to drain.

    :param at_once: how many sites are crawled at the same time at most
    :param dice: decides about jitter
    :param told: is told of each run that has ended; it raises nothing
    """

    def __init__(
        self, fleet: Fleet, settings: Settings, at_once: int, *, dice: Random, stop: Stop,
        told: Callable[[SiteRun], None],
    ) -> None:  # fmt: skip
        self.fleet, self.settings, self.at_once = fleet, settings, at_once
        self.clock, self.stop = fleet.clock, stop
        self.beat = settings.getfloat("FLEET_HEARTBEAT")
        self.queue = Queue(fleet.address, name=fleet.name, dice=dice)
        self.turns = Turns(self.queue, lease=fleet.lease, ahead=2 * self.beat)
        self.presence = Presence(self.queue.connector, fleet.name, sites=at_once)
        self.jobs = Jobs(fleet, settings, self.turns, dice=dice, stop=stop, told=told)
        fleet.states = (SiteState.ACTIVE,)
        self._is_drained, self._is_over = asyncio.Event(), asyncio.Event()
        self._takes_jobs = True
        self.queue.serve(self.jobs.do)

    async def run(self) -> None:
        """Take jobs until the end is wished for, or the worker is drained; then end every run in order."""
        wish = asyncio.create_task(self.stop.wished())
        drained = asyncio.create_task(self._is_drained.wait())
        self.fleet.when_lost = partial(self.jobs.lost, asyncio.get_running_loop())
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
            self.jobs.end(self.jobs.ends)
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
                    update_heartbeat_interval=_DAY / 4,  # which only procrastinate's own sweep reads
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
        answer = await self.presence.beat(self.jobs.at_work, self.jobs.ends)
        self.clock.set(answer.now)
        if answer.is_draining:
            self._is_drained.set()
        self.jobs.end(answer.not_wanted)
        if await self.turns.is_mine("turns", self.beat):
            for site in await self.turns.sweep():
                logger.warning("%s: the worker that had it is gone; it is due again", site)
            await self.turns.plan()
        if await self.turns.is_mine("workers", _DAY):
            await self.presence.forget_the_dead()
