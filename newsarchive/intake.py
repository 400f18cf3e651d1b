"""Decide at the door what a run takes up: nothing twice, nothing archived, no more than asked."""

import logging
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsarchive.archive_run import ArchiveRun, current_run
from newsarchive.items import DraftArticle, FailedArticle
from newsarchive.ledger import ARCHIVED, Outcome
from newsarchive.spider import ArchiveSpider, FailedListing, TakeUp

logger = logging.getLogger(__name__)


class IntakeMiddleware:
    """The spider middleware that keeps the ledger of what the run takes up."""

    def __init__(self, run: ArchiveRun, limit: int | None) -> None:
        self.run = run
        self.ledger = run.ledger
        self.limit = limit
        self._listings: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run and the spider's arguments."""
        assert isinstance(crawler.spider, ArchiveSpider)
        return cls(current_run(crawler), crawler.spider.arguments.limit)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Let through what may pass of the spider's first requests."""
        async for output in start:
            if self.admits(output):
                yield output

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Let through what may pass of a callback's requests and items."""
        del response
        async for output in result:
            if self.admits(output):
                yield output

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """Account for a page that made the spider stumble, then let Scrapy report it.

        An HttpError is no stumble: the request's errback has been told of it.
        """
        if isinstance(exception, HttpError):
            return
        if url := response.meta.get("article"):
            self.ledger.settle(url, Outcome.FAILED, f"internal-{type(exception).__name__}")
        else:
            self.ledger.listings_failed += 1

    def admits(self, output: Any) -> bool:
        """Whether a request or an item passes; the ledger notes what it decides."""
        match output:
            case Request(meta={"take_up": TakeUp() as article}):
                return self.admits_article(article)
            case Request(meta={"listing": str(url)}):
                new = url not in self._listings
                self._listings.add(url)
                return new
            case DraftArticle(url=url) | FailedArticle(url=url):
                return self.ledger.knows(url) or self.has_room_for(url)
            case FailedListing():
                self.ledger.listings_failed += 1
                logger.warning("listing unread (%s): %s", output.reason, output.detail)
                return False
        return True

    def admits_article(self, article: TakeUp) -> bool:
        """Whether the run begins this article now."""
        if self.ledger.knows(article.url):
            return False
        if article.source_id in self.run.archive.posts and not article.again:
            self.ledger.settle(article.url, Outcome.UNCHANGED, ARCHIVED)
            return False
        return self.has_room_for(article.url)

    def has_room_for(self, url: str) -> bool:
        """Take an article up, or leave it for a later run where the limit is reached."""
        if self.limit is not None and self.ledger.taken_up >= self.limit:
            self.ledger.leave(url)
            return False
        self.ledger.take_up(url)
        return True
