"""Requests wait for their turn where Scrapy's engine sends them; no clock of the machine is waited for."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsarchive.fetching import turn as turn_module
from newsarchive.fetching.pace import Paces
from newsarchive.fetching.turn import TurnMiddleware

PAGE = "http://a.example/1"


class Clock:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    one = Clock()
    monkeypatch.setattr(turn_module, "monotonic", one.monotonic)
    monkeypatch.setattr(turn_module, "asyncio", SimpleNamespace(sleep=one.sleep))
    return one


def build(open_crawl: Callable[..., Crawler], paces: Paces, **settings: Any) -> TurnMiddleware:
    settings = {"DOWNLOAD_DELAY": 0, "DOWNLOAD_DELAY_JITTER": 0.5, **settings}
    crawler = open_crawl(settings=settings)
    slots = {"a.example": SimpleNamespace(delay=5.0)}
    crawler.engine = SimpleNamespace(  # type: ignore[assignment]
        downloader=SimpleNamespace(slots=slots, get_slot_key=lambda request: "a.example")
    )
    return TurnMiddleware(crawler, paces, chance=lambda: 0.5)


def asks(
    turn: TurnMiddleware, clock: Clock, status: int = 200, latency: float = 0.0, **headers: str
) -> float:
    """Seconds that a request waited before it was sent."""
    began = clock.now
    request = Request(PAGE)
    asyncio.run(turn.process_request(request))
    waited = clock.now - began
    clock.now += latency
    request.meta["download_latency"] = latency
    answer = Response(PAGE, status, {name.replace("_", "-"): value for name, value in headers.items()})
    assert asyncio.run(turn.process_response(request, answer)) is answer
    return round(waited, 3)


def test_the_profiles_delay(open_crawl: Callable[..., Crawler], clock: Clock) -> None:
    turn = build(open_crawl, Paces(), DOWNLOAD_DELAY=1.0)
    assert [asks(turn, clock) for _ in range(3)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(("number", "wait"), [(0.0, 0.5), (0.5, 1.0), (1.0, 1.5)])
def test_chance_varies_it(
    open_crawl: Callable[..., Crawler], clock: Clock, number: float, wait: float
) -> None:
    turn = build(open_crawl, Paces(), DOWNLOAD_DELAY=1.0)
    turn.chance = lambda: number
    assert [asks(turn, clock) for _ in range(2)] == [0.0, wait]


@pytest.mark.parametrize("status", [200, 304, 404])
def test_a_fast_site_without_a_delay_is_not_waited_for(
    open_crawl: Callable[..., Crawler], clock: Clock, status: int
) -> None:
    turn = build(open_crawl, Paces())
    assert sum(asks(turn, clock, status, latency=0.003) for _ in range(113)) < 1


def test_a_slow_site_is_left_alone_for_as_long_as_it_took(
    open_crawl: Callable[..., Crawler], clock: Clock
) -> None:
    turn = build(open_crawl, Paces())
    assert [asks(turn, clock, latency=4.0) for _ in range(3)] == [0.0, 4.0, 4.0]


def test_scrapy_itself_waits_no_more(open_crawl: Callable[..., Crawler], clock: Clock) -> None:
    turn = build(open_crawl, Paces())
    asks(turn, clock)
    assert turn.crawler.engine
    assert turn.crawler.engine.downloader.slots["a.example"].delay == 0.0


def test_retry_after_stops_the_host_for_whoever_asks(
    open_crawl: Callable[..., Crawler], clock: Clock, tmp_path: Path
) -> None:
    paces, elsewhere = Paces(), str(tmp_path / "other")
    one, other = build(open_crawl, paces), build(open_crawl, paces, DOWNLOAD_DELAY=2.0, OUTPUT_DIR=elsewhere)
    asks(one, clock, 429, Retry_After="20")
    assert asks(other, clock) == 20.0
    assert asks(one, clock) == 2.0, "two sites on one host share its pace"
    other.spider_closed()
    assert asks(one, clock) < 1, "the rest of what the 429 cost"


def test_patience_with_a_host_that_always_says_so_ends(
    open_crawl: Callable[..., Crawler], clock: Clock
) -> None:
    turn = build(open_crawl, Paces(), RETRY_PATIENCE=100.0)
    waited = [asks(turn, clock, 503, Retry_After="30") for _ in range(20)]
    assert waited[1:4] == [30.0, 30.0, 30.0]
    assert waited[-5:] == [0.0] * 5
    assert sum(waited) <= 130


def test_it_is_part_of_every_crawl(open_crawl: Callable[..., Crawler]) -> None:
    crawler = open_crawl()
    assert "newsarchive.fetching.turn.TurnMiddleware" in crawler.settings["DOWNLOADER_MIDDLEWARES"]
    assert not crawler.settings.getbool("AUTOTHROTTLE_ENABLED")
    assert TurnMiddleware.from_crawler(crawler).delay == 1.0, "as finews' profile has it"
