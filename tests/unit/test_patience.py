"""What a run waits for ends with its patience, and no other run's does."""

import asyncio
from collections.abc import Callable

import pytest
from scrapy.crawler import Crawler

from newsarchive.fetching.patience import NO_LONGER, Patience, WaitsNoLonger


async def waits(patience: Patience) -> str:
    try:
        async with patience.bounded():
            await asyncio.sleep(60)
    except WaitsNoLonger:
        return "given up"
    return "waited"


def test_one_runs_waits_end_and_anothers_go_on(open_crawl: Callable[..., Crawler]) -> None:
    one = open_crawl()
    patience, other = Patience(one), Patience(Crawler(one.spidercls))

    async def both() -> tuple[str, bool, str]:
        waiting, others = asyncio.create_task(waits(patience)), asyncio.create_task(waits(other))
        await asyncio.sleep(0)
        one.signals.send_catch_log(NO_LONGER)
        ended = await waiting
        is_waiting = not others.done()
        others.cancel()
        return ended, is_waiting, await waits(patience)

    assert asyncio.run(both()) == ("given up", True, "given up")


def test_another_timeout_is_no_end_of_patience(open_crawl: Callable[..., Crawler]) -> None:
    patience = Patience(open_crawl())

    async def slow() -> None:
        async with patience.bounded():
            raise TimeoutError("the server's")

    with pytest.raises(TimeoutError, match="the server's"):
        asyncio.run(slow())
