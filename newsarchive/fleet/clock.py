"""The time of the fleet: its database's, whatever the clocks of the machines say."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from sqlalchemy import Connection

from newsarchive.operations.clock import Clock

_FIRST_SITE = "SELECT coalesce(min(added), clock_timestamp()) FROM fleet.site"


class DatabaseClock(Clock):
    """The database's time, as it was told last, and the seconds that have gone by since.

    :param began: from which it goes faster than the world's, aware; the same for all workers
    :param speed: how many times faster; 1 but for tests and benchmarks
    """

    def __init__(self, began: datetime, speed: float = 1.0) -> None:
        super().__init__(speed)
        self.began = began.astimezone(UTC)
        self._told = datetime.now(UTC)

    def set(self, told: datetime) -> None:
        """Go by what the database says now, aware."""
        self._told, self._at = told, time.monotonic()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return (self.began + (self.soon(0) - self.began) * self.speed).astimezone(UTC)

    def soon(self, seconds: float) -> datetime:
        """What the database's own clock shows in so many seconds; in none of them, what it shows now."""
        return self._told + timedelta(seconds=time.monotonic() - self._at + seconds)

    def of_database(self, moment: datetime) -> datetime:
        """When the database's own clock will show what this one shows at a moment."""
        return self.began + (moment - self.began) / self.speed

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """One clock for all: settings are copied for each run."""
        return self


def fleet_clock(connection: Connection, speed: float) -> DatabaseClock:
    """The clock that all processes of a fleet go by: a faster one is right when its first site is added."""
    return DatabaseClock(connection.exec_driver_sql(_FIRST_SITE).scalar_one(), speed)
