"""What a run leaves to later ones: articles that are owed, and lists that were unread or not met."""

from collections.abc import Collection

from newsarchive.crawling.spider import SiteSpider
from newsarchive.items import FailedListing
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.frontier import Selection, count_owed
from newsarchive.store.listing_plan import retire
from newsarchive.store.unread import Trouble, note_unread


def selection_of(spider: SiteSpider, listings: Collection[str]) -> Selection:
    """What a run is about, by its arguments.

    :param listings: those that it has met
    """
    arguments, zone = spider.arguments, spider.profile.tzinfo
    first, last = arguments.first_day(zone), arguments.last_day(zone)
    return Selection(
        listings=frozenset(listings) if arguments.categories else None,
        categories=arguments.categories,
        first_day=first.isoformat() if first else None,
        last_day=last.isoformat() if last else None,
    )


def owed_of(archive: Archive, chosen: Selection, *, now: int) -> tuple[bool, bool, int]:
    """Whether an archive knows articles, and listings, and how many articles a run has left owed; blocking.

    :param now: seconds since 1970
    :raises StorageError: the catalog cannot be read
    """
    rows, run_id = archive.rows, archive.desk.run.id
    articles, listings = archive.transact(
        lambda rows: [bool(rows.where(kind, limit=1)) for kind in (ArticleRow, ListingRow)]
    )
    left = archive.transact(lambda _: count_owed(rows, chosen, run_id=run_id, now=now))
    return articles, listings, left


def retire_listings(archive: Archive, spider: SiteSpider, listings: Collection[str], *, now: int) -> None:
    """Let no listing call for a run that no run meets any more; blocking.

    :param listings: those that the run has met
    :param now: seconds since 1970
    :raises StorageError: the disk refuses
    """
    arguments = spider.arguments
    if arguments.listings == "due" and not arguments.is_partial:
        archive.transact(lambda rows: retire(rows, listings, now=now))


def note_failed(
    rows: Rows, listing: FailedListing, profile: SiteProfile, *, is_first: bool, now: int
) -> Trouble:
    """Note that a listing could not be read, and when it is asked for again.

    :param is_first: the run began with it
    :param now: seconds since 1970
    """
    return note_unread(
        rows, listing.url, listing.reason, profile.recheck, is_first=is_first, now=now,
        longest=int(profile.schedule.most.total_seconds()), asked=listing.retry_after, zone=profile.tzinfo,
    )  # fmt: skip
