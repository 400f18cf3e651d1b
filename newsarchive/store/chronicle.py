"""What happened in an archive, day by day: what was published, edited and withdrawn, and what its runs cost.

Asked in SQL of both databases, as a look at an archive is (see :mod:`newsarchive.store.condition`).
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from sqlite3 import Connection

from newsarchive.store.condition import OPEN_QUARANTINE
from newsarchive.store.notices import Notice, open_notices

DAYS = 366
_LATEST = 10  # changes and runs that are told one by one


@dataclass(slots=True)
class DayCost:
    """What the runs that began on one day cost together.

    :param seconds: that they were at work
    :param measured: of them, those that say what they cost otherwise
    :param received: bytes
    :param cpu: seconds
    """

    runs: int = 0
    seconds: int = 0
    measured: int = 0
    requests: int = 0
    received: int = 0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class RunTold:
    """One run. Times are seconds since 1970.

    :param ended: None for one that is at work or was interrupted
    :param account: outcome → number of articles
    :param cost: as the catalog keeps it; empty where nothing is kept
    """

    command: str
    started: int
    ended: int | None
    account: dict[str, int]
    cost: dict[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """An article that was edited or withdrawn.

    :param at: seconds since 1970
    :param is_withdrawal: whether it is gone at the source; otherwise its text changed
    :param language: a BCP 47 tag, or empty
    """

    at: int
    is_withdrawal: bool
    source_id: str
    url: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What is quarantined for one reason.

    :param newest: seconds since 1970
    :param url: of the newest
    :param detail: of the newest, a sentence for people
    """

    reason: str
    articles: int
    newest: int
    url: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """The days of a year in the site's zone, and what happened on them.

    :param first: the first of these days
    :param last: today
    :param published: archived articles by the day on which they were published
    :param stored: the same by the day on which they were stored first
    :param edited: further texts of articles by the day on which they were stored
    :param withdrawn: articles by the day since when they are gone at the source
    :param costs: of runs, by the day on which they began
    :param changes: the latest edits and withdrawals, the newest first
    :param runs: the latest runs, the newest first
    :param refused: what is quarantined, the most frequent reason first
    :param wrong: what is not mended, the oldest first
    """

    first: date
    last: date
    published: Counter[date]
    stored: Counter[date]
    edited: Counter[date]
    withdrawn: Counter[date]
    costs: dict[date, DayCost]
    changes: list[Change]
    runs: list[RunTold]
    refused: list[Refused]
    wrong: list[Notice]


_PUBLISHED = (
    "SELECT substr(published, 1, 10), count(*) FROM article JOIN revision"
    " ON revision.article = article.id AND revision.number = article.revision"
    " WHERE substr(published, 1, 10) BETWEEN ? AND ? GROUP BY 1"
)
_TIMES = "SELECT {when} FROM {what} >= ?"
_BEFORE = (
    "SELECT former.run FROM revision AS former WHERE former.article = revision.article"
    " AND former.number < revision.number AND former.kind NOT IN ('conflicting', 'shrunken')"
    " ORDER BY former.number DESC LIMIT 1"
)
_FURTHER = (
    "SELECT 1 FROM article AS further WHERE further.copy_of = revision.article"
    " AND further.state = 'double' AND further.old_post = revision.name"
)
EDIT = (
    "revision.kind = 'crawled' AND revision.number > 1"
    f" AND revision.run <> coalesce(({_BEFORE}), revision.run) AND NOT EXISTS ({_FURTHER})"
)
"""Whether a row of ``revision`` is an edit by the source: a run read another text than an earlier run had.

So it is neither the second of two texts of one run, nor a text of a further address, whose revisions an
article takes over when it turns out to be one with another.
"""
"""Says in SQL of a revision that its source edited the article."""
_EDITS = (
    "SELECT revision.stored, 0, source_id, url, title, coalesce(language, '') FROM revision"  # noqa: S608  constants
    f" JOIN article ON article.id = revision.article WHERE {EDIT} AND revision.stored >= ?"
    f" ORDER BY revision.id DESC LIMIT {_LATEST}"
)
_WITHDRAWALS = (
    "SELECT gone, 1, source_id, url, title, coalesce(language, '') FROM article"  # noqa: S608  constants
    " JOIN revision ON revision.article = article.id AND revision.number = article.revision"
    f" WHERE gone >= ? ORDER BY gone DESC LIMIT {_LATEST}"
)
_RUNS = (
    "SELECT command, started, ended, account, cost FROM run WHERE started >= ?"  # noqa: S608  a constant
    f" ORDER BY id DESC LIMIT {_LATEST}"
)
_COSTS = "SELECT started, ended, cost FROM run WHERE started >= ?"
_REFUSED = (
    "SELECT reason, many, at, url, detail FROM ("  # noqa: S608  a constant
    "SELECT reason, at, url, detail, count(*) OVER (PARTITION BY reason) AS many,"
    " row_number() OVER (PARTITION BY reason ORDER BY at DESC, id DESC) AS place"
    f" FROM {OPEN_QUARANTINE}) AS refused WHERE place = 1 ORDER BY many DESC, reason"
)


def chronicle_of(catalog: Connection, *, zone: tzinfo, now: int) -> Chronicle:
    """Read the days of the last year; nothing is locked, so a run may go on meanwhile.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param zone: the site's, in which its days are counted
    :param now: seconds since 1970
    """
    last = datetime.fromtimestamp(now, zone).date()
    first = last - timedelta(days=DAYS - 1)
    since = int(datetime.combine(first, time(), zone).timestamp())

    def days(when: str, what: str) -> Counter[date]:
        times = catalog.execute(_TIMES.format(when=when, what=what), (since,))
        return Counter(datetime.fromtimestamp(at, zone).date() for (at,) in times)

    published = catalog.execute(_PUBLISHED, (first.isoformat(), last.isoformat()))
    changes = [Change(at, bool(gone), *told) for query in (_EDITS, _WITHDRAWALS)
               for at, gone, *told in catalog.execute(query, (since,))]  # fmt: skip
    runs = [
        RunTold(command, started, ended, json.loads(account or "{}"), json.loads(cost or "{}"))
        for command, started, ended, account, cost in catalog.execute(_RUNS, (since,))
    ]
    return Chronicle(
        first=first,
        last=last,
        published=Counter({date.fromisoformat(day): count for day, count in published}),
        stored=days("stored", "article WHERE revision IS NOT NULL AND stored"),
        edited=days("revision.stored", f"revision WHERE {EDIT} AND revision.stored"),
        withdrawn=days("gone", "article WHERE gone"),
        costs=_costs(catalog, zone, since),
        changes=sorted(changes, key=lambda one: one.at, reverse=True)[:_LATEST],
        runs=runs,
        refused=[Refused(*row) for row in catalog.execute(_REFUSED)],
        wrong=open_notices(catalog),
    )


def _costs(catalog: Connection, zone: tzinfo, since: int) -> dict[date, DayCost]:
    costs = defaultdict[date, DayCost](DayCost)
    for started, ended, cost in catalog.execute(_COSTS, (since,)):
        told = json.loads(cost or "{}")
        day = costs[datetime.fromtimestamp(started, zone).date()]
        day.runs += 1
        day.seconds += max(0, (ended or started) - started)
        day.measured += cost is not None
        day.requests += told.get("requests") or 0
        day.received += told.get("bytes") or 0
        day.cpu += told.get("cpu") or 0.0
    return dict(costs)
