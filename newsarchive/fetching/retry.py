"""Retry with patience: what ``Retry-After`` asks for, up to a cap, and longer each time."""

import asyncio
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response

from newsarchive.fetching.patience import Patience


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's RetryMiddleware, waiting before each further try.

    Settings: ``RETRY_BACKOFF`` (seconds before the first further try, doubled for each next one),
    ``RETRY_AFTER_CAP`` (seconds; the longest wait, whoever asks for it), and ``RETRY_PATIENCE``
    (seconds; once a run has waited so long in all, answers stand and nothing is tried again).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._until = Patience(crawler)
        self.backoff = crawler.settings.getfloat("RETRY_BACKOFF")
        self.cap = crawler.settings.getfloat("RETRY_AFTER_CAP")
        self.patience = crawler.settings.getfloat("RETRY_PATIENCE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's settings."""
        return cls(crawler)

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the same request again after the wait."""
        if self.patience <= 0:
            return response
        result = super().process_response(request, response)
        if isinstance(result, Request):
            asked = response.headers.get("Retry-After") or b""
            await self.wait(request, retry_after(asked.decode("latin-1"), now=datetime.now(UTC)))
        return result

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Return the same request again after the wait, or None to let the exception be."""
        if self.patience <= 0:
            return None
        result = super().process_exception(request, exception)
        if result is not None:
            await self.wait(request, None)
        return result

    async def wait(self, request: Request, asked: float | None) -> None:
        """Sleep as long as the server asked, or as the back-off says; never beyond the cap.

        :raises WaitsNoLonger: the run ends
        """
        backoff = self.backoff * 2 ** request.meta.get("retry_times", 0)
        seconds = min(backoff if asked is None else asked, self.cap)
        self.patience -= seconds
        async with self._until.bounded():
            await asyncio.sleep(seconds)


def retry_after(value: str, *, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (RFC 9110, 10.2.3); None if it is no header.

    :param now: aware; a date in the past asks for no wait
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value, re.ASCII):
        return float(value[:300])  # a longer number is no longer wait than the cap
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
