"""The item processor: runs the pipelines and accounts for how each article came out of them."""

from typing import Any, NoReturn, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager

from newsarchive.crawling.run import ArchiveRun, current_run
from newsarchive.exceptions import (
    ExtractionError,
    Failed,
    Kept,
    OutOfRange,
    Quarantined,
    RunOver,
    StorageError,
)
from newsarchive.items import Draft, FailedListing, Gone, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.store.submissions import Submission, Verdict

# What the pipelines made of a draft, and what is kept elsewhere.
NOT_RECORDED = {
    "headline", "standfirst", "published", "category", "tag", "html", "fault", "evidence", "fetched_at",
    "modified", "changed", "canonical", "stated_date", "more", "doubts",
}  # fmt: skip


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

    async def open_spider_async(self) -> None:
        """Open the archive, then what the pipelines need; raises as :meth:`ArchiveRun.begin` does."""
        await self.run.begin()
        await super().open_spider_async()

    async def process_item_async(self, item: Any) -> Any:
        """Run the pipelines; raise DropItem for an article that is no new post."""
        match item:
            case FailedListing():
                await self.note_unread(item)
            case Unfetched():
                await self.settle(item)
                raise Failed(item.reason, item.detail)
            case Unchanged():
                verdict = await self.settle(item)
                raise Kept(verdict.reason)
            case Gone():
                await self.settle(item)
                raise Kept(f"gone: {item.detail}", log_level="INFO")
            case Draft():
                return await self.process_draft(item)
        return await super().process_item_async(item)

    async def note_unread(self, item: FailedListing) -> NoReturn:
        """Write down that a listing could not be read; a person is told of it once."""
        is_news = True
        try:
            is_news = (await self.run.note_unread(item)).is_news
        except StorageError as error:
            self.run.stop(error)
        except RunOver:
            pass  # it counts as unread, and the next run meets it anew
        level = "WARNING" if is_news else "INFO"
        raise Failed(item.reason, f"listing unread, {item.detail}", log_level=level)

    async def process_draft(self, item: Draft) -> Any:
        """Run the pipelines on an article, and see to it that it comes to an end in the ledger."""
        ledger = self.run.ledger
        self.run.evidence[item.url] = item.evidence
        ledger.note_failed_readers(item.evidence.failed)
        try:
            return await super().process_item_async(item)
        except ExtractionError as error:
            await self.reject(item, error)
        except OutOfRange:
            ledger.dismiss(item.url)
            raise
        except DropItem:
            ledger.settle(item.url, Outcome.FAILED, "dropped")
            raise
        except StorageError as error:
            self.refuse(item.url, error)
        except RunOver as error:
            raise Failed("interrupted", str(error)) from None
        except OSError as error:
            ledger.settle(item.url, Outcome.FAILED, "unwritten")
            raise Failed("unwritten", str(error)) from error
        except Exception as error:
            ledger.settle(item.url, Outcome.FAILED, f"internal-{type(error).__name__}")
            raise
        finally:
            self.run.evidence.pop(item.url, None)

    async def reject(self, item: Draft, error: ExtractionError) -> NoReturn:
        """Keep the record with its reason; raise what became of the article."""
        rejected = Rejected(
            item.source_id, item.url, error.reason, error.detail, record_of(item), item.evidence
        )
        verdict = await self.settle(rejected)
        self.run.ledger.newly_quarantined += verdict.new and verdict.outcome is Outcome.QUARANTINED
        if verdict.outcome is Outcome.UNCHANGED:
            raise Kept(f"{verdict.reason}: {error.detail}", log_level="WARNING") from None
        raise Quarantined(error.reason, error.detail) from None

    async def settle(self, submission: Submission) -> Verdict:
        """Hand a submission in and note the verdict in the ledger; raise Failed if the disk refuses."""
        try:
            verdict = await self.run.writer.submit(submission)
        except StorageError as error:
            self.refuse(submission.url, error)
        except RunOver as error:
            raise Failed("interrupted", str(error)) from None
        self.run.ledger.settle(submission.url, verdict.outcome, verdict.reason)
        return verdict

    def refuse(self, url: str, error: StorageError) -> NoReturn:
        """Stop the run because the disk refuses."""
        self.run.ledger.settle(url, Outcome.FAILED, "storage")
        self.run.stop(error)
        raise Failed("storage", str(error)) from None


def record_of(draft: Draft) -> dict[str, Any]:
    """What the quarantine keeps of a draft: what its pages said."""
    fields = ItemAdapter(draft).items()
    return {name: value for name, value in fields if name not in NOT_RECORDED and value is not None}
