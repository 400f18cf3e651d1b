"""Drop articles that were not published between the run's ``since`` and ``until``."""

from typing import Self

from scrapy.crawler import Crawler

from newsarchive.exceptions import OutOfRange
from newsarchive.items import Draft
from newsarchive.profiles.run_arguments import RunArguments


class WindowPipeline:
    """Drop drafts outside the run's window; they are no part of what the run took up."""

    def __init__(self, arguments: RunArguments) -> None:
        self.arguments = arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the spider's arguments."""
        return cls(crawler.spider.arguments)  # type: ignore[union-attr]

    def process_item(self, item: Draft) -> Draft:
        """Raise OutOfRange for a draft outside the window."""
        assert item.published  # the date pipeline stands before this one
        if not self.arguments.covers(item.published.instant):
            raise OutOfRange(f"{item.source_id} of {item.published.instant.isoformat()}")
        return item
