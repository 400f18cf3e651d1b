"""The leases of one process are prolonged by one thread, with one statement a beat."""

import logging
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exc, text

from newsarchive.text import escaped_lines

if TYPE_CHECKING:
    from newsarchive.fleet.keeper import Fleet
    from newsarchive.fleet.lease import Lease

# A row that somebody is taking just now is left to him, or all the others would wait for it.
_PROLONG = text(
    "WITH mine AS ("
    " SELECT one.site_key FROM fleet.lease one"
    " JOIN unnest(CAST(:sites AS integer[]), CAST(:tokens AS bigint[])) AS held (site_key, token)"
    " USING (site_key, token) FOR NO KEY UPDATE OF one SKIP LOCKED)"
    " UPDATE fleet.lease one SET until = clock_timestamp() + make_interval(secs => :seconds)"
    " FROM mine WHERE one.site_key = mine.site_key"
)
_TOKENS = text("SELECT site_key, token FROM fleet.lease WHERE site_key = ANY(CAST(:sites AS integer[]))")
logger = logging.getLogger(__name__)


class Heart:
    """Prolongs what leases a process holds, as long as it lives and is not stopped.

    What the database does not answer is tried again at the next beat: whether a lease is still held, the
    database says, and nobody's clock here.

    :param beat: seconds between two
    """

    def __init__(self, fleet: "Fleet", beat: float) -> None:
        self.fleet, self.beat = fleet, beat
        self._held: dict[int, Lease] = {}
        self._lock = Lock()
        self._over = Event()
        self._thread: Thread | None = None

    def keep(self, lease: "Lease") -> None:
        """Prolong a lease that was taken."""
        with self._lock:
            self._held[lease.catalog.site_key] = lease
            if self._thread is None:
                self._over.clear()
                self._thread = Thread(target=self._beat, name="leases", daemon=True)
                self._thread.start()

    def leave(self, lease: "Lease") -> None:
        """Prolong it no longer."""
        with self._lock:
            if self._held.get(lease.catalog.site_key) is lease:
                del self._held[lease.catalog.site_key]

    def stop(self) -> None:
        """Prolong nothing any more; call it when all is given back."""
        with self._lock:
            thread, self._thread = self._thread, None
        self._over.set()
        if thread is not None:
            thread.join()

    def worry(self, site: str, error: exc.DBAPIError) -> None:
        """Log what the database said of a lease; nobody has to do anything about it."""
        said = escaped_lines(self.fleet.address.hide(error.orig).strip())
        logger.warning("%s: the database does not answer for its lease: %s", site, said)

    def _beat(self) -> None:
        while not self._over.wait(self.beat):
            with self._lock:
                held = {key: lease for key, lease in self._held.items() if lease.token is not None}
            if not held:
                continue
            tokens = {key: lease.token for key, lease in held.items()}
            try:
                with self.fleet.engine.begin() as connection:
                    there = self._prolonged(connection, tokens)
            except exc.DBAPIError as error:
                self.worry(", ".join(lease.catalog.site for lease in held.values()), error)
                continue
            for key, lease in held.items():
                if there.get(key) != tokens[key] and lease.token == tokens[key]:
                    logger.warning("%s: its lease was lost to another worker", lease.catalog.site)
                    self.leave(lease)

    def _prolonged(self, connection: Connection, tokens: dict[int, int | None]) -> dict[int, int]:
        asked = {"sites": list(tokens), "tokens": list(tokens.values()), "seconds": self.fleet.lease}
        connection.execute(_PROLONG, asked)
        found = connection.execute(_TOKENS, {"sites": list(tokens)})
        return {key: token for key, token in found}  # noqa: C416  rows are no pairs to mypy
