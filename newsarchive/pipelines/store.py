"""Hand the finished article to the archive; a failed write fails the item."""

import asyncio
from typing import Self

from scrapy.crawler import Crawler

from newsarchive.archive_run import ArchiveRun, current_run
from newsarchive.exporters.post import post_bytes
from newsarchive.items import Article
from newsarchive.ledger import Outcome
from newsarchive.profiles import SiteProfile
from newsarchive.spider import ArchiveSpider
from newsarchive.store.posts import Publication


class StorePipeline:
    """Render the post and publish it, off the event loop."""

    def __init__(self, run: ArchiveRun, profile: SiteProfile) -> None:
        self.run = run
        self.profile = profile

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run and the spider's profile."""
        assert isinstance(crawler.spider, ArchiveSpider)
        return cls(current_run(crawler), crawler.spider.profile)

    async def process_item(self, item: Article) -> Article:
        """Publish; raise ExtractionError (``conflicting-text``), StorageError or OSError."""
        post = post_bytes(item, self.profile)
        publication = await asyncio.to_thread(self.run.archive.posts.publish, item, post)
        stored = publication is Publication.WRITTEN
        self.run.ledger.settle(
            item.url,
            Outcome.STORED if stored else Outcome.UNCHANGED,
            "" if stored else "same text",
        )
        return item
