"""Decide at the door what a run takes up: nothing twice, nothing archived, no more than asked."""

from collections import deque
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsarchive.archive_run import ArchiveRun, current_run
from newsarchive.items import DraftArticle, FailedArticle, FailedListing
from newsarchive.ledger import ARCHIVED, Outcome
from newsarchive.spider import ArchiveSpider, TakeUp

_BATCH = 256  # requests handed to Scrapy at once: enough to keep it busy, few enough to be small


class IntakeMiddleware:
    """The spider middleware that keeps the ledger of what the run takes up.

    Articles wait here, not as requests in Scrapy's scheduler, where ten thousand took 40 MB; and a
    listing waits until the articles of the one before are done.
    """

    def __init__(self, crawler: Crawler, limit: int | None) -> None:
        self.crawler = crawler
        self.run: ArchiveRun = current_run(crawler)
        self.ledger = self.run.ledger
        self.limit = limit
        self._articles: deque[TakeUp] = deque()
        self._listings: deque[Request] = deque()
        self._listed: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run and the spider's arguments."""
        assert isinstance(crawler.spider, ArchiveSpider)
        intake = cls(crawler, crawler.spider.arguments.limit)
        crawler.signals.connect(intake.refill, signal=signals.spider_idle)
        return intake

    def refill(self) -> None:
        """Give Scrapy the next articles, and the next listing once none are left, when it is idle.

        :raises DontCloseSpider: there was something to give
        """
        spider = self.crawler.spider
        assert isinstance(spider, ArchiveSpider)
        if self._articles:
            for _ in range(min(_BATCH, len(self._articles))):
                self.crawler.engine.crawl(spider.article_request(self._articles.popleft()))
        elif self._listings:
            self.crawler.engine.crawl(self._listings.popleft())
        else:
            return
        raise DontCloseSpider

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Let through what may pass of what the run begins with."""
        async for output in start:
            if self.admits(output):
                yield output

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Let through what may pass of a callback's requests and items."""
        read = "listing" in response.meta
        async for output in result:
            read = read and not isinstance(output, FailedListing)
            if self.admits(output):
                yield output
        if read:
            self.ledger.listings_unread -= 1

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """Account for a page that made the spider stumble, then let Scrapy report it.

        An HttpError is no stumble: the request's errback has been told of it.
        """
        if isinstance(exception, HttpError):
            return
        if url := response.meta.get("article"):
            self.ledger.settle(url, Outcome.FAILED, f"internal-{type(exception).__name__}")

    def admits(self, output: Any) -> bool:
        """Whether what a spider yields goes on to Scrapy; the ledger notes what is decided."""
        match output:
            case TakeUp():
                if self.admits_article(output):
                    self._articles.append(output)
                return False
            case Request(meta={"listing": str(url)}):
                if url not in self._listed:
                    self._listed.add(url)
                    self.ledger.listings_unread += 1
                    self._listings.append(output)
                return False
            case DraftArticle(url=url) | FailedArticle(url=url):
                return self.ledger.knows(url) or self.has_room_for(url)
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
