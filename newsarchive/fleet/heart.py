"""The leases of one process are prolonged by one thread, with one statement a beat."""

import logging
import time
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from sqlalchemy import exc, text

from newsarchive.text import escaped_lines, many

if TYPE_CHECKING:
    from newsarchive.fleet.keeper import Fleet
    from newsarchive.fleet.lease import Lease

# A row that somebody is taking just now is left to him, or all the others would wait for it.
_PROLONG = text(
    "WITH mine AS ("
    " SELECT one.site_key FROM fleet.lease one"
    " JOIN unnest(CAST(:sites AS integer[]), CAST(:tokens AS bigint[])) AS held (site_key, token)"
    " USING (site_key, token) FOR NO KEY UPDATE OF one SKIP LOCKED)"
    " UPDATE fleet.lease one SET until = clock_timestamp() + make_interval(secs => one.seconds)"
    " FROM mine WHERE one.site_key = mine.site_key RETURNING one.site_key"
)
_TOKENS = text("SELECT site_key, token FROM fleet.lease WHERE site_key = ANY(CAST(:sites AS integer[]))")
_IN_ORDER = 5.0  # seconds that a statement under way has once nothing is to be prolonged any more
_MARGIN = 5 / 6  # of a lease: who could not prolong it for so long does no more that needs it
logger = logging.getLogger(__name__)


def awake() -> float:
    """Seconds of a clock that nobody sets, and that goes on while the machine sleeps, where there is one."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Heart:
    """Prolongs what leases a process holds, as long as it lives and is not stopped.

    Whether a lease is still held, the database says. Where it does not answer, a lease counts as lost once it
    may have run out; what the database does not answer is tried again at the next beat.

    :param beat: seconds between two
    """

    def __init__(self, fleet: "Fleet", beat: float) -> None:
        self.fleet, self.beat = fleet, beat
        self._held: dict[int, tuple[Lease, int]] = {}
        self._renewed: dict[int, float] = {}
        self._lock = Lock()
        self._over = Event()
        self._thread: Thread | None = None

    def keep(self, lease: "Lease", taken: float) -> None:
        """Prolong a lease.

        :param taken: when it was asked for, by :func:`awake`
        """
        assert lease.token is not None
        key = lease.catalog.site_key
        with self._lock:
            self._held[key], self._renewed[key] = (lease, lease.token), taken
            if self._thread is None:
                self._over = Event()
                self._thread = Thread(target=self._live, args=(self._over,), name="leases", daemon=True)
                self._thread.start()

    def leave(self, lease: "Lease") -> None:
        """Prolong it no longer."""
        key = lease.catalog.site_key
        with self._lock:
            if key in self._held and self._held[key][0] is lease:
                del self._held[key], self._renewed[key]

    def stop(self) -> None:
        """Prolong nothing any more; what is still held runs out. A statement under way may end before."""
        with self._lock:
            thread, self._thread = self._thread, None
        self._over.set()
        if thread is not None:
            thread.join(_IN_ORDER)

    def _live(self, over: Event) -> None:
        while not over.wait(self.beat):
            with self._lock:
                held = dict(self._held)
            if held:
                self._beat(held)

    def _beat(self, held: "dict[int, tuple[Lease, int]]") -> None:
        began = awake()
        try:
            prolonged, there = self._prolonged({key: token for key, (_, token) in held.items()})
        except Exception as error:  # no thread but this one goes on, and counts as lost what is not prolonged
            said = escaped_lines(self.fleet.address.hide(getattr(error, "orig", error)).strip())
            logger.warning(
                "the leases on %s are not prolonged: %s",
                many(len(held), "site"),
                said or type(error).__name__,
                exc_info=not isinstance(error, exc.DBAPIError),
            )
            prolonged, there = set(), {key: token for key, (_, token) in held.items()}
        for key, (lease, token) in held.items():
            if key in prolonged:
                with self._lock:
                    if key in self._renewed:
                        self._renewed[key] = began
            elif there.get(key) != token or self._may_be_over(key, lease):
                self._lose(lease, token)

    def _may_be_over(self, key: int, lease: "Lease") -> bool:
        with self._lock:
            renewed = self._renewed.get(key)
        return renewed is not None and awake() - renewed > lease.fleet.lease * _MARGIN

    def _lose(self, lease: "Lease", token: int) -> None:
        if lease.token != token:  # it was given back meanwhile
            return
        self.leave(lease)
        lease.is_lost = True
        logger.warning(
            "%s: its lease is lost, or may be; nothing more of this run is written", lease.catalog.site
        )
        self.fleet.when_lost(lease.catalog.site)

    def _prolonged(self, tokens: dict[int, int]) -> tuple[set[int], dict[int, int]]:
        """The sites whose leases go on, and what tokens there are by now."""
        with self.fleet.engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(self.fleet.lease * 1000 / 3)}")
            asked = {"sites": list(tokens), "tokens": list(tokens.values())}
            prolonged = set(connection.execute(_PROLONG, asked).scalars())
            if len(prolonged) == len(tokens):
                return prolonged, tokens
            found = connection.execute(_TOKENS, {"sites": list(tokens)})
            return prolonged, {key: token for key, token in found}  # noqa: C416  rows are no pairs to mypy
