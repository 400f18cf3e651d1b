"""The stated date as an aware datetime in the profile's zone."""

from newsarchive.dates import parse_date
from newsarchive.items import DraftArticle
from newsarchive.pipelines.profiled import ProfiledPipeline


class DatePipeline(ProfiledPipeline):
    """Fill ``published`` from ``date``, relative dates counting from when the page was served."""

    def process_item(self, item: DraftArticle) -> DraftArticle:
        """Raise DateError (no, impossible, future or ambiguous date); never guess."""
        item.published = parse_date(
            item.date or "",
            reference=item.fetched_at,
            zone=self.profile.tzinfo,
            language=self.profile.language,
        )
        return item
