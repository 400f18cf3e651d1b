"""The kinds of rows that tell of listings, one class a table.

What each column means says docs/archive-format.md, as it does of the other kinds.
"""

from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import Index, UniqueConstraint

from newsarchive.store.catalog.tables import RefersTo, Row, stored_in


@stored_in("listing", UniqueConstraint("url"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow(Row):
    """A listing that was read to its end."""

    id: int = 0
    url: str
    etag: str | None = None
    last_modified: str | None = None
    read: int
    leads_to: str
    next_page: str | None = None
    kind: str | None = None
    first: int | None = None
    asked: int | None = None
    changed: int | None = None
    ttl: int | None = None
    wait: int | None = None
    next_ask: int | None = None


@stored_in("shown", Index("shown_article", "article"), key=("listing", "article"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow(Row):
    """An article that a listing showed."""

    listing: Annotated[int, RefersTo("listing")]
    article: Annotated[int, RefersTo("article")]
    first: int
    last: int


@stored_in("listing_day", key=("listing", "day"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDayRow(Row):
    """What a listing answered on one day of the site."""

    listing: Annotated[int, RefersTo("listing")]
    day: str
    asked: int
    failed: int
    shown: int
    fresh: int


@stored_in("unread", UniqueConstraint("url"))
@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow(Row):
    """A listing that could not be read when it was asked last."""

    id: int = 0
    url: str
    attempts: int
    failure: str
    since: int
    next_try: int | None = None
    dismissed: int | None = None
