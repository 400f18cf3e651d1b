"""What lists showed in the last days, and what became of it, read off a catalog.

Asked in SQL of both databases, as :mod:`newsarchive.store.condition` does. Articles are found by the order
of their numbers, so that a large archive is not read to its beginning.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from sqlite3 import Connection
from urllib.parse import urlsplit

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article that lists showed.

    :param first: when any of them did first, in seconds since 1970
    :param by: the same of each of them, by its row
    :param fate: what became of it: ``stored``, ``owed``, ``failed``, ``quarantined``
    :param gone: it is stored, and gone at the source
    :param published: when it was published, in seconds since 1970; None where nobody says to the second
    :param is_news: it was published when it was first shown, and not long before
    :param section: the first folder of its address; empty where that tells nothing
    """

    number: int
    first: int
    by: Mapping[int, int]
    fate: str
    gone: bool
    published: int | None
    is_news: bool
    section: str


@dataclass(frozen=True, slots=True)
class SeenListing:
    """A list as far as it was read.

    :param kind: ``page``, ``feed``, ``sitemap`` or ``json``
    :param since: when it first showed an article, in seconds since 1970; 0 for before these days
    :param asked: when it was asked last, and answered
    :param most: the most articles that it showed at once
    :param is_unread: it could not be read when it was asked last
    """

    number: int
    url: str
    kind: str
    since: int
    asked: int
    most: int
    is_unread: bool


def articles_shown(catalog: Connection, zone: tzinfo, *, since: int, until: int) -> list[ShownArticle]:
    """The articles that were first shown in a span of time, in the order in which they were.

    :param zone: the site's
    :param since: seconds since 1970
    """
    lowest = _first_number(catalog, since)
    by: dict[int, dict[int, int]] = defaultdict(dict)
    shown = "SELECT listing, article, first FROM shown WHERE article >= ? AND first <= ?"
    for listing, article, first in catalog.execute(shown, (lowest, until)):
        by[article][listing] = first
    found = catalog.execute(
        "SELECT article.id, url, state, attempts, gone, day, published FROM article LEFT JOIN revision"
        " ON revision.article = article.id AND revision.number = article.revision WHERE article.id >= ?",
        (lowest,),
    )
    articles = [
        ShownArticle(
            number=number,
            first=first,
            by=by[number],
            fate=fate_of(state, attempts),
            gone=state in _STORED and gone is not None,
            published=(moment := _seconds(published)),
            is_news=_is_news(first, moment, day, zone),
            section=section_of(url),
        )
        for number, url, state, attempts, gone, day, published in found
        if number in by and (first := min(by[number].values())) >= since
    ]
    return sorted(articles, key=lambda one: (one.first, one.number))


def listings_seen(catalog: Connection, zone: tzinfo, *, since: int, until: int) -> list[SeenListing]:
    """The lists that were asked in a span of time, as they stand at its end."""
    return list(_listings(catalog, zone, since, until))


def _listings(catalog: Connection, zone: tzinfo, since: int, until: int) -> Iterator[SeenListing]:
    first_day, last_day = (datetime.fromtimestamp(when, zone).date().isoformat() for when in (since, until))
    last_run = catalog.execute(
        "SELECT max(started) FROM run WHERE command = 'crawl' AND started <= ?", (until,)
    ).fetchone()[0]
    unread = {url for (url,) in catalog.execute("SELECT url FROM unread WHERE since <= ?", (until,))}
    accounts = catalog.execute(
        "SELECT id, url, kind, read, listing.asked, began, ended, most FROM listing JOIN (SELECT listing,"
        " min(day) AS began, max(day) AS ended, max(shown) AS most FROM listing_day WHERE day <= ?"
        " GROUP BY listing) AS told ON told.listing = listing.id ORDER BY id",
        (last_day,),
    ).fetchall()
    for number, url, kind, read, asked, began, ended, most in accounts:
        if ended < first_day:
            continue
        start = 0
        if began >= first_day:
            earliest = "SELECT min(first) FROM shown WHERE listing = ?"
            start = catalog.execute(earliest, (number,)).fetchone()[0] or 0
        answered = asked or (last_run if last_run and ended == last_day else read)
        yield SeenListing(number, url, kind or kind_of(url), start, min(answered, until), most, url in unread)


def kind_of(url: str) -> str:
    """What a list's address says that it is, where nobody has noted it."""
    parts = urlsplit(url)
    path = parts.path.lower()
    if "sitemap" in path:
        return "sitemap"
    if path.endswith((".rss", ".atom", ".rdf")) or any(
        word in {"feed", "feeds", "rss", "atom"} for word in path.replace(".", "/").split("/")
    ):
        return "feed"
    return "json" if path.endswith(".json") else "sitemap" if path.endswith((".xml", ".xml.gz")) else "page"


def section_of(url: str) -> str:
    """The first folder of an address, if it has one that is no number."""
    folder, _, name = urlsplit(url).path.strip("/").partition("/")
    return folder if name and not folder.isdigit() else ""


_STORED = ("published", "pending")


def fate_of(state: str, attempts: int) -> str:
    """What became of an article: ``stored``, ``owed``, ``failed`` or ``quarantined``."""
    if state in _STORED:
        return "stored"
    return "quarantined" if state == "quarantined" else "failed" if attempts else "owed"


def _seconds(stated: str | None) -> int | None:
    return round(datetime.fromisoformat(stated).timestamp()) if stated else None


def _is_news(first: int, published: int | None, day: str | None, zone: tzinfo) -> bool:
    """Whether it was published at most two days before it was shown; where that is not known, it is none."""
    if published is not None:
        return -_DAY <= first - published <= 2 * _DAY
    if not day:
        return False
    shown = datetime.fromtimestamp(first, zone).date()
    return shown - timedelta(days=2) <= date.fromisoformat(day) <= shown + timedelta(days=1)


def _first_number(catalog: Connection, since: int) -> int:
    """The lowest number of an article that was discovered since then; numbers follow discovery."""
    low, high = 0, (catalog.execute("SELECT max(id) FROM article").fetchone()[0] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        there = catalog.execute(
            "SELECT discovered FROM article WHERE id >= ? ORDER BY id LIMIT 1", (middle,)
        ).fetchone()
        if there is None or there[0] >= since:
            high = middle
        else:
            low = middle + 1
    return low
