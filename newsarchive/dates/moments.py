"""Stated dates as ISO 8601, with what they say and do not say."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from newsarchive.dates.parse import parse_stated
from newsarchive.dates.parsed import Style
from newsarchive.exceptions import DateError

_FAR = datetime(2200, 1, 1, tzinfo=UTC)  # when the page was served is not known: no date is "in the future"
_FIGURES = re.compile(r"\d\d|元")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as a page states it.

    :param iso: ISO 8601, a day alone where no clock is stated, with offset where one is known
    :param clock: whether a clock is stated
    :param zoned: whether the offset is stated, not supposed
    """

    iso: str
    clock: bool
    zoned: bool

    @property
    def day(self) -> str:
        """Year, month and day."""
        return self.iso[:10]

    @property
    def wall(self) -> str:
        """The clock as it is written, to the minute, without its zone."""
        return self.iso[:16]


def is_ambiguous(text: str, *, language: str, order: str) -> bool:
    """Whether a text states a date whose day and month may be the other way round."""
    try:
        parse_stated(text.strip()[:200], reference=_FAR, zone=UTC, language=language, style=Style(order))
    except DateError as error:
        return error.reason == "ambiguous-date"
    return False


def read_moment(text: str, *, zone: tzinfo | None, language: str, order: str = "") -> Moment | None:
    """The moment that a text states; None where it states none that counts without "now".

    :param zone: for a clock that states none; without it, such a clock stays without offset
    """
    text = text.strip()[:200]
    if not _FIGURES.search(text):
        return None
    try:
        parsed = parse_stated(text, reference=_FAR, zone=zone or UTC, language=language, style=Style(order))
    except DateError:
        return None
    if parsed.relative or not 1980 <= parsed.instant.year < 2100:
        return None
    instant, utc = parsed.instant, not parsed.instant.utcoffset()
    # Midnight is what programs write for a day alone.
    if parsed.precision == "day" or (instant.time() == time() and (utc or not parsed.zoned)):
        return Moment(instant.date().isoformat(), clock=False, zoned=False)
    instant = instant if zone or parsed.zoned else instant.replace(tzinfo=None)
    return Moment(instant.isoformat(timespec="seconds"), clock=True, zoned=parsed.zoned)
