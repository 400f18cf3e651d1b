"""The archives that are looked at: each by its name, with its catalog, its zone and its profile."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.browsing.links import home_of
from newsarchive.browsing.page import TooLong
from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.sites import Site, catalog_file, zone_of
from newsarchive.store.look import look

T = TypeVar("T")
SECONDS = 10.0
"""How long one look at a catalog may take."""
_STEPS = 20_000  # of SQLite's machine, between two glances at the clock


@dataclass(frozen=True, slots=True)
class Held:
    """One archive.

    :param name: its folder's, which is its name in addresses
    :param site: None for one that no profile goes with, such as an adopted one
    """

    name: str
    folder: Path
    site: Site | None = None

    @property
    def zone(self) -> tzinfo:
        """The zone in which the site's days are counted.

        :raises ProfileError: its profile cannot be read
        """
        return _zone(self.site, stamp_of(self.site.profile_path)) if self.site else UTC

    @property
    def profile(self) -> SiteProfile | None:
        """The whole profile, where there is one.

        :raises ProfileError: it cannot be read
        """
        return load_profile(self.site.profile_path) if self.site else None

    @property
    def address(self) -> str:
        """Where its pages begin, percent-encoded: ``/finews/``."""
        return home_of(self.name)

    @property
    def catalog(self) -> Path:
        """The catalog's file."""
        return catalog_file(self.folder)

    def look(self, see: Callable[[Connection], T]) -> T:
        """What is seen in the catalog; see :func:`newsarchive.store.look.look`.

        :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
        :raises StorageError: there is no catalog, it is of a later version, or it cannot be read
        :raises TooLong: it took more than ten seconds
        """

        def limited_see(catalog: Connection) -> T:
            with limited(catalog):
                return see(catalog)

        try:
            return look(self.catalog, limited_see)
        except StorageError as error:
            if getattr(error.__cause__, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise TooLong(f"{self.name}: the catalog took too long to answer; ask for less") from error
            raise


def stamp_of(*files: Path) -> tuple[int, ...]:
    """Numbers that differ once one of these files was changed, made or removed."""
    stamp = list[int]()
    for file in files:
        with suppress(OSError):
            told = file.stat()
            stamp += (told.st_mtime_ns, told.st_size)
        stamp.append(-1)
    return tuple(stamp)


@lru_cache(maxsize=1000)
def _zone(site: Site, stamp: tuple[int, ...]) -> tzinfo:
    """The zone of a site as its profile says it now, which takes YAML half a page's time to read."""
    del stamp
    return zone_of(site)


@contextmanager
def limited(connection: Connection, seconds: float = SECONDS) -> Iterator[None]:
    """End whatever a connection is asked within this after some seconds, with ``SQLITE_INTERRUPT``."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


Shelf = Mapping[str, Held]
"""All archives that are looked at, by name."""
