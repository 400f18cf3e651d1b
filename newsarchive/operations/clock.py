"""The clock that a schedule goes by, which may go faster than the world's."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

_SET_BACK = 60.0  # seconds by which a clock may go back without a word, as one that is kept right does


class Clock:
    """The time of day.

    :param speed: how many times faster than the world it goes; 1 but for tests and benchmarks
    :param look: seconds from one look at the time to the next, which may be set, or jump after a sleep
    """

    def __init__(self, speed: float = 1.0, *, look: float = 30.0) -> None:
        self.speed, self.look = speed, look
        self._began = datetime.now(UTC)
        self._at = time.monotonic()

    def now(self) -> datetime:
        """Aware, in UTC."""
        if self.speed == 1:
            return datetime.now(UTC)
        return self._began + timedelta(seconds=(time.monotonic() - self._at) * self.speed)

    async def reached(self, moment: datetime, unless: asyncio.Event) -> bool:
        """Wait until then; False where the event came first, or where the clock was set back meanwhile.

        Whoever waited for a moment that such a clock has moved away has to plan anew: it may be years.

        :param moment: aware
        """
        begun, planned = time.monotonic(), self._seconds_to(moment)
        while (left := self._seconds_to(moment)) > 0:
            if left > planned - (time.monotonic() - begun) + _SET_BACK:
                return False
            try:
                async with asyncio.timeout(min(left, self.look)):
                    await unless.wait()
            except TimeoutError:
                continue
            return False
        return not unless.is_set()

    def _seconds_to(self, moment: datetime) -> float:
        return (moment - self.now()).total_seconds() / self.speed
