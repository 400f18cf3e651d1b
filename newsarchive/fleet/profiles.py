"""The profiles that a worker goes by: the database's, in files of its own, read again when they change."""

import asyncio

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from newsarchive.fleet.connecting import database_errors
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.scratch import note_profiles
from newsarchive.fleet.sites import FleetSite, SiteState, sites_of
from newsarchive.profiles import load_profile
from newsarchive.sites import Site


class Profiles:
    """What a worker knows of its fleet's sites.

    :ivar spiders: of all the sites that it knows
    """

    def __init__(self, fleet: Fleet, settings: Settings) -> None:
        self.fleet, self.settings = fleet, settings
        self.spiders: SpiderLoaderProtocol = get_spider_loader(settings)
        self._editions: dict[str, int] = {}
        self._reading = asyncio.Lock()

    async def is_wanted(self, name: str) -> bool:
        """Whether the site is to be archived by its schedule; its profile is there by then, as it is now.

        :raises StorageError: the database cannot be reached
        """
        async with self._reading:
            return await asyncio.to_thread(self._look, name)

    def site(self, name: str) -> Site:
        """A site that is wanted."""
        root = self.fleet.root
        return Site(name, root / name, root / "profiles" / f"{name}.yml")

    def _look(self, name: str) -> bool:
        found = self._asked([name])
        if not found or found[0].state is not SiteState.ACTIVE:
            return False
        if name not in self._editions:  # others are new as well, and read with it
            self._note(self._asked(None))
            self.spiders = get_spider_loader(self.settings)
        elif self._editions[name] != found[0].edition:
            self._note(found)
        return True

    def _asked(self, names: list[str] | None) -> list[FleetSite]:
        with database_errors(self.fleet.address), self.fleet.engine.connect() as connection:
            return sites_of(connection, names)

    def _note(self, sites: list[FleetSite]) -> None:
        note_profiles(self.fleet.root, sites)
        self._editions |= {site.name: site.edition for site in sites}
        load_profile.cache_clear()
