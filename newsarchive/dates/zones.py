"""Time zones as dates state them: offsets, and the abbreviations that mean one thing."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Hours from UTC. Abbreviations with several meanings in use (AST …) are left out unless one clearly
# prevails in news, as India's does for IST; CST depends on the language.
_HOURS = {
    "Z": 0.0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "WIB": 7, "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9,
    "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# "ET" names no offset of its own: the day decides between standard and summer time.
_AMERICAN = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
# Behind a clock: an offset, or capitals that are an abbreviation of a zone or look like one.
SUFFIX = re.compile(
    r"\s*\(?\s*(?:(?P<base>UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?(?![\d:])"
    r"|(?P<name>Z|[A-Z]{2,4})(?![A-Za-z+-]))\)?"
)
_LAST_ODD_YEAR = 1972  # Liberia was the last to leave the seconds behind
_NAMED_OFFSET = re.compile(r"(?:UTC|GMT)\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)")


def zone_after(text: str, start: int, language: str) -> tuple[tzinfo | None, int]:
    """The zone stated behind a clock that ends at ``start``, None where none is; and where that ends.

    :raises ValueError: what stands there looks like a zone and is none that is known
    """
    match = SUFFIX.match(text, start)
    if match is None:
        return zone_anywhere(text), start
    if match["sign"]:
        return _offset(match["sign"], match["hours"], match["minutes"] or "0"), match.end()
    known = zone_named(match["name"], language)
    if known is None and match["name"].endswith("T") and not text[match.end() :].strip(" )"):
        raise ValueError(f"unknown zone {match['name']}")
    return (known, match.end()) if known else (zone_anywhere(text), start)


def zone_anywhere(text: str) -> tzinfo | None:
    """The zone of ``GMT+8`` or ``北京时间`` wherever it stands."""
    if match := _NAMED_OFFSET.search(text):
        return _offset(match[1], match[2], match[3] or "0")
    return timezone(timedelta(hours=8)) if "北京时间" in text else None


def zone_named(name: str, language: str) -> tzinfo | None:
    """The zone of an abbreviation; CST is China's in Chinese, central North America's elsewhere."""
    chinese = language.startswith("zh")
    if name in _AMERICAN and not chinese:
        return ZoneInfo(_AMERICAN[name])
    hours = (8.0 if chinese else -6.0) if name == "CST" else _HOURS.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment in the zone; before the zone kept standard time, in its first one of whole minutes.

    Until then clocks went by the sun: in 1900 Shanghai was at +08:05:43, which ``%z`` and most readers
    of posts cannot express. A clock that states no zone stands as it is.

    :param moment: aware
    """
    local = moment.astimezone(zone)
    if local.year > _LAST_ODD_YEAR or _is_standard(local):
        return local
    offset = timezone(_first_standard(local))
    return moment.replace(tzinfo=offset) if moment.tzinfo is zone else moment.astimezone(offset)


def _is_standard(local: datetime) -> bool:
    return local.tzname() != "LMT" and not (local.utcoffset() or timedelta()) % timedelta(minutes=1)


def _first_standard(local: datetime) -> timedelta:
    """The first whole-minute offset without summer time that the zone kept after the local time."""
    for year in range(local.year, _LAST_ODD_YEAR + 2):
        for month in (1, 7):
            later = local.replace(year=year, month=month, day=1)
            if later > local and _is_standard(later) and not later.dst():
                return later.utcoffset() or timedelta()
    return timedelta(minutes=round((local.utcoffset() or timedelta()) / timedelta(minutes=1)))


def _offset(sign: str, hours: str, minutes: str) -> timezone:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > timedelta(hours=14) or int(minutes) > 59:
        raise ValueError(f"no zone is {sign}{hours}:{minutes} from UTC")
    return timezone(-offset if sign == "-" else offset)
