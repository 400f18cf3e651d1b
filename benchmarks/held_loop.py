"""A ``scrapy`` command that says at its end how long its event loop was held, and how much memory it had."""

import asyncio
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from scrapy.cmdline import execute

_run = asyncio.Handle._run
_held = [0.0, 0.0]  # the longest that one callback held the loop, and all of them together, in CPU seconds


def _timed(handle: asyncio.Handle) -> None:
    begun = time.thread_time()
    try:
        _run(handle)
    finally:
        took = time.thread_time() - begun
        _held[:] = max(_held[0], took), _held[1] + took


if __name__ == "__main__":
    asyncio.Handle._run = _timed  # type: ignore[method-assign]
    try:
        execute(["scrapy", *sys.argv[1:]])
    finally:
        (most,) = re.findall(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
        print("HELD", *_held, time.process_time(), int(most) / 1024, flush=True)
