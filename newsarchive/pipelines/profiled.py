"""The base of pipelines that follow the site's profile: it takes the profile from the spider."""

from typing import Self

from scrapy.crawler import Crawler

from newsarchive.crawling.spider import SiteSpider
from newsarchive.profiles import SiteProfile


class ProfiledPipeline:
    """A pipeline built from the spider's profile."""

    def __init__(self, profile: SiteProfile) -> None:
        self.profile = profile

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the profile of the crawler's spider."""
        assert isinstance(crawler.spider, SiteSpider)
        return cls(crawler.spider.profile)
