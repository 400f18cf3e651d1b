"""A run takes the time from the clock that the setting CLOCK names."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scrapy.crawler import Crawler

from newsarchive.crawling.queue import ArticleQueue
from newsarchive.crawling.run import current_run
from newsarchive.crawling.spider import SiteSpider
from newsarchive.items import Lead, Unfetched
from newsarchive.store.catalog.row_kinds import ArticleRow

MORNING = datetime(2031, 4, 2, 6, tzinfo=UTC)


def test_what_a_run_notes_has_the_time_of_its_clock(open_crawl: Callable[..., Crawler]) -> None:
    times = [MORNING]
    crawler = open_crawl(settings={"CLOCK": lambda: times[-1]})
    run, spider = current_run(crawler), crawler.spider
    assert isinstance(spider, SiteSpider)
    assert run.archive.desk.run.started == MORNING.timestamp()

    async def crawl() -> ArticleRow:
        url = "http://a.example/1"
        await ArticleQueue(run, spider).discover([Lead(url, source_id="1", link=url)], None)
        times.append(MORNING + timedelta(hours=3))
        await run.writer.submit(Unfetched("1", url, "http-500"))
        (row,) = run.archive.rows.where(ArticleRow)
        return row

    row = asyncio.run(crawl())
    assert (row.discovered, row.checked) == (MORNING.timestamp(), times[-1].timestamp())


def test_by_itself_it_is_the_machines(open_crawl: Callable[..., Crawler]) -> None:
    before = datetime.now(UTC)
    run = current_run(open_crawl())
    assert before <= run.clock() <= datetime.now(UTC)
    assert run.clock().tzinfo is UTC
