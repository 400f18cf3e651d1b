"""The time of the fleet: its database's, whatever the clocks of the machines say."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from newsarchive.operations.clock import Clock


class DatabaseClock(Clock):
    """The database's time, as it was told last, and the seconds that have gone by since.

    :param speed: how many times faster than the world's; 1 but for tests and benchmarks
    """

    def __init__(self, speed: float = 1.0) -> None:
        super().__init__(speed)
        self._told = self._began

    def begin(self, began: datetime) -> None:
        """Count the time that goes faster from a moment on.

        :param began: aware; the same for all workers, or each of them would have a time of its own
        """
        self._began = began.astimezone(UTC)

    def set(self, told: datetime) -> None:
        """Go by what the database says now, aware."""
        self._told, self._at = told, time.monotonic()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return (self._began + (self.soon(0) - self._began) * self.speed).astimezone(UTC)

    def soon(self, seconds: float) -> datetime:
        """What the database's own clock shows in so many seconds; in none of them, what it shows now."""
        return self._told + timedelta(seconds=time.monotonic() - self._at + seconds)

    def of_database(self, moment: datetime) -> datetime:
        """When the database's own clock will show what this one shows at a moment."""
        return self._began + (moment - self._began) / self.speed

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """One clock for all: settings are copied for each run."""
        return self
