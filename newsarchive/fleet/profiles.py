"""The profiles that a worker goes by: the database's, in files of its own, written when a job needs them."""

import asyncio

from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider_loader import SiteLoader
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.scratch import note_profiles, profile_of
from newsarchive.fleet.sites import SiteState, site_named
from newsarchive.profiles import load_profile
from newsarchive.sites import Site


class Profiles:
    """What a worker knows of its fleet's sites: of those alone that it was given a job of.

    :ivar spiders: of these sites
    """

    def __init__(self, fleet: Fleet, settings: Settings) -> None:
        self.fleet = fleet
        loader = get_spider_loader(settings)
        assert isinstance(loader, SiteLoader)
        self.spiders = loader
        self._editions: dict[str, int] = {}

    async def is_wanted(self, name: str) -> bool:
        """Whether the site is to be archived by its schedule; if so, its profile is there as it is now.

        :raises StorageError: the database cannot be reached
        """
        return await asyncio.to_thread(self._look, name)

    def site(self, name: str) -> Site:
        """A site that is wanted."""
        root = self.fleet.root
        return Site(name, root / name, profile_of(root, name))

    def _look(self, name: str) -> bool:
        with self.fleet.connection() as connection:
            found = site_named(connection, name)
        if found is None or found.state is not SiteState.ACTIVE:
            return False
        if (known := self._editions.get(name)) != found.edition:
            note_profiles(self.fleet.root, [found])
            self.spiders.know(name, self.site(name).profile_path)
            self._editions[name] = found.edition
            if known is not None:
                load_profile.cache_clear()
        return True
