"""Decide which articles a run takes up: those owed, those due for a re-check, up to the run's limit."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsarchive.crawling.chains import Chains, place_of
from newsarchive.crawling.listing_reader import answer_of
from newsarchive.crawling.queue import ArticleQueue
from newsarchive.crawling.run import ArchiveRun, current_run
from newsarchive.crawling.shown import Shown
from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.stale_lists import StaleLists
from newsarchive.discovery.left_out import LeftOut
from newsarchive.exceptions import RunOver, StorageError
from newsarchive.fetching.conditional import validators_of
from newsarchive.items import Draft, FailedListing, Lead, Outcome, Unfetched
from newsarchive.store.listings import Listed
from newsarchive.text import printable

logger = logging.getLogger(__name__)

_LOW = 64  # articles under way, below which the next ones are fetched from the catalog


class IntakeMiddleware:
    """The spider middleware that feeds a run from the catalog's frontier, and keeps its ledger.

    What listings show is noted in the catalog first and taken up from there, so that nothing
    discovered can be lost; and a listing waits until the articles of the one before are done.
    """

    def __init__(self, run: ArchiveRun, spider: SiteSpider) -> None:
        self.run = run
        self.spider = spider
        self.ledger = run.ledger
        self.listings = run.listings
        self.queue = ArticleQueue(run, spider)
        self.chains = Chains(run.ledger, spider.profile.discovery.stop_after)
        self._listings: deque[Request] = deque()
        self._stale = StaleLists(spider.arguments, spider.profile.tzinfo)
        self._reading: set[str] = set()
        self._progress = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run and the spider's arguments."""
        if not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured("only archive spiders have an archive")
        intake = cls(current_run(crawler), crawler.spider)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(intake.note_progress, signal=signal)
        return intake

    def note_progress(self, item: object = None) -> None:
        """An article or a listing came to an end: there may be room for the next ones."""
        if isinstance(item, FailedListing):
            self._reading.discard(item.url)
        self._progress.set()

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the run begins with, and then whatever the catalog says is next, until nothing is."""
        named = []
        async for output in start:
            if isinstance(output, Lead):
                named.append(output)
            elif self.admits(output):
                yield output
        self.run.first_listings.update(self.listings)
        self.ledger.broken_off = ""
        try:
            await self.queue.name(named)
            for url in await self.queue.unread_listings():
                self.admits(self.spider.listing_request(url, away=self.spider.profile.discovery.depth))
            async for request in self._requests():
                yield request
            if self.run.pictures:
                await self.run.pictures.ask_owed(self.spider.arguments)
        except StorageError as error:
            self.run.stop(error)
        except RunOver:
            return

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Let through what may pass of a callback's requests and items; read listings to their end."""
        if "listing" not in response.meta:
            async for output in result:
                if self.admits(output):
                    yield output
            return
        try:
            async for output in self._read_listing(response, result):
                yield output
        except StorageError as error:
            self.run.stop(error)
        except RunOver:
            return
        finally:
            self._reading.discard(response.meta["listing"])
            self.note_progress()

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """Account for a page that made the spider stumble, then let Scrapy report it.

        An HttpError is no stumble: the request's errback has been told of it.
        """
        if isinstance(exception, HttpError):
            return
        if url := response.meta.get("article"):
            self.ledger.settle(url, Outcome.FAILED, f"internal-{type(exception).__name__}")
            self.note_progress()

    def admits(self, output: Any) -> bool:
        """Whether what a spider yields goes on to Scrapy; the ledger notes what is decided."""
        match output:
            case Request(meta={"listing": str(url)}):
                if url in self.listings:
                    return False
                if self._stale.take(url, output):
                    return False
                self.listings.add(url)
                self.ledger.listings_unread += 1
                if self._affordable():
                    self._listings.append(output)
                return False
            case Draft(url=url) | Unfetched(url=url):
                return self.ledger.is_open(url) or self.queue.admits(url)
        return True

    def _affordable(self) -> bool:
        budget = self.spider.profile.discovery.budget
        if len(self.listings) == budget + 1:
            logger.warning("%d listings are a run's budget; what is left is read by the next run", budget)
        return len(self.listings) <= budget

    @property
    def _busy(self) -> bool:
        return bool(self._reading or self.ledger.under_way)

    async def _requests(self) -> AsyncIterator[Request | Unfetched]:
        """Whatever is next, until nothing is and nothing can come of what is under way."""
        while True:
            self._progress.clear()
            given = False
            async for request in self._next():
                given = True
                yield request
            if not (given or self._busy or self._progress.is_set()):
                return  # nothing came to an end meanwhile, of which the catalog could not tell yet
            if not given or self.ledger.under_way >= _LOW:
                await self._progress.wait()

    def _request_for(self, article: Lead) -> Request | Unfetched:
        """The first request for an article, or that nobody can ask for such an address."""
        try:
            return self.spider.article_request(article, self.run.newest)
        except ValueError as error:
            detail = f"{printable(article.url)} is no address: {printable(error)}"
            return Unfetched(article.source_id, article.url, "bad-address", detail)

    async def _next(self) -> AsyncIterator[Request | Unfetched]:
        """The next requests: articles; or, once none are under way, a listing."""
        if self.ledger.under_way < _LOW:
            more_to_come = bool(self._listings or self._reading)
            for article in await self.queue.next(more_to_come=more_to_come):
                yield self._request_for(article)
        if self.queue.full:
            self._listings.clear()  # their articles would not be taken up; they stay unread
        while self._listings and not self._busy:
            listing = self._listings.popleft()
            url, place = listing.meta["listing"], place_of(listing.meta)
            if self.chains.ends_at(url):
                await self.queue.end_before(url)
                self.ledger.note_end_in_vain(url)
                self._progress.set()
                continue
            if trouble := await self.queue.waiting(url):
                self.ledger.note_unread_listing(url, trouble)
                self._progress.set()  # what waited for it may come now
                continue
            if not place["goes_on"] and (known := await self.queue.resting(url)):
                self._leave_alone(known, place)
                continue
            self._reading.add(url)
            known = await self.queue.known_listing(url)
            yield self.spider.listing_request(url, known.page if known else None, **place)
            return  # its articles come before the next one

    async def _read_listing(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Note what a listing shows; one that has not changed leads where it led before."""
        before = len(self.listings)
        shown = Shown()
        async for output in result:
            if isinstance(output, LeftOut):
                self.ledger.left_out.note(output)
            if not shown.takes(output) and self.admits(output):
                yield output
        nothing_else = len(self.listings) == before and not shown.leads
        chosen, skipped = self._stale.weigh(nothing_else=nothing_else)
        self.ledger.before_window += skipped
        for request in chosen:
            self.admits(request)
        answer = answer_of(response, self.spider.profile)
        if response.status == 304:
            self.ledger.note_unchanged_listing()
            known = await self.queue.answered(response.meta["listing"], answer)
            assert known, "only a known listing is asked whether it has changed"
            self._follow(known, response.meta)
            self._go_on(known.next_page, response.meta, barren=True)
        else:
            listed = shown.listed(validators_of(response), patient=self.chains.patient(response.meta))
            self.ledger.note_shown(addresses := [one.url for one in shown.leads])
            self.chains.note(response.meta["listing"], shown.next_page, addresses)
            new = await self.queue.discover(shown.leads, listed, answer)
            if not self._stale.is_before_the_window(one.day for one in shown.leads):
                self._go_on(shown.next_page, response.meta, barren=not new)
        if shown.is_read:
            self.ledger.listings_unread -= 1

    def _follow(self, known: Listed, place: dict[str, Any]) -> None:
        for url in known.leads_to:
            self.admits(self.spider.listing_request(url, away=place["away"] + 1))

    def _leave_alone(self, known: Listed, place: dict[str, Any]) -> None:
        """Count a listing whose time has not come as one that shows what it showed; others it leads to have
        times of their own.
        """
        self.ledger.note_unchanged_listing()
        self.ledger.listings_unread -= 1
        self._follow(known, place)
        self._progress.set()

    def _go_on(self, next_page: str | None, place: dict[str, Any], *, barren: bool) -> None:
        """Ask for a listing's next page, unless one page after another has shown nothing new."""
        if next_page and (self.chains.patient(place) or not barren):
            count = place["barren"] + 1 if barren else 0
            self.admits(
                self.spider.listing_request(next_page, away=place["away"], goes_on=True, barren=count)
            )
