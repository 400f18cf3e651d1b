"""Any news site, without a profile: ``scrapy crawl news -a url=https://example.org/``."""

from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile


class NewsSpider(SiteSpider):
    """Discovers and reads automatically; the archive is named after the site."""

    name = "news"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build with the folder of archives, where the site's own profile may be."""
        return super().from_crawler(crawler, *args, archives=crawler.settings["OUTPUT_DIR"], **kwargs)

    @classmethod
    def check(cls, settings: BaseSettings, given: dict[str, str]) -> None:
        """The same with the folder of archives."""
        cls(archives=settings["OUTPUT_DIR"], **given)

    def load(self, given: dict[str, str]) -> SiteProfile:
        """The profile for the site of ``url=``.

        :raises ArgumentError: there is none, or it is no address
        """
        archives = Path(given.pop("archives"))
        if "url" not in given:
            raise ArgumentError("url= is missing; give the site's address, as in -a url=https://example.org/")
        return automatic_profile(given.pop("url"), archives)
