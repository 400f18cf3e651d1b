"""The item processor: runs the pipelines and accounts for how each article came out of them."""

import asyncio
from datetime import UTC, datetime
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager

from newsarchive.archive_run import ArchiveRun, current_run
from newsarchive.exceptions import ExtractionError, Failed, OutOfRange, Quarantined, StorageError
from newsarchive.items import DraftArticle, FailedArticle, FailedListing
from newsarchive.ledger import Outcome

_MADE_BY_PIPELINES = ("headline", "lead", "published", "category", "tag", "html", "fault")


class AccountedPipelines(ItemPipelineManager):
    """Scrapy's pipelines, with every end of an article written down.

    An ExtractionError becomes a quarantine; a StorageError stops the run; any other error fails
    the article, and Scrapy reports it.
    """

    run: ArchiveRun

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build Scrapy's manager and find the crawler's run."""
        pipelines = super().from_crawler(crawler)
        pipelines.run = current_run(crawler)
        return pipelines

    async def process_item_async(self, item: Any) -> Any:
        """Run the pipelines; raise DropItem for an article that is no post."""
        ledger = self.run.ledger
        if isinstance(item, FailedArticle):
            ledger.settle(item.url, Outcome.FAILED, item.reason)
            raise Failed(item.reason, item.detail)
        if isinstance(item, FailedListing):
            raise Failed(item.reason, f"listing unread, {item.detail}", log_level="WARNING")
        if not isinstance(item, DraftArticle):
            return await super().process_item_async(item)
        try:
            return await super().process_item_async(item)
        except ExtractionError as error:
            await self.quarantine(item, error)
            raise Quarantined(error.reason, error.detail) from None
        except OutOfRange:
            ledger.dismiss(item.url)
            raise
        except DropItem:
            ledger.settle(item.url, Outcome.FAILED, "dropped")
            raise
        except StorageError as error:
            ledger.settle(item.url, Outcome.FAILED, "storage")
            self.run.stop(error)
            raise Failed("storage", str(error)) from None
        except OSError as error:
            ledger.settle(item.url, Outcome.FAILED, "unwritten")
            raise Failed("unwritten", str(error)) from error
        except Exception as error:
            ledger.settle(item.url, Outcome.FAILED, f"internal-{type(error).__name__}")
            raise

    async def quarantine(self, item: DraftArticle, error: ExtractionError) -> None:
        """Keep the record with its reason, and note it in the ledger."""
        record = {
            name: value
            for name, value in ItemAdapter(item).items()
            if name not in _MADE_BY_PIPELINES and value is not None and name != "fetched_at"
        }
        try:
            new = await asyncio.to_thread(
                self.run.archive.quarantine.add,
                source_id=item.source_id,
                url=item.url,
                reason=error.reason,
                detail=error.detail,
                record=record,
                at=datetime.now(UTC),
            )
        except StorageError as refusal:
            self.run.ledger.settle(item.url, Outcome.FAILED, "storage")
            self.run.stop(refusal)
            raise Failed("storage", str(refusal)) from None
        self.run.ledger.newly_quarantined += new
        self.run.ledger.settle(item.url, Outcome.QUARANTINED, error.reason)
