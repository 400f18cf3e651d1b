"""The resident process: many sites side by side, each by its schedule, none of them in another's way."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.log_lines import SITE
from newsarchive.exceptions import UnknownSite
from newsarchive.operations.clock import Clock
from newsarchive.operations.scheduled_site import ScheduledSite
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop
from newsarchive.profiles import load_profile
from newsarchive.sites import Site, chosen_sites, is_elsewhere
from newsarchive.store.lock import is_wished_for
from newsarchive.store.signpost import elsewhere

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a daemon goes about it.

    :param at_once: how many sites are crawled at the same time at most
    :param look: seconds after which it looks whether sites were added or removed
    """

    at_once: int
    look: float


class Daemon:
    """Archives sites by their schedules until it is told to stop.

    :param names: of the sites; where there are none, all that have an archive, whenever that came to be
    :param told: is told of each run that has ended; it raises nothing
    :param dice: decides about jitter
    :raises UnknownSite: a name has no profile
    """

    def __init__(
        self,
        settings: Settings,
        names: Sequence[str],
        rules: Rules,
        *,
        clock: Clock,
        dice: Random,
        stop: Stop,
        told: Callable[[SiteRun], None],
    ) -> None:
        self.settings, self.names, self.rules = settings, names, rules
        self.clock, self.dice, self.stop, self.told = clock, dice, stop, told
        self.slots = asyncio.Semaphore(rules.at_once)
        self.loader = get_spider_loader(settings)
        self.loops: dict[str, SiteLoop] = {}
        self._away, self._where = dict[str, Path](), dict[str, str]()
        chosen_sites(settings, names)

    async def run(self) -> None:
        """Keep all sites until the end is wished for; then end every crawl in order."""
        wish = asyncio.create_task(self.stop.wished())
        while not (wish.done() or self.stop.times):  # which may have been wished for before the task began
            try:
                self.look_around()
            except Exception:  # a spider that cannot be imported, a disk that does not answer
                logger.exception("which sites there are cannot be told; those that are kept go on")
            await asyncio.wait({wish}, timeout=self.rules.look)
        for loop in self.loops.values():
            loop.leave()
        if self.loops:
            await asyncio.wait([loop.task for loop in self.loops.values()])

    def look_around(self) -> None:
        """Begin to keep the sites that were added; leave those that were removed."""
        self._away |= {name: one.site.folder for name, one in self.loops.items() if is_away(one.site.folder)}
        there = self._sites()
        for name in [name for name, loop in self.loops.items() if loop.task.done()]:
            if error := self.loops.pop(name).task.exception():
                logger.error("%s: it is begun with anew", name, exc_info=error)
        if new := there.keys() - self.loops.keys():
            self.loader = get_spider_loader(self.settings)
        for name in sorted(new):
            self.loops[name] = SiteLoop(self, there[name])
        for name in self.loops.keys() - there.keys():
            self.loops[name].leave()
        self._tell_where()

    def read_again(self) -> None:
        """Read all profiles anew, and plan by them; runs that are at work go on as they began."""
        load_profile.cache_clear()
        for loop in self.loops.values():
            loop.stirred.set()
        self.loader = get_spider_loader(self.settings)
        self.look_around()

    def _sites(self) -> dict[str, Site]:
        """The sites that are to be kept by now; those named, as far as they are still there."""
        try:
            sites = chosen_sites(self.settings, self.names)
        except UnknownSite:  # a profile was removed meanwhile
            sites = []
            for name in self.names:
                with suppress(UnknownSite):
                    sites += chosen_sites(self.settings, [name])
        self._away |= {site.name: site.folder for site in sites if is_away(site.folder)}
        return {site.name: site for site in sites if site.name not in self._away}

    def _tell_where(self) -> None:
        """Say once where archives are of sites that are not kept; these are kept again once they are back."""
        for name, folder in list(self._away.items()):
            waits = f"{name}: somebody waits for it, so that its run ends" if is_wished_for(folder) else ""
            words = elsewhere(folder) or waits
            if words and words != self._where.get(name):
                logger.warning("%s", words)
            self._where[name] = words
            if not words:
                del self._away[name]


def is_away(folder: Path) -> bool:
    """Whether an archive was moved, or somebody waits for it to do so."""
    return is_elsewhere(folder) or is_wished_for(folder)


class SiteLoop:
    """Keeps one site: waits for its time, crawls it, and plans anew."""

    def __init__(self, daemon: Daemon, site: Site) -> None:
        self.daemon = daemon
        self.site = site
        self.stirred = asyncio.Event()  # plans are to be made anew
        self._scheduled = ScheduledSite(site, daemon.settings)
        self._left = asyncio.Event()
        self.task = asyncio.create_task(self._keep())

    def leave(self) -> None:
        """Keep it no longer; a crawl that is at work ends in order."""
        self._left.set()
        self.stirred.set()

    async def _keep(self) -> None:
        SITE.set(self.site.name)
        while not self._left.is_set():
            self.stirred.clear()
            if not await self.daemon.clock.reached(await self._planned(), self.stirred):
                continue
            async with self.daemon.slots:
                if self._left.is_set() or self._is_taken_away():
                    return
                await self._crawl()

    def _is_taken_away(self) -> bool:
        """Whether the archive is there no more, which a run would begin anew; sites that are named may."""
        return not self.daemon.names and not (self.site.folder / "_archive").is_dir()

    async def _crawl(self) -> None:
        wished = partial(self.daemon.stop.wished_or, self._left)
        run = await self._scheduled.crawled(self.daemon.loader, wished, now=self.daemon.clock.now())
        self.daemon.told(run)

    async def _planned(self) -> datetime:
        return await self._scheduled.planned(now=self.daemon.clock.now(), jitter=self.daemon.dice.random())
