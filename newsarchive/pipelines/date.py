"""The stated dates as aware datetimes in the profile's zone, or where it has none in the stated one."""

from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from zoneinfo import ZoneInfo

from newsarchive.dates import ParsedDate
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.dates.parse import parse_stated
from newsarchive.dates.zones import in_zone, names_several
from newsarchive.exceptions import DateError
from newsarchive.items import Doubt, Draft
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.text import printable

_ELSEWHERE = (ZoneInfo("Etc/GMT+11"), ZoneInfo("Etc/GMT-11"))


class DatePipeline(ProfiledPipeline):
    """Fill ``published`` from ``date`` and ``changed`` from ``modified``.

    Relative dates count from when the page was served.
    """

    def process_item(self, item: Draft) -> Draft:
        """Raise DateError (no, impossible, future or ambiguous date, or zone); never guess."""
        known = self.profile.zone or item.zone
        zone = ZoneInfo(known or "UTC")
        item.published = self._read(item.date or "", item, zone)
        is_of_several = names_several(item.date or "", zone if known else None)
        if is_of_several and not known:
            raise DateError(
                "ambiguous-zone",
                f"{printable(item.date)!r} names a zone of several countries; a profile's `zone:` says which",
            )
        with suppress(DateError):  # it is but an ornament
            item.changed = self._read(item.modified, item, zone) if item.modified else None
        if item.published.relative:
            item.doubts = (*item.doubts, Doubt.RELATIVE_DATE)
        elif (
            is_of_several or (self.profile.zone is None and self._is_bare(item))
        ) and Doubt.ASSUMED_ZONE not in item.doubts:
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
