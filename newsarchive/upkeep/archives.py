"""A site's archive with its profile, and the spider that reads the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider import SiteSpider
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.sites import catalog_of, chosen_sites


@dataclass(frozen=True, slots=True)
class SiteArchive:
    """A site's archive, which need not be there yet.

    :param name: the site's name, which is the folder's too
    """

    name: str
    folder: Path
    profile: SiteProfile

    @property
    def catalog(self) -> Path:
        """Where the catalog is, if there is one."""
        return catalog_of(self.folder)


def archives(settings: BaseSettings, sites: Sequence[str]) -> list[SiteArchive]:
    """The archives of the named sites; of none named, all those in ``OUTPUT_DIR`` that have a profile.

    :raises UnknownSite: a named site has no profile
    :raises ProfileError: a site's profile is wrong
    """
    chosen = chosen_sites(settings, sites)
    return [SiteArchive(site.name, site.folder, load_profile(site.profile_path)) for site in chosen]


def spider_of(settings: BaseSettings, site: str) -> type[SiteSpider]:
    """The spider that archives a site which has a profile.

    :raises UnknownSite: there is no such site
    """
    kind = get_spider_loader(settings).load(site)
    assert issubclass(kind, SiteSpider)
    return kind
