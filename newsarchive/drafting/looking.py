"""Look at a few pages of a site, as politely and as guarded as a run does, and archive nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive import settings
from newsarchive.exceptions import NewsArchiveError
from newsarchive.fetching.failures import explain_failure
from newsarchive.profiles import SiteProfile

Fetch = Callable[[Request], Awaitable[Response]]
"""Fetches one page; raises NotFetched, also for a status of 400 and above."""

T = TypeVar("T")


class NotFetched(NewsArchiveError):
    """A page could not be fetched; raised by :class:`LookSpider`.

    :ivar failure: as Scrapy would hand it to the request's errback
    """

    def __init__(self, request: Request, error: Exception) -> None:
        self.failure = Failure(error)  # type: ignore[no-untyped-call]
        self.failure.request = request  # type: ignore[attr-defined]
        reason, detail = explain_failure(self.failure)
        super().__init__(f"{detail} ({reason})")


class LookSpider(scrapy.Spider):
    """A spider without callbacks: its plan asks for one page after another.

    :param profile: whose hosts may be talked to
    :param plan: what to ask; it keeps what it finds
    """

    name = "look"
    custom_settings = {  # noqa: RUF012  Scrapy reads it so
        "EXTENSIONS": {},  # no archive is opened
        "SPIDER_MIDDLEWARES": {},
        "ITEM_PROCESSOR": "scrapy.pipelines.ItemPipelineManager",
        "ITEM_PIPELINES": {},
        "DOWNLOADER_MIDDLEWARES": settings.DOWNLOADER_MIDDLEWARES
        | {"newsarchive.fetching.capture.CaptureMiddleware": None},
    }

    def __init__(self, profile: SiteProfile, plan: Callable[[Fetch], Awaitable[None]]) -> None:
        super().__init__()
        self.profile = profile
        self.plan = plan

    async def start(self) -> AsyncIterator[Any]:
        """Follow the plan; nothing goes the usual way."""
        await self.plan(self.fetch)
        for nothing in list[Any]():
            yield nothing

    async def fetch(self, request: Request) -> Response:
        """Fetch a page through all downloader middlewares: egress guard, robots.txt, retries.

        :raises NotFetched: whatever kept it away
        """
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # what the downloader raises has no common base
            raise NotFetched(request, error) from error
        if response.status >= 400:
            raise NotFetched(request, HttpError(response))
        return response


def look(
    process: AsyncCrawlerProcess, profile: SiteProfile, plan: Callable[[Fetch], Awaitable[T]]
) -> T | NewsArchiveError:
    """Run a plan to its end, in a crawl that archives nothing.

    :param process: not yet started; it can be started once
    :param profile: its hosts may be talked to, at its pace
    :returns: what the plan returned, or the error of ours that it raised
    """
    found: list[T | NewsArchiveError] = []

    async def follow(fetch: Fetch) -> None:
        try:
            found.append(await plan(fetch))
        except NewsArchiveError as error:
            found.append(error)

    crawler = process.create_crawler(LookSpider)
    politeness = profile.politeness
    crawler.settings.set("DOWNLOAD_DELAY", politeness.delay, priority="spider")
    process.crawl(crawler, profile=profile, plan=follow)
    process.start()
    return found[0] if found else NewsArchiveError("interrupted before anything was found")
