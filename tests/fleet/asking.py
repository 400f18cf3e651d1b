"""A process of its own that asks a host as the workers of a fleet do.

``python -m tests.fleet.asking DATABASE NAME HOST DELAY TIMES [RETRY_AFTER]``: asks so many times, and is told
429 by its second request where a ``Retry-After`` in seconds is given.
"""

import asyncio
import sys
from time import monotonic

from newsarchive.fetching.pace import Asking, Paces
from newsarchive.fetching.shared_pace import SharedPaces
from newsarchive.fleet.host_paces import HostPaces
from tests.fleet.fleets import address


async def ask(url: str, name: str, host: str, delay: float, times: int, retry_after: float | None) -> None:
    """Ask, as ``fetching/turn.py`` does."""
    shared = SharedPaces(HostPaces(address(url), name))
    pace = Paces(shared).of(host, now=monotonic())
    pace.delays[1] = delay
    for number in range(times):
        while (wait := await shared.take_turn(Asking(pace))) > 0:  # noqa: ASYNC110  as in turn.py
            await asyncio.sleep(wait)
        is_told = retry_after is not None and number == 1
        pace.note(429 if is_told else 200, 0.0, asked=retry_after, step=delay, cap=60.0, now=monotonic())
        if is_told:
            await shared.tell(pace)
    assert isinstance(shared.board, HostPaces)
    shared.board.close()


if __name__ == "__main__":
    URL, NAME, HOST, DELAY, TIMES, *RETRY_AFTER = sys.argv[1:]
    LAST = float(RETRY_AFTER[0]) if RETRY_AFTER else None
    asyncio.run(ask(URL, NAME, HOST, float(DELAY), int(TIMES), LAST))
