"""A daemon waits for a moment by a clock that may be set meanwhile."""

import asyncio
from datetime import datetime, timedelta

import pytest

from newsarchive.operations.clock import Clock

YEAR = timedelta(days=365)


class Settable(Clock):
    """A clock that somebody sets, as its machine's is set once the network is there.

    :ivar wrong: how far ahead it is of the real time
    """

    wrong = timedelta()

    def now(self) -> datetime:
        return super().now() + self.wrong


async def reached(ahead: timedelta, *, at_first: timedelta, later: timedelta) -> bool:
    settable, stirred = Settable(look=0.02), asyncio.Event()
    settable.wrong = at_first
    waiting = asyncio.create_task(settable.reached(settable.now() + ahead, stirred))
    await asyncio.sleep(0.05)
    settable.wrong = later
    return await asyncio.wait_for(waiting, 20)


@pytest.mark.parametrize(
    ("ahead", "at_first", "later", "is_reached"),
    [
        (timedelta(seconds=0.2), timedelta(), timedelta(), True),
        (timedelta(hours=1), 10 * YEAR, timedelta(), False),  # plans are made anew, not in ten years
        (timedelta(hours=1), timedelta(hours=2), timedelta(), False),
        (timedelta(hours=1), timedelta(), timedelta(hours=1), True),  # it woke from a sleep
        (timedelta(seconds=0.4), timedelta(seconds=1), timedelta(), True),  # it is kept right
    ],
)
def test_a_moment_is_reached_or_planned_anew(
    ahead: timedelta,
    at_first: timedelta,
    later: timedelta,
    *,
    is_reached: bool,
) -> None:
    assert asyncio.run(reached(ahead, at_first=at_first, later=later)) is is_reached


def test_what_stirs_comes_first() -> None:
    async def stirred() -> bool:
        event, real = asyncio.Event(), Clock()
        waiting = asyncio.create_task(real.reached(real.now() + YEAR, event))
        await asyncio.sleep(0)
        event.set()
        return await asyncio.wait_for(waiting, 20)

    assert asyncio.run(stirred()) is False
