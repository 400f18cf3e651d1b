"""What the last articles of an archive stated when they were first read, and what was quarantined.

Asked in SQL of both databases, as a look at an archive is (see :mod:`newsarchive.store.condition`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection, Row

from newsarchive.store.catalog.states import SAY_GONE

DAYS = 30
"""How long back an archive's own past is what is usual."""
DAY = 86_400
STATED = ("author", "source", "section", "tags", "image", "language", "standfirst", "modified")
"""The fields that an article need not state."""
_MOST = 5_000  # articles, so that a busy site's last run is judged as fast as any
_PIECE = 500  # rows that are asked for at a time: all of a large archive would be fetched at once
_NEWEST = 2**62  # a number above any
_FRESH = 7 * DAY
_HAS = ", ".join(f"last.{name} IS NOT NULL AS has_{name}" for name in STATED)
# A text that replay read again stands for the first one: what mended code or profile reads is what counts.
_READ = f"""
SELECT first.id, first.stored, first.run, last.stored AS last_read, last.published, last.precision,
       last.title, last.stated_date, last.length, last.doubts, {_HAS},
       article.entry
FROM (SELECT id, article, stored, run FROM revision WHERE number = 1 AND kind = 'crawled' AND id < ?
      ORDER BY id DESC LIMIT {_PIECE}) AS first
JOIN article ON article.id = first.article
JOIN revision AS last ON last.article = first.article AND last.number = (
    SELECT max(number) FROM revision
    WHERE article = first.article AND (number = 1 OR kind = 're-extracted'))
ORDER BY first.id DESC
"""  # noqa: S608  constants
# Of an archived article, that it is gone says nothing about how pages are read.
_REJECTED = f"""
SELECT quarantine.id, quarantine.at, quarantine.reason FROM quarantine
LEFT JOIN article ON article.id = quarantine.article
WHERE NOT (quarantine.reason IN {SAY_GONE} AND coalesce(article.stored, quarantine.at) < quarantine.at)
AND quarantine.id < ? ORDER BY quarantine.id DESC LIMIT {_PIECE}
"""  # noqa: S608  a constant


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """What an article stated when it was read.

    :param stored: when it was first, in seconds since 1970
    :param last_read: when ``replay`` made another text of it, or else the same
    :param run: the number of the run that stored it
    :param is_fresh: it was published within the week before that
    :param listed: what the list that showed it calls it; empty where that says nothing
    :param stated: of the fields in :data:`STATED` those that it states
    :param has_time: more than the day of its publication is known
    :param own_date: whether its date is written otherwise than the list's; None where the list states none
    :param length: characters of its text
    """

    stored: int
    last_read: int
    run: int
    is_fresh: bool
    title: str
    listed: str
    stated: frozenset[str]
    has_time: bool
    own_date: bool | None
    length: int
    doubts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Readings:
    """All that was read within the last :data:`DAYS` days, the oldest first.

    :param rejected: time and reason of each entry of the quarantine
    """

    articles: tuple[ArticleRead, ...]
    rejected: tuple[tuple[int, str], ...]


def readings_of(catalog: Connection, *, now: int) -> Readings:
    """What was read lately.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param now: seconds since 1970
    """
    since, articles, rejected = now - DAYS * DAY, list[ArticleRead](), list[tuple[int, str]]()
    for row in _newest_first(catalog, _READ):
        if row["stored"] < since or len(articles) == _MOST:
            break
        articles.append(_article(row))
    for _, at, reason in _newest_first(catalog, _REJECTED):
        if at < since or len(rejected) == _MOST:
            break
        rejected.append((at, reason))
    return Readings(tuple(reversed(articles)), tuple(reversed(rejected)))


def _newest_first(catalog: Connection, query: str) -> Iterator[Row]:
    """The rows of a query by their falling numbers, as far as anybody wants them."""
    before = _NEWEST
    while found := catalog.execute(query, (before,)).fetchall():
        yield from found
        before = found[-1]["id"]


def _article(row: Row) -> ArticleRead:
    entry = json.loads(row["entry"] or "{}")
    fresh_from = datetime.fromtimestamp(row["stored"] - _FRESH, UTC).date().isoformat()
    return ArticleRead(
        stored=row["stored"],
        last_read=row["last_read"],
        run=row["run"],
        is_fresh=row["published"][:10] >= fresh_from,
        title=row["title"],
        listed=entry.get("title") or "",
        stated=frozenset(name for name in STATED if row[f"has_{name}"]),
        has_time=row["precision"] != "day",
        own_date=row["stated_date"] != entry["stated_date"] if entry.get("stated_date") else None,
        length=row["length"],
        doubts=frozenset(json.loads(row["doubts"] or "[]")),
    )
