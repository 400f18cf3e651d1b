"""What an archive knows of one address: of an article, of a list, of a picture, or of several."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.profiles import Identity
from newsarchive.store.catalog.listing_rows import ListingDayRow, ListingRow, ShownRow, UnreadRow
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.portable import place_in
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.history import History, find, history_of

_NEWEST = 3


@dataclass(frozen=True, slots=True)
class Sighting:
    """A list that showed an article.

    :param first: when it did first, in seconds since 1970; None where it did before that was noted
    :param last: when it was last seen there, to within a day
    """

    listing: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class ListingTrace:
    """What is known of a list.

    :param row: None while it was never read to its end
    :param unread: why it could not be read when it was asked last; None where it could
    :param days: its account of each day, the newest first
    :param shown: how many articles it has shown since that is noted
    :param newest: addresses of the last ones of these
    :param led_to_by: the lists that lead to it
    """

    url: str
    row: ListingRow | None
    unread: UnreadRow | None
    days: list[ListingDayRow]
    shown: int
    newest: list[str]
    led_to_by: list[str]


@dataclass(frozen=True, slots=True)
class PictureTrace:
    """What is known of a picture.

    :param shown_by: the pages of the articles of which a revision shows it, the first one first
    """

    row: PictureRow
    shown_by: list[str]


@dataclass(frozen=True, slots=True)
class Trace:
    """What an archive knows of an address.

    :param named: the article; None where there is none
    :param history: its rows
    :param sightings: by which lists it was shown, in the order in which they did
    :param asks: when it was asked for and what came of it, oldest first
    :param listing: the list; None where there is none
    :param picture: the picture; likewise
    """

    named: Identity | None
    history: History | None
    sightings: list[Sighting]
    asks: list[AskRow]
    listing: ListingTrace | None
    picture: PictureTrace | None


def trace_of(rows: Rows, site: str, forms: Iterable[str]) -> Trace | None:
    """What is known of an address; None where nothing is.

    :param forms: the address in the forms in which it may be known; or an article's id, or its post's name
    """
    every = list(dict.fromkeys(forms))
    named = next(filter(None, (find(rows, site, form) for form in every)), None)
    listing = next(filter(None, (_listing(rows, form) for form in every)), None)
    picture = next(filter(None, (_picture(rows, form) for form in every)), None)
    if named is None and listing is None and picture is None:
        return None
    history = history_of(rows, site, named) if named else None
    row = history.row if history else None
    return Trace(
        named=named,
        history=history,
        sightings=sightings(rows, row) if row else [],
        asks=rows.where(AskRow, article=row.id, order=[AskRow.c.id]) if row else [],
        listing=listing,
        picture=picture,
    )


def _picture(rows: Rows, url: str) -> PictureTrace | None:
    row = rows.one(PictureRow, url=url)
    if row is None:
        return None
    shown = [one.article for one in rows.where(IllustrationRow, picture=row.id)]
    pages = rows.by_values(ArticleRow, ArticleRow.c.id, dict.fromkeys(shown))
    return PictureTrace(row, [one.url for one in sorted(pages, key=lambda one: one.id)])


def sightings(rows: Rows, row: ArticleRow) -> list[Sighting]:
    """Which lists have shown an article, in the order in which they did."""
    shown = rows.where(ShownRow, article=row.id, order=[ShownRow.c.first])
    numbers = {one.listing for one in shown} | ({row.listing} - {None})
    urls = {one.id: one.url for one in rows.by_values(ListingRow, ListingRow.c.id, numbers)}
    found = [Sighting(urls[one.listing], one.first, one.last) for one in shown]
    if row.listing and not shown:
        found.append(Sighting(urls[row.listing], None, None))
    return found


def _listing(rows: Rows, url: str) -> ListingTrace | None:
    row, unread = rows.one(ListingRow, url=url), rows.one(UnreadRow, url=url)
    quoted = json.dumps(url)
    leading = rows.where(ListingRow, place_in(ListingRow.c.leads_to, quoted) > 0)
    leading += rows.where(ListingRow, next_page=url)
    if row is None and unread is None and not leading:
        return None
    number = row.id if row else 0
    newest = rows.where(
        ShownRow, listing=number, order=[ShownRow.c.first.desc(), ShownRow.c.article.desc()], limit=_NEWEST
    )
    pages = {one.id: one.url for one in rows.by_values(ArticleRow, ArticleRow.c.id,
                                                       [one.article for one in newest])}  # fmt: skip
    return ListingTrace(
        url=url,
        row=row,
        unread=unread,
        days=rows.where(ListingDayRow, listing=number, order=[ListingDayRow.c.day.desc()]),
        shown=rows.count(ShownRow, listing=number),
        newest=[pages[one.article] for one in newest],
        led_to_by=[one.url for one in leading],
    )
