"""A fleet as one process has it: the keeper of the archives below its folder, which is but their cache."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from newsarchive.exceptions import ArchiveMoved, ArgumentError, LeaseLost
from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.clock import DatabaseClock
from newsarchive.fleet.connecting import database_errors
from newsarchive.fleet.heart import Heart
from newsarchive.fleet.lease import Lease, holder_of
from newsarchive.fleet.site_id import SiteId
from newsarchive.fleet.sites import SiteState, site_named
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.keepers import Lock
from newsarchive.store.lock import Holder
from newsarchive.store.objects.cache import fetch, is_cached
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.objects.storage import Storage
from newsarchive.text import printable, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsarchive.fleet.host_paces import HostPaces

_OF_ITS_OWN = "site_key = :site AND machine = :machine AND name = :name"
_NOTED = text(f"SELECT value FROM fleet.remembered WHERE {_OF_ITS_OWN}")  # noqa: S608
_NOTE = text(
    "INSERT INTO fleet.remembered VALUES (:site, :machine, :name, :value)"
    " ON CONFLICT (site_key, machine, name) DO UPDATE SET value = excluded.value"
)


class Fleet:
    """The fleet that this process works for.

    :param root: the folder below which its archives seem to be
    :param name: of this process among all that work for the fleet
    :param lease: seconds for which it has a site unless it says that it lives
    :param beat: seconds after which it says so
    :param storage: opens the object storage, once it is needed
    :ivar states: those in which this process may take a site's lease; a worker takes active sites alone
    :ivar paces: what this process agrees upon with others of hosts; None before runs may begin
    :ivar clock: the database's, once it was told the time
    :ivar when_lost: is told the site whose lease was lost, or may be, in another thread; it raises nothing
    """

    def __init__(
        self,
        engine: Engine,
        address: DatabaseAddress,
        root: Path,
        *,
        lease: float,
        beat: float,
        storage: Callable[[], Storage],
        name: str,
    ) -> None:
        self.engine, self.address, self.root, self.lease = engine, address, root.absolute(), lease
        self.name = name
        self.states: Sequence[SiteState] = (SiteState.ACTIVE, SiteState.PAUSED)
        self.when_lost: Callable[[str], None] = lambda _: None
        self.heart = Heart(self, beat)
        self.clock = DatabaseClock()
        self._open_storage = storage
        self._storage: Storage | None = None
        self.paces: HostPaces | None = None
        self._catalogs: dict[str, FleetCatalog] = {}
        self._read_from: dict[str, SiteObjects] = {}

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to the database, for what all sites share.

        :raises LeaseLost: what it says came from behind the fence
        :raises ArgumentError: whoever logs in may not do that
        :raises StorageError: the database cannot be reached, or refuses
        """
        with database_errors(self.address), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The same for one transaction, which is committed at the end; errors as :meth:`connection`."""
        with database_errors(self.address), self.engine.begin() as connection:
            yield connection

    def catalog(self, folder: Path) -> FleetCatalog:
        """The catalog of the site whose folder that is.

        :raises ArgumentError: the fleet has no such site
        :raises ArchiveMoved: its archive was moved, or is on its way
        :raises StorageError: the database cannot be reached
        """
        name = folder.absolute().relative_to(self.root).parts[0]
        if name not in self._catalogs:
            with self.connection() as connection:
                site = site_named(connection, name)
            if site and site.elsewhere and site.state not in self.states:
                raise ArchiveMoved(site.elsewhere)
            if site is None or (site.state is SiteState.GONE and SiteState.GONE not in self.states):
                raise ArgumentError(
                    f"{printable(name)}: is no site of the fleet;"
                    f" {typed(f'fleet sites add {name}')} makes it one"
                )
            self._catalogs[name] = FleetCatalog(self.engine, name, site.key, site.shard, site.id)
        return self._catalogs[name]

    def elsewhere(self, folder: Path) -> str:
        """Where the archive of the site is whose folder that is, if it is not here; else nothing."""
        with self.connection() as connection:
            site = site_named(connection, folder.name)
        return site.elsewhere if site else ""

    def lock(self, folder: Path) -> Lease:
        """The lease on the site whose folder that is."""
        return Lease(self, self.catalog(folder))

    def holder(self, folder: Path) -> Holder | None:
        """Who holds the lease."""
        catalog = self.catalog(folder)
        with self.connection() as connection:
            return holder_of(connection, catalog.site_key)

    @property
    def storage(self) -> Storage:
        """Where originals and pictures are.

        :raises ArgumentError: the environment does not say where, or what it says is none
        """
        if self._storage is None:
            self._storage = self._open_storage()
        return self._storage

    def objects(self, folder: Path, lock: Lock | None = None) -> SiteObjects:
        """The originals and pictures of the site whose folder that is.

        :param lock: the lease under which is written
        """
        return self.objects_of(self.catalog(folder).site, partial(_token, folder, lock))

    def objects_of(self, site: str, token: Callable[[], int]) -> SiteObjects:
        """The same of a site of which the fleet may hear only later.

        :param token: gives that of the lease under which is written
        """
        site_id = SiteId(self.storage, site, partial(self.catalog, self.root / site))
        return SiteObjects(self.storage, site, token, site_id)

    def fetched(self, path: Path) -> Path:
        """The path of a file of an archive, once it is there."""
        if not is_cached(path):
            folder = self.root / path.absolute().relative_to(self.root).parts[0]
            with reading(self.catalog(folder)) as rows:
                objects = self._read_from.setdefault(folder.name, self.objects(folder))
                fetch(objects, folder, path.absolute(), rows)
        return path

    def noted(self, path: Path) -> str:
        """What this machine has noted in place of a file."""
        its = self._its_own(path)
        with self.connection() as connection:
            return str(connection.execute(_NOTED, its).scalar() or "")

    def note(self, path: Path, said: str) -> None:
        """Note something in place of a file, for this machine alone."""
        its = self._its_own(path)
        with self.transaction() as connection:
            connection.execute(_NOTE, {**its, "value": said})

    def now(self) -> datetime:
        """The database's time, as far as it is known."""
        return self.clock.now()

    def _its_own(self, path: Path) -> dict[str, object]:
        key = self.catalog(path).site_key
        return {"site": key, "machine": os.uname().nodename, "name": path.name}

    def close(self) -> None:
        """Prolong no lease any more, and end all connections."""
        self.heart.stop()
        self.engine.dispose()


def _token(folder: Path, lock: Lock | None) -> int:
    """The token under which an archive's objects are written.

    :raises LeaseLost: its lease is not held, as by whoever only reads, or held no more
    """
    if not isinstance(lock, Lease):
        raise LeaseLost(f"{folder.name}: its lease is not held, so that nothing of it may be stored")
    return lock.token_to_write()
