"""Spiders of the sites ``lost`` and ``broken`` that fail in ways no profile can."""

from collections.abc import Iterator
from typing import Any, Self

from scrapy.crawler import Crawler

from newsarchive.crawling.spider import SiteSpider
from spiders.finews import FinewsSpider


class Lost(SiteSpider):
    """Cannot be built."""

    name = "lost"
    profile_path = FinewsSpider.profile_path

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **given: Any) -> Self:
        raise ZeroDivisionError("lost its way")


class Broken(SiteSpider):
    """Has nothing to begin with."""

    name = "broken"
    profile_path = FinewsSpider.profile_path

    def begin(self) -> Iterator[Any]:
        raise ZeroDivisionError("broken")
