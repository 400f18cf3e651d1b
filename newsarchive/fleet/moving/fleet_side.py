"""The fleet's side of a move: the site's row, which says whether the archive is there, and its lease."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.exceptions import ArchiveMoved, ArgumentError, StorageError
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.lease import Lease
from newsarchive.fleet.sites import (
    FleetSite,
    SiteState,
    add_site,
    detail_of,
    set_profile,
    set_state,
    site_named,
)
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.text import typed

_WAITS = "waits to be moved to "


@dataclass(frozen=True, slots=True)
class GivenProfile:
    """A site's profile, with what the fleet notes of it.

    :param text: YAML
    :param hosts: by which an address is known to be the site's
    :param spider: the class that is written for it; empty where none is
    """

    text: str
    hosts: frozenset[str] = frozenset()
    spider: str = ""


class FleetSide:
    """What a fleet says of a site, for whoever moves it.

    :param fleet: which lets this process have sites that are on their way
    :param name: the site's
    :ivar site: its row as it was read last; None where there is none
    :ivar lease: None while this process does not hold it
    """

    def __init__(self, fleet: Fleet, name: str) -> None:
        self.fleet, self.name = fleet, name
        self.site: FleetSite | None = None
        self.lease: Lease | None = None
        self.look()

    @property
    def folder(self) -> Path:
        """The folder that stands for the archive in this process."""
        return self.fleet.root / self.name

    @property
    def catalog(self) -> FleetCatalog:
        """The site's catalog, be the archive there or not."""
        return self.fleet.catalog(self.folder)

    @property
    def state(self) -> SiteState | None:
        """Where the archive is; None where the fleet has never heard of it."""
        return self.site.state if self.site else None

    @property
    def move(self) -> str:
        """The id of the move that it is in, or was; empty where there is none."""
        return self.site.moved.get("move", "") if self.site else ""

    @property
    def place(self) -> str:
        """The other side of that."""
        return self.site.moved.get("place", "") if self.site else ""

    def token(self) -> int:
        """That of the lease that is held, by which objects are written.

        :raises LeaseLost: another holds it by now, or may
        """
        assert self.lease, "whoever moves it holds the lease"
        return self.lease.token_to_write()

    def look(self) -> None:
        """Read the site's row anew."""
        with self.fleet.connection() as connection:
            self.site = site_named(connection, self.name)

    def add(self, profile: GivenProfile, place: str, move: str) -> None:
        """Let the fleet know the site, unless it does: as one that arrives, on which nobody works."""
        with self.fleet.transaction() as connection:
            if site_named(connection, self.name) is None:
                add_site(
                    connection, self.name, profile.text, hosts=profile.hosts, spider=profile.spider,
                    state=SiteState.ARRIVING,
                )  # fmt: skip
                set_state(connection, self.name, SiteState.ARRIVING, _detail(place, move))
        self.look()

    @contextmanager
    def held(self, of: Archive | None = None) -> Iterator[None]:
        """Hold the site's lease, so that nobody else changes what its row says.

        :param of: the archive as this process has it of the fleet, where it is to be written
        :raises ArchiveBusy: a run is at work
        """
        lease = of.lock if of else Lease(self.fleet, self.catalog)
        assert isinstance(lease, Lease)
        with lease.held():
            self.lease = lease
            self.look()
            try:
                yield
            finally:
                self.lease = None

    @contextmanager
    def wished_for(self, place: str) -> Iterator[None]:
        """Let a worker's run on the site end in order, and no other begin: it is paused for so long.

        :param place: where it is to go
        """
        detail = f"{_WAITS}{place}"
        self._exchange(SiteState.ACTIVE, SiteState.PAUSED, detail)
        try:
            yield
        finally:
            self._exchange(SiteState.PAUSED, SiteState.ACTIVE, detail)

    def _exchange(self, old: SiteState, new: SiteState, detail: str) -> None:
        with self.fleet.transaction() as connection:
            there = site_named(connection, self.name)
            if there and there.state is old and there.detail == (detail if old is SiteState.PAUSED else ""):
                set_state(connection, self.name, new, detail if new is SiteState.PAUSED else "", before=old)

    def become(
        self, state: SiteState, place: str = "", move: str = "", *, profile: GivenProfile | None = None
    ) -> None:
        """Say what becomes of the site; one commit, which nobody makes whose lease is over.

        :param place: the other side of the move
        :param profile: by which its runs go from now on; None where that stays
        :raises LeaseLost: another holds the lease by now
        """
        assert self.lease, "whoever moves it holds the lease"
        with self.fleet.transaction() as connection:
            self.lease.pass_fence(connection)
            set_state(connection, self.name, state, _detail(place, move) if move else "")
            if profile:
                set_profile(connection, self.name, profile.text, hosts=profile.hosts, spider=profile.spider)
        self.look()

    def is_away(self) -> ArchiveMoved:
        """The error for a move to or from another place than that which has the archive."""
        away = self.site.away if self.site else ""
        return ArchiveMoved(away or f"{self.name}: was moved from the fleet to nobody knows where")

    def refuse(self, why: str) -> StorageError:
        """The error for a move that cannot be, with the next step."""
        return StorageError(f"{self.name}: {why}; {typed('fleet status')} shows what the fleet has")


def take_back(fleet: Fleet, name: str) -> str:
    """Let the fleet keep a site that is on its way to a folder; to which it was.

    Until it has arrived there the folder is no archive, so that nobody has to be asked on its machine: its
    disk may be full, or lost.

    :raises ArchiveBusy: whoever moves it is at work
    :raises ArgumentError: it is not on its way, or is no more
    :raises StorageError: the database cannot be reached
    """
    fleet.states = tuple(SiteState)
    side = FleetSide(fleet, name)
    with side.held():
        place = side.place
        if side.state is not SiteState.LEAVING:
            raise ArgumentError(side.site.away if side.site and side.site.away else f"is {side.state}")
        side.become(SiteState.ACTIVE)
    return place


def _detail(place: str, move: str) -> str:
    return detail_of(place, datetime.now(UTC), move)
