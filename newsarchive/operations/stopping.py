"""The wish that the process ends, which may come before anything has begun."""

import asyncio
import signal
from types import FrameType

ENDS = (signal.SIGTERM, signal.SIGINT)


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

    async def wished_or(self, left: asyncio.Event, times: int) -> None:
        """Wait until the end of one run is wished for: first by its own event, then by a second wish here."""
        await (left.wait() if times == 1 else self.wished(times))

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
