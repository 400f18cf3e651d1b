"""The stated date as an aware datetime in the profile's zone, or where it has none in the stated one."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from newsarchive.dates import ParsedDate, parse_date
from newsarchive.items import DraftArticle
from newsarchive.pipelines.profiled import ProfiledPipeline


class DatePipeline(ProfiledPipeline):
    """Fill ``published`` from ``date``, relative dates counting from when the page was served."""

    def process_item(self, item: DraftArticle) -> DraftArticle:
        """Raise DateError (no, impossible, future or ambiguous date); never guess."""
        zone = ZoneInfo(self.profile.zone or item.zone or "UTC")
        item.published = parse_date(
            item.date or "",
            reference=item.fetched_at,
            zone=zone,
            language=self.profile.language or item.language or "",
        )
        if self.profile.zone is None:
            item.published = _as_stated(item.published, item.date or "")
        return item


def _as_stated(parsed: ParsedDate, text: str) -> ParsedDate:
    """The same instant in the offset that an ISO 8601 date states, so that its day is the source's.

    UTC is what machines write, not where a paper is read: there the page's own zone counts.
    """
    try:
        stated = datetime.fromisoformat(text)
    except ValueError:
        return parsed
    return replace(parsed, instant=parsed.instant.astimezone(stated.tzinfo)) if stated.utcoffset() else parsed
