"""What a run asks for next, while listings and articles come to their ends beside it."""

import asyncio
from collections.abc import Callable

from scrapy.crawler import Crawler

from newsarchive.crawling.intake import IntakeMiddleware
from newsarchive.items import Lead

ARTICLE = Lead(
    "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1", source_id="NW202203072298194131"
)


def test_a_listing_that_ends_while_the_catalog_is_asked_is_not_forgotten(
    open_crawl: Callable[..., Crawler],
) -> None:
    intake = IntakeMiddleware.from_crawler(open_crawl())
    answers = iter([[], [ARTICLE], []])

    async def next_articles(*, more_to_come: bool) -> list[Lead]:
        found = next(answers)
        if not found and intake._reading:  # the listing's articles are noted after the catalog was read
            intake._reading.clear()
            intake.note_progress()
        return found

    async def asked() -> list[str]:
        return [request.url async for request in intake._requests()]

    intake.queue.next = next_articles  # type: ignore[method-assign]
    intake._reading.add("http://finews.withounder.com/")
    urls = asyncio.run(asyncio.wait_for(asked(), 10))
    assert len(urls) == 1
    assert ARTICLE.source_id in urls[0]
