"""Let each request wait for its turn, so that no host is asked faster than it can bear."""

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.fetching.pace import PACES, Asking, HostPace, Paces
from newsarchive.fetching.patience import Patience
from newsarchive.fetching.retry import retry_after

_LOOKS_AGAIN = 5.0  # seconds after which one that waits looks whether the host has recovered


class TurnMiddleware:
    """The downloader middleware next to the downloader that keeps the pace of each host; see ``pace.py``.

    It takes the place of Scrapy's AutoThrottle, and of the delay that Scrapy's downloader keeps itself.
    Settings: ``DOWNLOAD_DELAY`` and ``DOWNLOAD_DELAY_JITTER`` as Scrapy has them; ``RETRY_BACKOFF`` and
    ``RETRY_AFTER_CAP`` bound what 429 and 503 add, and once a run has waited for ``RETRY_PATIENCE`` seconds
    because of them, they add nothing.

    :param chance: gives numbers from 0 to 1
    """

    def __init__(
        self, crawler: Crawler, paces: Paces = PACES, chance: Callable[[], float] = random.random
    ) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self._until = Patience(crawler)
        self.paces = paces
        self.chance = chance
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        self.jitter = settings.getfloat("DOWNLOAD_DELAY_JITTER")
        self.concurrency = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.step = settings.getfloat("RETRY_BACKOFF")
        self.cap = settings.getfloat("RETRY_AFTER_CAP")
        self.patience = settings.getfloat("RETRY_PATIENCE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's settings, for as long as its spider runs."""
        turn = cls(crawler)
        crawler.signals.connect(turn.spider_closed, signal=signals.spider_closed)
        return turn

    def spider_closed(self) -> None:
        """The run's delay counts no more for others on the same hosts."""
        self.paces.leave(id(self))

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked.

        :raises WaitsNoLonger: the run ends
        """
        pace = self._pace_of(request)
        pace.delays[id(self)] = self.delay
        chance = 1 + self.jitter * (2 * self.chance() - 1)
        while (wait := await self._take_turn(pace, chance)) > 0:
            if self.patience > 0 and pace.is_slowed(monotonic()):
                self.patience -= min(wait, _LOOKS_AGAIN)
            async with self._until.bounded():
                await asyncio.sleep(min(wait, _LOOKS_AGAIN))  # others' answers shorten it
        self._leave_no_wait_to_scrapy(request)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Note how the host bears it."""
        asked = retry_after(
            (response.headers.get("Retry-After") or b"").decode("latin-1"), now=datetime.now(UTC)
        )
        pace, shared = self._pace_of(request), self.paces.shared
        before = pace.penalty, pace.not_before
        pace.note(
            response.status, request.meta.get("download_latency"), asked=asked, step=self.step, cap=self.cap,
            now=monotonic(),
        )  # fmt: skip
        if shared and (pace.penalty, pace.not_before) != before:
            await shared.tell(pace)
        return response

    def _pace_of(self, request: Request) -> HostPace:
        return self.paces.of(urlparse_cached(request).hostname or "", now=monotonic())

    async def _take_turn(self, pace: HostPace, chance: float) -> float:
        """Seconds until the host may be asked; 0 or less where that is now, and noted as done."""
        asking = Asking(pace, concurrency=self.concurrency, chance=chance, patient=self.patience > 0)
        if self.paces.shared:
            return await self.paces.shared.take_turn(asking)
        wait = asking.wait(now := monotonic())
        if wait <= 0:
            pace.last = now
        return wait

    def _leave_no_wait_to_scrapy(self, request: Request) -> None:
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        slot = downloader.slots.get(downloader.get_slot_key(request)) if downloader else None
        if slot is not None:
            slot.delay = 0.0
