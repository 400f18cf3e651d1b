"""Articles come out of the catalog whatever is noted in it meanwhile."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from scrapy.crawler import Crawler

from newsarchive.crawling.queue import ArticleQueue
from newsarchive.crawling.run import current_run
from newsarchive.crawling.spider import SiteSpider
from newsarchive.items import Lead
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows

Transact = Callable[[Callable[[Rows], Any]], Any]


def lead(number: int) -> Lead:
    return Lead(f"http://a.example/{number}", source_id=f"NW{number:018}")


@pytest.fixture
def queue(open_crawl: Callable[..., Crawler]) -> ArticleQueue:
    crawler = open_crawl()
    assert isinstance(crawler.spider, SiteSpider)
    return ArticleQueue(current_run(crawler), crawler.spider)


@pytest.mark.parametrize("order", ["read first", "noted first"])
def test_what_is_noted_while_articles_are_read_comes_next(
    order: str, queue: ArticleQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that failed before stands last, and the reading remembers that it got there."""
    transact = queue.run.archive.transact
    first_is_done = asyncio.Event()
    asked: list[object] = []

    async def in_turn(work: Callable[[Rows], Any]) -> Any:
        is_reading = bool(asked)  # what is noted is asked for first
        asked.append(work)
        if is_reading != (order == "read first"):
            await first_is_done.wait()
        result = transact(work)
        first_is_done.set()
        await asyncio.sleep(0.01)
        return result

    async def run() -> list[str]:
        await queue.discover([lead(1)], None)
        transact(lambda rows: rows.replace(replace(rows.where(ArticleRow)[0], attempts=1)))
        monkeypatch.setattr(queue.run.writer, "transact", in_turn)
        noted, taken = await asyncio.gather(queue.discover([lead(2)], None), queue.next(more_to_come=True))
        assert noted == 1
        return [one.source_id for one in [*taken, *await queue.next(more_to_come=True)]]

    assert sorted(asyncio.run(run())) == [lead(1).source_id, lead(2).source_id]
