"""Time zones as dates state them: offsets, and the abbreviations that mean one thing."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsarchive.dates.parsed import Question

# Hours from UTC of abbreviations that mean one thing wherever news is dated.
_HOURS = {
    "Z": 0.0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "TRT": 3, "TSI": 3, "TSİ": 3, "CAT": 2, "SAST": 2, "EAT": 3,
    "WAT": 1, "IRST": 3.5, "IDT": 3, "PKT": 5, "NPT": 5.75, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8,
    "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "EDT": -4, "CDT": -5, "MDT": -6, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "NDT": -2.5, "BRT": -3, "ART": -3, "CLST": -3, "CLT": -4, "COT": -5, "PET": -5, "VET": -4,
    "UYT": -3,
}  # fmt: skip
# Those of several meanings: under "" the hours of the one that prevails in news, should one; then what
# they are for pages of other zones, None being the page's own clock.
_SEVERAL: dict[str, dict[str, float | None]] = {
    "IST": {"Asia/Kolkata": None, "Asia/Colombo": None, "Asia/Jerusalem": None, "Europe/Dublin": None},
    "BST": {"": 1, "Europe/London": None, "Asia/Dhaka": None},
    "CST": {
        "": -6, "Asia/Shanghai": None, "Asia/Taipei": None, "Asia/Hong_Kong": None, "Asia/Macau": None,
        "America/Havana": None,
    },
    "EST": {"": -5, "Australia/Sydney": None, "Australia/Melbourne": None, "Australia/Brisbane": None},
    "MST": {"": -7, "Asia/Kuala_Lumpur": None},
    "PST": {"": -8, "Asia/Manila": None, "Asia/Karachi": None},
    "AST": {"America/Halifax": -4, "America/Puerto_Rico": None, "Asia/Riyadh": None, "Asia/Baghdad": None},
    "ADT": {"America/Halifax": -3},
    "AMT": {"Asia/Yerevan": None, "America/Manaus": None, "America/Sao_Paulo": -4},
    "SST": {"Asia/Singapore": None, "Pacific/Pago_Pago": None},
    "GST": {"Asia/Dubai": None, "Asia/Muscat": None},
    "WST": {"Australia/Perth": None, "Pacific/Apia": None},
    "BT": {"Asia/Shanghai": None},
}  # fmt: skip
# "ET" names no offset of its own: the day decides between standard and summer time.
_AMERICAN = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "Eastern": "America/New_York", "Central": "America/Chicago", "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles",
}  # fmt: skip
# Behind a clock: an offset, a zone's own name, or capitals that are an abbreviation or look like one. An
# offset of one figure, or of three, counts at the end or behind ``GMT``, where nothing else can be meant.
_SUFFIX = re.compile(
    r"\s*[(\[]?\s*(?:(?P<base>UTC|GMT|UT|Z)?\s?(?P<sign>[+-])"
    r"(?:(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?(?![\d:])"
    r"|(?P<short>\d)(?::?(?P<behind>\d\d))?(?(base)(?![\d:])|(?=\s*(?:$|[)\](]))))"
    r"|(?P<region>[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)"
    r"|(?P<name>Z|[A-ZİМСК]{2,5}|(?i:мск)|(?:Eastern|Central|Mountain|Pacific)(?=\s(?:(?:Standard|Daylight)\s)?Time))"
    r"(?![^\W\d_]|[+-]\d))[)\]]?"
)
_BEHIND_CLOCK = re.compile(r":\d\d(?:\s?[AaPp]\.?[Mm]\.?)?\s?\(?([A-Z]{2,4})(?![A-Za-z+-])")
_OF_RFC_822 = {"EST", "CST", "MST", "PST"}
_LAST_ODD_YEAR = 1972  # Liberia was the last to leave the seconds behind
_NAMED_OFFSET = re.compile(r"(?:UTC|GMT)\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)")


def zone_after(question: Question, start: int) -> tuple[tzinfo | None, int]:
    """The zone stated behind a clock that ends at ``start``, None where none is; and where that ends.

    None too where it has several meanings and the page's zone does not tell which.

    :raises ValueError: what stands there looks like a zone and is none that is known
    """
    text = question.text
    match = _SUFFIX.match(text, start)
    if match is None:
        return zone_anywhere(text), start
    if match["sign"]:
        hours, minutes = match["hours"] or match["short"], match["minutes"] or match["behind"]
        return _offset(match["sign"], hours, minutes or "0"), match.end()
    if match["region"]:
        return _region(match["region"]), match.end()
    name = match["name"]
    if is_zone(name):
        return zone_named(name, question), match.end()
    if name.endswith("T") and len(name) < 5 and not text[match.end() :].strip(" )"):
        raise ValueError(f"unknown zone {name}")
    return zone_anywhere(text), start


def zone_anywhere(text: str) -> tzinfo | None:
    """The zone of ``GMT+8`` or ``北京时间`` wherever it stands."""
    if match := _NAMED_OFFSET.search(text):
        return _offset(match[1], match[2], match[3] or "0")
    return timezone(timedelta(hours=8)) if "北京时间" in text else None


def is_zone(name: str) -> bool:
    """Whether an abbreviation is a zone's, or one of several zones'."""
    return name.upper() in _HOURS or name in _SEVERAL or name in _AMERICAN


def zone_named(name: str, question: Question) -> tzinfo | None:
    """The zone of an abbreviation, by the page's own zone where it has several meanings.

    CST is China's in Chinese.

    :returns: None where it is unknown, or where nothing tells which one is meant
    """
    if name in _AMERICAN:
        return None if question.base_language == "zh" else ZoneInfo(_AMERICAN[name])
    hours = _HOURS.get(name.upper())
    if meanings := _SEVERAL.get(name):
        here = getattr(question.zone, "key", "")
        hours = meanings.get(here) if here in meanings else meanings.get("")
        if here in meanings and hours is None:
            return question.zone
        hours = 8 if name == "CST" and question.base_language == "zh" else hours
    return None if hours is None else timezone(timedelta(hours=hours))


def names_several(text: str, zone: tzinfo | None) -> bool:
    """Whether a date's zone is an abbreviation of several, of which the page's own zone is none.

    The American ones that RFC 822 defines for the dates of feeds are not among them.

    :param zone: the page's; None where it is not known
    """
    named = (match[1] for match in _BEHIND_CLOCK.finditer(text) if match[1] in _SEVERAL)
    return any(getattr(zone, "key", None) not in _SEVERAL[name] for name in named if name not in _OF_RFC_822)


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


def _region(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"unknown zone {name}") from None


def _offset(sign: str, hours: str, minutes: str) -> timezone:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > timedelta(hours=14) or int(minutes) > 59:
        raise ValueError(f"no zone is {sign}{hours}:{minutes} from UTC")
    return timezone(-offset if sign == "-" else offset)
