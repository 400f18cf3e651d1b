"""One writer per site of a fleet: a lease with a token that rises with each holder."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, TextClause, exc, text

from newsarchive.exceptions import ArchiveBusy
from newsarchive.fleet.connecting import database_errors
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.lock import Holder

if TYPE_CHECKING:
    from newsarchive.fleet.keeper import Fleet

# A new token is a change of a key: it waits for transactions that read the row FOR KEY SHARE, as the fence
# does, and whoever comes to the fence later finds the token gone. The database's clock alone counts.
_TAKE = text(
    "UPDATE fleet.lease SET token = token + 1, worker = :worker, since = clock_timestamp(),"
    " until = clock_timestamp() + make_interval(secs => :seconds)"
    " WHERE site_key = :site AND until <= clock_timestamp() RETURNING token"
)
# Nothing of this holder is written after it, either.
_GIVE_BACK = text(
    "UPDATE fleet.lease SET token = token + 1, worker = '', until = '-infinity'"
    " WHERE site_key = :site AND token = :token"
)
_HELD = text(
    "SELECT worker, since, until > clock_timestamp() AS holds FROM fleet.lease"
    " WHERE site_key = :site AND worker <> ''"
)
_LOCK_NOT_AVAILABLE = "55P03"


class Lease:
    """The lease on a site, with the interface of :class:`newsarchive.store.lock.ArchiveLock`.

    While it is held, :class:`newsarchive.fleet.heart.Heart` prolongs it. A holder that was stopped for longer
    than it lasts loses it to whoever comes next, and writes nothing any more.

    :ivar token: what the lease that is held carries; None while none is
    """

    def __init__(self, fleet: "Fleet", catalog: FleetCatalog) -> None:
        self.fleet, self.catalog = fleet, catalog
        self.token: int | None = None

    def acquire(self, *, started: datetime) -> None:  # noqa: ARG002  the database notes by its own clock
        """Take the lease.

        :param started: when the run began
        :raises ArchiveBusy: another holds it, or something that was begun under the last one is not over yet
        :raises StorageError: the database cannot be reached
        """
        asked = {"site": self.catalog.site_key, "worker": self.fleet.name, "seconds": self.fleet.lease}
        with database_errors(self.fleet.address), self.fleet.engine.connect() as connection:
            try:
                connection.execute(_patience(self.fleet.lease))
                self.token = connection.execute(_TAKE, asked).scalar()
                connection.commit()
            except exc.DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                    raise
                connection.rollback()
            if self.token is None:
                raise ArchiveBusy(self._why_not(connection))
        self.catalog.token = self.token
        self.fleet.heart.keep(self)

    def release(self) -> None:
        """Give the lease back; a second call does nothing. One that cannot be given back runs out."""
        token, self.token = self.token, None
        if token is None:
            return
        self.fleet.heart.leave(self)
        if self.catalog.token == token:
            self.catalog.token = None
        try:
            with self.fleet.engine.begin() as connection:
                connection.execute(_patience(5))
                connection.execute(_GIVE_BACK, {"site": self.catalog.site_key, "token": token})
        except exc.DBAPIError as error:
            self.fleet.heart.worry(self.catalog.site, error)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease within a ``with`` statement.

        :raises ArchiveBusy: another holds it
        :raises StorageError: the database cannot be reached
        """
        self.acquire(started=datetime.now(UTC))
        try:
            yield
        finally:
            self.release()

    def _why_not(self, connection: Connection) -> str:
        found = connection.execute(_HELD, {"site": self.catalog.site_key}).one_or_none()
        if found is None:
            return f"{self.catalog.site} is busy: it was given back this very moment; try again"
        if found.holds:
            return f"{self.catalog.site} is busy: {found.worker} holds it since {_time(found)}"
        return (
            f"{self.catalog.site} is busy: what {found.worker} began to write, which held it since"
            f" {_time(found)}, is not over yet; try again in a minute"
        )


def holder_of(connection: Connection, site: int) -> Holder | None:
    """Who holds the lease on a site; None where nobody does, or where it ran out.

    :param site: its key
    """
    found = connection.execute(_HELD, {"site": site}).one_or_none()
    if found is None or not found.holds:
        return None
    host, _, pid = found.worker.rpartition(":")
    return Holder(int(pid) if pid.isdigit() else 0, host or found.worker, _time(found))


def _patience(seconds: float) -> TextClause:
    return text(f"SET LOCAL lock_timeout = {round(seconds * 1000)}")


def _time(found: Row) -> str:  # type: ignore[type-arg]
    since: datetime = found.since
    return since.astimezone(UTC).isoformat(timespec="seconds")
