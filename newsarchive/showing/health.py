"""Lines for the table of ``status``: what is wrong with an archive, and how its articles are read."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from sqlite3 import Connection
from statistics import median
from typing import Any

from newsarchive.showing.local_time import iso_time, local_time
from newsarchive.store.health import DAY, DAYS, STATED, ArticleRead, readings_of
from newsarchive.store.notices import Notice, open_notices
from newsarchive.text import printable


def health_lines(catalog: Connection, zone: tzinfo, *, now: int) -> list[tuple[str, str]]:
    """What is open first, then how articles were read in the last day, and in the 30 days.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param now: seconds since 1970
    """
    lines = [line for notice in open_notices(catalog) for line in _told(notice, zone)]
    read = readings_of(catalog, now=now)
    if not read.articles:
        return lines
    since = read.articles[-1].stored - DAY
    last = [one for one in read.articles if one.stored > since]
    found = [
        (f"  {name}", f"{_share(last, name)}, {_share(read.articles, name)}")
        for name in STATED
        if any(name in one.stated for one in read.articles)
    ]
    lengths = [f"{median(one.length for one in those):,.0f}" for those in (last, read.articles)]
    reasons = Counter(reason for at, reason in read.rejected if at > since)
    refused = ", ".join(f"{count:,} {printable(reason)}" for reason, count in reasons.most_common())
    title = f"of the last day's {len(last):,}, of {DAYS} days' {len(read.articles):,}"
    lines += [("articles read", title), *found, ("  characters of text", ", ".join(lengths))]
    return [*lines, ("  quarantined that day", refused)] if refused else lines


def health_values(catalog: Connection, zone: tzinfo, *, now: int) -> dict[str, Any]:
    """The same for JSON: what is open, and of the last day and of all 30 how articles were read."""
    read = readings_of(catalog, now=now)
    since = (read.articles[-1].stored if read.articles else now) - DAY
    return {
        "notices": [
            {"kind": one.kind, "subject": one.subject, "detail": one.detail}
            | {when: iso_time(getattr(one, when), zone) for when in ("since", "told", "reminded")}
            for one in open_notices(catalog)
        ],
        "last_day": _values([one for one in read.articles if one.stored > since]),
        "days": DAYS,
        "all_days": _values(read.articles),
        "quarantined_that_day": Counter(reason for at, reason in read.rejected if at > since),
    }


def _values(read: Sequence[ArticleRead]) -> dict[str, Any]:
    """How many articles there are, the share that states each field, and the median of their characters."""
    if not read:
        return {"articles": 0, "shares": {}, "characters": None}
    shares = {name: sum(name in one.stated for one in read) / len(read) for name in STATED}
    return {"articles": len(read), "shares": shares, "characters": median(one.length for one in read)}


def _told(notice: Notice, zone: tzinfo) -> list[tuple[str, str]]:
    what = f"{notice.kind} {printable(notice.subject)}".strip()
    return [("wrong", f"{what}, since {local_time(notice.since, zone)}"), ("", printable(notice.detail))]


def _share(read: Sequence[ArticleRead], field: str) -> str:
    return f"{sum(field in one.stated for one in read) / len(read):.0%}"
