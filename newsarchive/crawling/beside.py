"""Large answers are read beside the event loop, so that one page holds up no other request."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_LARGE = 256 * 1024  # bytes, from which on the loop does not wait for it; what is smaller takes a moment
_ONE = ThreadPoolExecutor(1, "large")  # two large trees at a time would be twice the memory


async def beside(body: bytes, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What ``work`` gives; done in a thread where ``body``, of which it is done, is large."""
    if len(body) <= _LARGE:
        return work(*given, **named)
    return await asyncio.get_running_loop().run_in_executor(_ONE, partial(work, *given, **named))
