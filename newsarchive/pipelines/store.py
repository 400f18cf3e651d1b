"""Hand the finished article to the archive; a failed write fails the item."""

from typing import Self

from scrapy.crawler import Crawler

from newsarchive.crawling.run import ArchiveRun, current_run
from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import NO_EVIDENCE
from newsarchive.exceptions import Failed, Kept, Quarantined
from newsarchive.items import Article, Outcome
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile


class StorePipeline:
    """Render the post and have it stored, off the event loop."""

    def __init__(self, run: ArchiveRun, profile: SiteProfile) -> None:
        self.run = run
        self.profile = profile

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run and the spider's profile."""
        assert isinstance(crawler.spider, SiteSpider)
        return cls(current_run(crawler), crawler.spider.profile)

    async def process_item(self, item: Article) -> Article:
        """Raise ExtractionError or StorageError; Failed for a post that could not be written, Kept where
        there is nothing new, and Quarantined where the text is another article's.
        """
        found = extracted(item, self.profile, self.run.evidence.get(item.url, NO_EVIDENCE))
        verdict = await self.run.writer.submit(found)
        self.run.ledger.settle(item.url, verdict.outcome, verdict.reason)
        match verdict.outcome:
            case Outcome.QUARANTINED:
                self.run.ledger.newly_quarantined += verdict.new
                raise Quarantined(verdict.reason, f"{item.source_id}: another article has this very text")
            case Outcome.UNCHANGED:
                raise Kept(verdict.reason)
            case Outcome.FAILED:
                raise Failed(verdict.reason, f"{item.source_id}: its post could not be written")
        return item
