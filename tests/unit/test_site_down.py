import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
)
from scrapy.http import Request, Response

from newsarchive.fetching.egress import ANYWHERE
from newsarchive.fetching.site_down import SiteDown

URL = "http://finews.withounder.com/"  # where its home page is
SILENT, LOST, UNKNOWN = DownloadTimeoutError(), DownloadFailedError(), CannotResolveHostError()


def closed(open_crawl: Callable[..., Crawler], *happened: Exception | int) -> list[str]:
    """With which reason the run was closed, if it was, after these exceptions and statuses."""
    reasons: list[str] = []

    async def close(reason: str) -> None:
        reasons.append(reason)

    async def watch() -> None:
        crawler = open_crawl(settings={"SITE_DOWN_AFTER": 3})
        crawler.engine = SimpleNamespace(close_spider_async=close)  # type: ignore[assignment]
        down = SiteDown.from_crawler(crawler)
        for event in happened:
            if isinstance(event, Exception):
                down.process_exception(Request(URL), event)
            else:
                down.process_response(Request(URL), Response(URL, status=event))
        await asyncio.sleep(0)

    asyncio.run(watch())
    return reasons


def test_three_in_a_row_end_the_run_once(open_crawl: Callable[..., Crawler]) -> None:
    assert closed(open_crawl, SILENT, LOST, UNKNOWN, SILENT, SILENT, SILENT) == ["site-down"]


@pytest.mark.parametrize("status", [200, 404, 500, 503])
def test_any_answer_begins_the_count_again(status: int, open_crawl: Callable[..., Crawler]) -> None:
    assert closed(open_crawl, SILENT, SILENT, status, SILENT, SILENT) == []


@pytest.mark.parametrize("other", [IgnoreRequest("refused"), DownloadCancelledError("too large")])
def test_what_the_site_is_not_to_blame_for_does_not_count(
    other: Exception, open_crawl: Callable[..., Crawler]
) -> None:
    assert closed(open_crawl, other, other, other, other) == []


def test_another_host_is_asked_for_nothing_more_and_the_run_goes_on(
    open_crawl: Callable[..., Crawler],
) -> None:
    down = SiteDown.from_crawler(open_crawl(settings={"SITE_DOWN_AFTER": 3}))
    other = Request("http://other.example/")
    for _ in range(3):
        down.process_request(other)
        down.process_exception(other, SILENT)
    with pytest.raises(IgnoreRequest, match=r"other\.example has not answered 3 times"):
        down.process_request(other)
    down.process_request(Request(URL))


def test_pictures_that_do_not_come_end_no_run(open_crawl: Callable[..., Crawler]) -> None:
    down = SiteDown.from_crawler(open_crawl(settings={"SITE_DOWN_AFTER": 3}))
    picture = Request(f"{URL}p.jpg", meta={ANYWHERE: True})
    for _ in range(9):
        down.process_exception(picture, SILENT)
    assert down.process_request(Request(URL)) is None
    assert down.process_request(picture) is None
    assert not down.unanswered


def test_it_can_be_switched_off(open_crawl: Callable[..., Crawler]) -> None:
    with pytest.raises(NotConfigured):
        SiteDown.from_crawler(open_crawl(settings={"SITE_DOWN_AFTER": 0}))
