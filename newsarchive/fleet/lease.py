"""One writer per site of a fleet: a lease with a token that rises with each holder."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, TextClause, exc, text

from newsarchive.exceptions import ArchiveBusy, ArchiveMoved, ArgumentError, LeaseLost
from newsarchive.fleet.heart import awake
from newsarchive.fleet.sites import FleetSite, site_named
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.lock import Holder
from newsarchive.text import typed

if TYPE_CHECKING:
    from newsarchive.fleet.keeper import Fleet

_TAKE = text("SELECT fleet.take(:site, :worker, CAST(:seconds AS real), CAST(:states AS text[]))")
_FENCE = text("SELECT fleet.fence(:site, :token)")
# Nothing of this holder is written after it, either.
_GIVE_BACK = text(
    "UPDATE fleet.lease SET token = token + 1, worker = '', until = '-infinity'"
    " WHERE site_key = :site AND token = :token"
)
_HELD = text(
    "SELECT worker, since, until > clock_timestamp() AS holds FROM fleet.lease"
    " WHERE site_key = :site AND worker <> ''"
)
_GIVING_BACK = 5  # seconds that it may take
_NOT_AVAILABLE, _OTHER_STATE = "55P03", "NA003"
_STATES = {
    "paused": "is paused",
    "arriving": "is being moved to the fleet",
    "leaving": "is being moved away from the fleet",
}
logger = logging.getLogger(__name__)


class Lease:
    """The lease on a site, with the interface of :class:`newsarchive.store.lock.ArchiveLock`.

    While it is held, :class:`newsarchive.fleet.heart.Heart` prolongs it. A holder that was stopped for longer
    than it lasts loses it to whoever comes next, and writes nothing any more.

    :ivar token: what the lease that is held carries; None while none is
    :ivar is_lost: it was held, and is another's by now, or may be, for all that is known here
    """

    def __init__(self, fleet: "Fleet", catalog: FleetCatalog) -> None:
        self.fleet, self.catalog = fleet, catalog
        self.token: int | None = None
        self.is_lost = False

    def acquire(self, *, started: datetime) -> None:  # noqa: ARG002  the database notes by its own clock
        """Take the lease.

        :param started: when the run began
        :raises ArchiveBusy: another holds it, what was begun under the last one is not over yet, or the site
            is being moved
        :raises ArchiveMoved: its archive was moved, or is on its way
        :raises ArgumentError: the site is no longer the fleet's
        :raises StorageError: the database cannot be reached
        """
        asked = {
            "site": self.catalog.site_key, "worker": self.fleet.name, "seconds": self.fleet.lease,
            "states": list(self.fleet.states),
        }  # fmt: skip
        began = awake()
        with self.fleet.connection() as connection:
            try:
                connection.execute(_lock_timeout(self.fleet.lease))
                self.token = connection.execute(_TAKE, asked).scalar()
                connection.commit()
            except exc.DBAPIError as error:
                state = getattr(error.orig, "sqlstate", None)
                if state not in {_NOT_AVAILABLE, _OTHER_STATE}:
                    raise
                connection.rollback()
                if state == _OTHER_STATE:
                    site = site_named(connection, self.catalog.site)
                    if site and site.elsewhere:
                        raise ArchiveMoved(site.elsewhere) from None
                    raise self._other_state(str(error.orig).split("\n", maxsplit=1)[0], site) from None
            if self.token is None:
                raise ArchiveBusy(self._why_not(connection))
        self.is_lost, self.catalog.token = False, self.token
        self.fleet.heart.keep(self, began)

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
                connection.execute(_lock_timeout(_GIVING_BACK))
                connection.execute(_GIVE_BACK, {"site": self.catalog.site_key, "token": token})
        except exc.DBAPIError as error:
            said = self.fleet.address.hide(error.orig).strip()
            logger.warning("%s: its lease is not given back, and runs out: %s", self.catalog.site, said)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease within a ``with`` statement; errors as :meth:`acquire`."""
        self.acquire(started=datetime.now(UTC))
        try:
            yield
        finally:
            self.release()

    def token_to_write(self) -> int:
        """The token of the lease that is held, for what no fence stands before.

        :raises LeaseLost: none is, or it is another's by now, or may be
        """
        if self.is_lost:
            raise LeaseLost(f"{self.catalog.site}: its lease is lost; another worker goes on with it")
        if self.token is None:
            raise LeaseLost(
                f"{self.catalog.site}: its lease is not held, so that nothing of it may be stored"
            )
        return self.token

    def pass_fence(self, connection: Connection) -> None:
        """Let a transaction write the rows of the site, and nobody whose lease is over.

        :param connection: at the beginning of a transaction
        :raises sqlalchemy.exc.DBAPIError: the lease is over; :data:`newsarchive.store.catalog.errors.FENCED`
        """
        connection.execute(_FENCE, {"site": self.catalog.site_key, "token": self.token})

    def _why_not(self, connection: Connection) -> str:
        found = connection.execute(_HELD, {"site": self.catalog.site_key}).one_or_none()
        if found is None:
            return f"{self.catalog.site} is busy: it was given back this very moment; try again"
        if found.holds:
            return f"{self.catalog.site} is busy: {found.worker} holds it since {_time(found)}"
        return (
            f"{self.catalog.site} is busy: what {found.worker}, which held it since {_time(found)}, began to"
            " write is not over yet; try again in a minute"
        )

    def _other_state(self, state: str, site: FleetSite | None) -> ArchiveBusy | ArgumentError:
        if site and site.away:
            return ArchiveBusy(site.away)
        if state in _STATES:
            return ArchiveBusy(f"{self.catalog.site} {_STATES[state]}{self._way_back(state)}")
        return ArgumentError(f"{self.catalog.site}: is no site of the fleet any more")

    def _way_back(self, state: str) -> str:
        if state != "leaving":
            return ""
        name = self.catalog.site
        goes_on, takes_back = typed(f"move {name} --to FOLDER"), typed(f"fleet sites resume {name}")
        return f"; should nobody be at it, {goes_on} goes on, {takes_back} takes it back"


def holder_of(connection: Connection, site: int) -> Holder | None:
    """Who holds the lease on a site; None where nobody does, or where it ran out.

    :param site: its key
    """
    found = connection.execute(_HELD, {"site": site}).one_or_none()
    if found is None or not found.holds:
        return None
    host, _, pid = found.worker.rpartition(":")
    return Holder(int(pid) if pid.isdigit() else 0, host or found.worker, _time(found))


def _lock_timeout(seconds: float) -> TextClause:
    return text(f"SET LOCAL lock_timeout = {round(seconds * 1000)}")


def _time(found: Row[Any]) -> str:
    since: datetime = found.since
    return since.astimezone(UTC).isoformat(timespec="seconds")
