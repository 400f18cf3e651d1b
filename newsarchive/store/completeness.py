"""How complete an archive is: what became of all that lists showed, and how much they may not have shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from sqlite3 import Connection

from newsarchive.store.estimate import Estimate, estimate
from newsarchive.store.shown_articles import SeenListing, ShownArticle, articles_shown, listings_seen

_RIPE = 6 * 3600  # seconds after which each list should have shown an article
_NAMES = {"page": "pages", "feed": "feeds", "sitemap": "sitemaps", "json": "JSON lists"}


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the articles that lists showed first on a day, or on several.

    :param day: ``YYYY-MM-DD`` in the site's zone; empty for several
    :param owed: discovered, and no run has asked for them yet
    :param failed: asked for, and never fetched
    :param gone: of the stored ones, those that are gone at the source
    :param estimate: what the lists' agreement says of the articles that none of them showed
    """

    day: str
    shown: int
    stored: int
    owed: int
    failed: int
    quarantined: int
    gone: int
    estimate: Estimate

    @property
    def share(self) -> float | None:
        """How much of what was shown is stored, from 0 to 1; None where nothing was."""
        return self.stored / self.shown if self.shown else None


@dataclass(frozen=True, slots=True)
class Completeness:
    """What lists showed in the last days, and what became of it.

    :param now: when these days ended, in seconds since 1970
    :param articles: in the order in which they were first shown
    :param days: oldest first
    :param total: of all these days
    :param forgotten: articles that were taken down in these days, of which nothing says when they were shown
    """

    now: int
    articles: Sequence[ShownArticle]
    listings: Sequence[SeenListing]
    days: Sequence[Account]
    total: Account
    forgotten: int


def completeness_of(catalog: Connection, *, zone: tzinfo, now: int, days: int) -> Completeness:
    """Read how complete an archive is; nothing is locked, so that a run may go on meanwhile.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param zone: the site's, in which its days are counted
    :param now: seconds since 1970; what was shown later does not count
    :param days: how many days, with today's
    """
    today = datetime.fromtimestamp(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = int((today - timedelta(days=days - 1)).timestamp())
    articles = articles_shown(catalog, zone, since=since, until=now)
    listings = listings_seen(catalog, zone, since=since, until=now)
    groups = _groups(listings, articles)
    on_day = defaultdict[str, list[ShownArticle]](list)
    for one in articles:
        on_day[datetime.fromtimestamp(one.first, zone).date().isoformat()].append(one)
    names = [(today - timedelta(days=back)).date().isoformat() for back in reversed(range(days))]
    forgotten = "SELECT count(*) FROM forgotten WHERE at BETWEEN ? AND ?"
    return Completeness(
        now=now,
        articles=articles,
        listings=listings,
        days=[_account(name, on_day[name], groups, now) for name in names],
        total=_account("", articles, groups, now),
        forgotten=catalog.execute(forgotten, (since, now)).fetchone()[0],
    )


_Groups = Mapping[str, Sequence[SeenListing]]


def _groups(listings: Iterable[SeenListing], articles: Iterable[ShownArticle]) -> _Groups:
    """The lists by their kind; where all are of one, the one that shows most beside the others."""
    by_kind = defaultdict[str, list[SeenListing]](list)
    for listing in listings:
        by_kind[_NAMES.get(listing.kind, listing.kind)].append(listing)
    if len(by_kind) != 1:
        return by_kind
    (several,) = by_kind.values()
    count = Counter(number for one in articles for number in one.by)
    largest = max(several, key=lambda listing: count[listing.number])
    rest = [listing for listing in several if listing is not largest]
    return {largest.url: [largest], "the other lists": rest} if rest else by_kind


def _account(day: str, articles: Sequence[ShownArticle], groups: _Groups, now: int) -> Account:
    fates = Counter(one.fate for one in articles)
    return Account(
        day=day,
        shown=len(articles),
        stored=fates["stored"],
        owed=fates["owed"],
        failed=fates["failed"],
        quarantined=fates["quarantined"],
        gone=sum(one.gone for one in articles),
        estimate=_estimate(articles, groups, now),
    )


def _estimate(articles: Iterable[ShownArticle], groups: _Groups, now: int) -> Estimate:
    """By what was published while all groups were read: what a list shows at first says how long it is."""
    began = max((min(one.since for one in lists) for lists in groups.values()), default=0)
    ripe = [one for one in articles if one.is_news and began < one.first <= now - _RIPE]
    numbers = {name: {one.number for one in lists} for name, lists in groups.items()}
    return estimate(
        {name: {one.number for one in ripe if own & one.by.keys()} for name, own in numbers.items()}
    )
