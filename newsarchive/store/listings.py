"""The listings that a site has: what each led to when it was read, and what it can be asked by."""

import json
from dataclasses import dataclass, replace

from newsarchive.evidence import Validators
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.unread import note_answer

_PLAN = ("kind", "first", "asked", "changed", "ttl", "wait", "next_ask")  # columns, see listing_plan.py
_WHOLE = 20 * 3600  # seconds after which a listing is asked for without condition


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing that was read to its end.

    :param leads_to: the listings that it links
    :param next_page: where it goes on
    :param goes_on_if_barren: whether it does so even if it shows nothing new
    """

    page: Validators
    leads_to: tuple[str, ...] = ()
    next_page: str | None = None
    goes_on_if_barren: bool = True


def note_listing(rows: Rows, source: Listed, *, now: int) -> tuple[ListingRow, bool]:
    """Note a listing that was read to its end.

    :returns: its row, and whether nothing is new of it but what it is to be asked by
    """
    note_answer(rows, source.page.url)
    there = rows.one(ListingRow, url=source.page.url)
    note = ListingRow(
        url=source.page.url, etag=source.page.etag, last_modified=source.page.last_modified, read=now,
        leads_to=json.dumps(source.leads_to), next_page=source.next_page,
    )  # fmt: skip
    if there is None:
        return rows.add(note), False
    # How it is to be asked again is noted elsewhere.
    kept = {name: getattr(there, name) for name in ("id", *_PLAN)}
    note = replace(note, **kept)
    is_known = replace(note, read=there.read) == there
    if not is_known or _is_long_ago(there.read, now):
        rows.replace(note)
    leads_where_it_led = (there.leads_to, there.next_page) == (note.leads_to, note.next_page)
    return note, leads_where_it_led and not is_known


def settle_barren(rows: Rows, row: ListingRow, source: Listed, *, is_volatile: bool) -> None:
    """Note of a listing that it shows no new article.

    :param is_volatile: nothing is new of it but what it is to be asked by, which then says nothing
    """
    settled = replace(row, next_page=row.next_page if source.goes_on_if_barren else None)
    if is_volatile:
        settled = replace(settled, etag=None, last_modified=None)
    if settled != row:
        rows.replace(settled)


def end_before(rows: Rows, url: str) -> None:
    """Note of the listings that go on at an address that they end before it."""
    rows.replace(*(replace(row, next_page=None) for row in rows.where(ListingRow, next_page=url)))


def known_listing(rows: Rows, url: str, *, now: int) -> Listed | None:
    """What is known of a listing that was read before.

    It is to be read whole once a day whatever its server says, so that there is nothing then to ask it by.
    """
    there = rows.one(ListingRow, url=url)
    if there is None:
        return None
    known = as_listed(there)
    return replace(known, page=Validators(url)) if _is_long_ago(there.read, now) else known


def as_listed(row: ListingRow) -> Listed:
    """A listing as it was when it was read."""
    page = Validators(row.url, row.etag, row.last_modified)
    return Listed(page, tuple(json.loads(row.leads_to)), row.next_page)


def _is_long_ago(read: int, now: int) -> bool:
    """Whether it is to be read whole; a daily run may come early, and a clock may have been wrong."""
    return not 0 <= now - read < _WHOLE


def unread_listings(rows: Rows) -> list[str]:
    """The listings that other listings lead to and that were never read, in the order of their discovery."""
    there = rows.where(ListingRow, order=[ListingRow.c.id])
    led_to = [url for row in there for url in (*json.loads(row.leads_to), row.next_page) if url]
    read = {row.url for row in there}
    return [url for url in dict.fromkeys(led_to) if url not in read]
