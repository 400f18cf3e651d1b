"""The stated dates as aware datetimes in the profile's zone, or where it has none in the stated one."""

from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from zoneinfo import ZoneInfo

from newsarchive.dates import ParsedDate
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.dates.parse import parse_stated
from newsarchive.dates.zones import in_zone
from newsarchive.exceptions import DateError
from newsarchive.items import Doubt, Draft
from newsarchive.pipelines.profiled import ProfiledPipeline

_ELSEWHERE = (ZoneInfo("Etc/GMT+11"), ZoneInfo("Etc/GMT-11"))


class DatePipeline(ProfiledPipeline):
    """Fill ``published`` from ``date`` and ``changed`` from ``modified``.

    Relative dates count from when the page was served.
    """

    def process_item(self, item: Draft) -> Draft:
        """Raise DateError (no, impossible, future or ambiguous date); never guess."""
        zone = ZoneInfo(self.profile.zone or item.zone or "UTC")
        item.published = self._read(item.date or "", item, zone)
        with suppress(DateError):  # it is but an ornament
            item.changed = self._read(item.modified, item, zone) if item.modified else None
        if item.published.relative:
            item.doubts = (*item.doubts, Doubt.RELATIVE_DATE)
        elif self.profile.zone is None and Doubt.ASSUMED_ZONE not in item.doubts and self._is_bare(item):
            item.doubts = (*item.doubts, Doubt.ASSUMED_ZONE)
        return item

    def _read(self, text: str, item: Draft, zone: tzinfo) -> ParsedDate:
        """The date in the profile's zone; where it has none in the offset that the text states.

        UTC is what machines write, not where a paper is read: there the page's own zone counts.
        """
        language = language_of_dates(self.profile.language or item.language or "", item.url)
        stated = parse_stated(
            text, reference=item.fetched_at, zone=zone, language=language, style=self.profile.dates.style
        )
        if self.profile.zone is None and stated.zoned and stated.instant.utcoffset():
            return stated
        return replace(stated, instant=in_zone(stated.instant, zone))

    def _is_bare(self, item: Draft) -> bool:
        """Whether the date states no zone, so that it is another moment in each."""
        try:
            one, other = (self._read(item.date or "", item, zone) for zone in _ELSEWHERE)
        except DateError:  # it would be in the future there
            return True
        return one.instant != other.instant
