"""What a run asks for next, while listings and articles come to their ends beside it."""

import asyncio
from collections.abc import AsyncIterator, Callable

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request

from newsarchive.crawling.intake import IntakeMiddleware
from newsarchive.crawling.take_up import TakeUp
from newsarchive.items import Outcome

LISTING = "http://finews.withounder.com/"
ARTICLE = TakeUp("http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1", "NW202203072298194131")


def test_a_listing_that_ends_while_the_catalog_is_asked_is_not_forgotten(
    open_crawl: Callable[..., Crawler],
) -> None:
    intake = IntakeMiddleware.from_crawler(open_crawl())
    fetched: list[HtmlResponse] = []
    ask = intake.queue.next

    async def start() -> AsyncIterator[Request]:
        yield intake.spider.listing_request(LISTING)

    async def shown() -> AsyncIterator[TakeUp]:
        yield ARTICLE

    async def next_articles(*, more_to_come: bool) -> list[TakeUp]:
        found = await ask(more_to_come=more_to_come)
        if fetched:  # the listing's articles are noted after the catalog was read
            assert [one async for one in intake.process_spider_output(fetched.pop(), shown())] == []
        return found

    async def asked() -> list[str]:
        urls: list[str] = []
        async for request in intake.process_start(start()):
            urls.append(request.url)
            if "listing" in request.meta:
                fetched.append(HtmlResponse(request.url, request=request))
            else:
                intake.ledger.settle(request.meta["article"], Outcome.FAILED, "not asked")
                intake.note_progress()
        return urls

    intake.queue.next = next_articles  # type: ignore[method-assign]
    listing, article = asyncio.run(asyncio.wait_for(asked(), 10))
    assert listing == LISTING
    assert ARTICLE.source_id in article
