"""Stated dates as ISO 8601, with what they say and do not say."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from newsarchive.dates.parse import parse_stated
from newsarchive.exceptions import DateError

_FAR = datetime(2200, 1, 1, tzinfo=UTC)  # when the page was served is not known: no date is "in the future"
_ISO = re.compile(
    r"(?P<day>(?:19|20)\d\d-\d\d-\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


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


def read_moment(text: str, *, zone: tzinfo | None, language: str) -> Moment | None:
    """The moment that a text states; None where it states none that counts without "now".

    :param zone: for a clock that states none; without it, such a clock stays without offset
    """
    text = text.strip()[:200]
    if match := _ISO.fullmatch(text):
        return _from_iso(match, zone)
    if not _YEAR.search(text) and not _EPOCH.fullmatch(text):
        return None
    try:
        parsed = parse_stated(text, reference=_FAR, zone=zone or UTC, language=language)
    except DateError:
        return None
    if parsed.relative or not 1980 <= parsed.instant.year < 2100:
        return None
    if parsed.precision == "day":
        return Moment(parsed.instant.date().isoformat(), clock=False, zoned=False)
    instant = parsed.instant if zone or parsed.zoned else parsed.instant.replace(tzinfo=None)
    return Moment(instant.isoformat(timespec="seconds"), clock=True, zoned=parsed.zoned)


def _from_iso(match: re.Match[str], zone: tzinfo | None) -> Moment | None:
    day, clock, stated = match["day"], match["clock"], match["zone"]
    try:
        if not clock:
            return Moment(datetime.fromisoformat(day).date().isoformat(), clock=False, zoned=False)
        moment = datetime.fromisoformat(f"{day}T{clock}")
        if stated:
            offset = "+00:00" if stated.upper() in {"Z", "UTC", "GMT"} else stated
            moment = datetime.fromisoformat(f"{moment.isoformat()}{offset}")
        elif zone:
            moment = moment.replace(tzinfo=zone)
        iso = moment.isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None
    if not 1980 <= moment.year < 2100:
        return None
    midnight = clock in {"00:00", "00:00:00"} and not (
        stated and stated.upper() not in {"Z", "+00:00", "+0000"}
    )
    if midnight:
        return Moment(moment.date().isoformat(), clock=False, zoned=False)
    return Moment(iso, clock=True, zoned=bool(stated))
