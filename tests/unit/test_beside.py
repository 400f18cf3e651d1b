import asyncio
import threading

import pytest

from newsarchive.crawling.beside import beside


@pytest.mark.parametrize(("size", "in_thread"), [(0, False), (256 * 1024, False), (256 * 1024 + 1, True)])
def test_the_loop_does_not_wait_for_what_is_large(size: int, in_thread: bool) -> None:
    def work(number: int, *, factor: int) -> tuple[int, bool]:
        return number * factor, threading.current_thread() is not threading.main_thread()

    assert asyncio.run(beside(b"x" * size, work, 3, factor=2)) == (6, in_thread)


def test_others_go_on_meanwhile() -> None:
    begun, told = threading.Event(), threading.Event()

    def work() -> bool:
        begun.set()
        return told.wait(20)

    async def tell() -> None:
        while not begun.is_set():  # noqa: ASYNC110  the thread knows no event of asyncio's
            await asyncio.sleep(0.001)
        told.set()

    async def both() -> bool:
        answered, _ = await asyncio.gather(beside(b"x" * 300_000, work), tell())
        return answered

    assert asyncio.run(both())


def test_an_error_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(beside(b"x" * 300_000, lambda: 1 // 0))
