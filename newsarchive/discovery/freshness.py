"""For how long a list says that its answer holds, so that nobody asks for it sooner."""

import re

from scrapy.http import Response

from newsarchive.discovery.feeds import is_feed
from newsarchive.pages.loose_xml import elements_of, name_of, text_in

_HEAD = 64 * 1024  # bytes; what a feed says of itself stands before its entries
_MINUTE = 60
_PERIODS = {
    "hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400,
}  # fmt: skip
_MOST = 366 * 86_400  # seconds; more means for ever
_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_AT_ONCE = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?:,|$)", re.IGNORECASE)
_ENTRIES = frozenset({"item", "entry"})
_SAID = frozenset({"ttl", "updatePeriod", "updateFrequency"})


def seconds_it_holds(response: Response) -> int | None:
    """The longest of what the answer states: None where it states nothing that counts.

    That is ``max-age`` of ``Cache-Control`` without the time that a cache has held it (RFC 9111, 4.2), and of
    a feed ``<ttl>`` (RSS 2.0, in minutes) and the module Syndication's ``updatePeriod`` and
    ``updateFrequency``.
    """
    stated = [_by_headers(response)]
    if response.status != 304 and is_feed(response.body):
        stated += _by_feed(response.body[:_HEAD])
    longest = max((one for one in stated if one), default=None)
    return min(longest, _MOST) if longest else None


def _by_headers(response: Response) -> int | None:
    control = b",".join(response.headers.getlist("Cache-Control")).decode("latin-1")
    age = (response.headers.get("Age") or b"").decode("latin-1").strip()
    found = None if _AT_ONCE.search(control) else _AGE.search(control)
    held = int(age) if age.isascii() and age.isdigit() and len(age) < 9 else 0
    return max(int(found[1]) - held, 0) if found else None


def _by_feed(head: bytes) -> list[int | None]:
    said: dict[str, str] = {}
    for element in elements_of(head, _ENTRIES, _SAID):
        if name_of(element) in _ENTRIES:
            break
        parent = element.getparent()
        if parent is not None and name_of(parent) not in _ENTRIES:
            said.setdefault(name_of(element), text_in(element).lower())
    period = _PERIODS.get(said.get("updateperiod", ""))
    minutes, times = _number(said.get("ttl", "")), _number(said.get("updatefrequency", ""))
    return [minutes * _MINUTE, period // max(times, 1) if period else None]


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else 0
