"""The wish that the process ends, which may come before anything has begun."""

import asyncio
import faulthandler
import signal
from contextlib import suppress
from types import FrameType

ENDS = (signal.SIGTERM, signal.SIGINT)
_LAST, _LATER = 60.0, 1.0


def gone_within(seconds: float = _LAST) -> None:
    """Have this process be gone by then, and show where it hangs should it not get there by itself.

    For when nothing that it does is needed any more: to close what is open may hang, in a thread, in what
    Python does at its end, or in what libraries do after that. A later call counts instead.
    """
    with suppress(RuntimeError):  # standard error is closed
        faulthandler.dump_traceback_later(seconds, exit=True)
    signal.setitimer(signal.ITIMER_REAL, seconds + _LATER)  # once Python is gone, and its watch with it


class Stop:
    """Notes SIGTERM and SIGINT from when it is made, whether a loop is running or not.

    Made early, it keeps a signal that comes before the first crawl from killing the process.

    :ivar times: how often the end was wished for; after the second time nothing is waited for
    """

    def __init__(self) -> None:
        self.times = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        for number in ENDS:
            signal.signal(number, self._note)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)  # one that was held back comes now

    async def wished(self, times: int = 1) -> None:
        """Wait until the end has been wished for so many times."""
        self._loop = asyncio.get_running_loop()
        changed = asyncio.Event()
        self._waiting.add(changed)
        try:
            while self.times < times:
                changed.clear()
                await changed.wait()
        finally:
            self._waiting.discard(changed)

    def over(self) -> None:
        """The process ends: let no further wish kill it. Python gives signals back before it is gone."""
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)

    def _note(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.times += 1
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        for changed in self._waiting:
            changed.set()
