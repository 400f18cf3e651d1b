"""What lists show: of each article in which lists and when, and what each list answered on each day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from sqlalchemy import select

from newsarchive.store.catalog.listing_rows import ListingDayRow, ListingRow, ShownRow
from newsarchive.store.catalog.rows import Rows

_HOUR = 3600
_FRESH = 3 * 24 * _HOUR
_AT_ONCE = 500  # values in one IN (…)
_S = ShownRow.c


def note_shown(rows: Rows, listing: int, articles: Iterable[int], *, now: int) -> None:
    """Note that a list shows these articles; what was noted of late costs no write.

    A sitemap shows ten thousands of articles for years, so that the time at which one was last seen there is
    written anew every six hours while it is fresh, and then once a day.

    :param listing: the list's row
    :param articles: the articles' rows
    :param now: seconds since 1970
    """
    numbers = list(dict.fromkeys(articles))
    there: dict[int, tuple[int, int]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        known = select(_S.article, _S.first, _S.last).where(_S.listing == listing, _S.article.in_(part))
        there |= {article: (first, last) for article, first, last in rows.connection.execute(known)}
    rows.add_all(
        ShownRow(listing=listing, article=article, first=now, last=now)
        for article in numbers
        if article not in there
    )
    rows.replace(
        *(
            ShownRow(listing=listing, article=article, first=first, last=now)
            for article, (first, last) in there.items()
            if _is_stale(first, last, now)
        )
    )


def _is_stale(first: int, last: int, now: int) -> bool:
    every = 6 * _HOUR if now - first < _FRESH else 24 * _HOUR
    return now - last >= every


def hand_over_shown(rows: Rows, article: int, other: int) -> None:
    """Let the lists that showed one article's address have shown the article that it is an address of.

    :param other: the row of that which is no article of its own any more
    """
    known = {row.listing: row for row in rows.where(ShownRow, article=article)}
    handed = rows.where(ShownRow, article=other)
    rows.remove(ShownRow, article=other)
    rows.add_all(replace(row, article=article) for row in handed if row.listing not in known)
    rows.replace(
        *(
            replace(own, first=min(own.first, row.first), last=max(own.last, row.last))
            for row in handed
            if (own := known.get(row.listing))
        )
    )


def note_answer_of_day(
    rows: Rows,
    listing: int,
    *,
    now: int,
    zone: tzinfo = UTC,
    failed: bool = False,
    shown: int = 0,
    fresh: int = 0,
) -> None:
    """Note one answer of a list in the account of its day.

    :param listing: the list's row
    :param zone: the site's, in which its days are counted
    :param failed: it could not be read
    :param shown: how many articles it showed; nothing where it said that it is as it was
    :param fresh: how many of these the archive did not know
    """
    day = datetime.fromtimestamp(now, zone).date().isoformat()
    there = rows.one(ListingDayRow, listing=listing, day=day)
    before = there or ListingDayRow(listing=listing, day=day, asked=0, failed=0, shown=0, fresh=0)
    row = replace(
        before, asked=before.asked + 1, failed=before.failed + failed, shown=max(before.shown, shown),
        fresh=before.fresh + fresh,
    )  # fmt: skip
    if there:
        rows.replace(row)
    else:
        rows.add(row)


def note_answer_at(rows: Rows, url: str, *, now: int, zone: tzinfo, failed: bool = False) -> None:
    """Note an answer of the list at an address, by which it showed nothing; of one that was never read, none.

    :param failed: it could not be read; else it said that it is as it was
    """
    if there := rows.one(ListingRow, url=url):
        note_answer_of_day(rows, there.id, now=now, zone=zone, failed=failed)
