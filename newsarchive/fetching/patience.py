"""What a run waits for, a response or the time to ask again, until it may wait no longer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError

NO_LONGER = object()
"""Scrapy's kind of signal: the run ends, and nothing that is under way is waited for any longer."""


class WaitsNoLonger(DownloadCancelledError):
    """The run ends, and what was under way is not waited for; it stays owed, and is not tried again."""


class Patience:
    """Ends the waits of one component, once the crawler's run waits no longer; other runs go on.

    :ivar is_over: whether that is so
    """

    def __init__(self, crawler: Crawler) -> None:
        self.is_over = False
        self._waits: set[asyncio.Timeout] = set()
        crawler.signals.connect(self._end, signal=NO_LONGER)

    @asynccontextmanager
    async def bounded(self) -> AsyncIterator[None]:
        """Wait for what is awaited in the ``with`` statement.

        :raises WaitsNoLonger: the run does no longer
        """
        try:
            async with asyncio.timeout(0 if self.is_over else None) as wait:
                self._waits.add(wait)
                try:
                    yield
                finally:
                    self._waits.discard(wait)
        except TimeoutError as error:
            if not wait.expired():
                raise
            raise WaitsNoLonger("the run ends and waits no longer") from error

    def _end(self) -> None:
        self.is_over = True
        for wait in self._waits:
            wait.reschedule(0)
