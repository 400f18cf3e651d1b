"""The kinds of rows that the catalog has, one class a table.

Times that are numbers are seconds since 1970 in UTC. The id of a row that is not in the catalog yet is 0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from sqlalchemy import Index, UniqueConstraint, text

from newsarchive.article_fields import ArticleFields
from newsarchive.store.catalog.states import CaptureKind, RevisionKind, State
from newsarchive.store.catalog.tables import RefersTo, Row, stored_in


@stored_in("run")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow(Row):
    """A command that wrote.

    :param arguments: JSON
    :param extraction: which code reads its pages
    :param ended: none while it is at work, and for ever if it was killed
    :param account: JSON: outcome → count
    """

    id: int = 0
    command: str
    arguments: str
    version: str
    extraction: str
    started: int
    ended: int | None = None
    account: str | None = None


@stored_in(
    "article",
    UniqueConstraint("site", "source_id"),
    UniqueConstraint("stem"),
    Index("article_url", "url"),
    Index("article_owed", "state", "attempts", "id"),
    Index("article_due", "state", "next_check", "id"),
    Index("article_body", "body"),
    # Partial, or SQLite would look for "no copy" in it, which a million articles are.
    Index("article_copy", "copy_of", sqlite_where=text("copy_of IS NOT NULL")),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(Row):
    """An article, known by site and source id.

    :param url: its identity page
    :param entry: JSON: how a listing showed it
    :param day: the date that its entry states
    :param listing: where it was seen last while owed
    :param stored: when its first revision was
    :param revision: the number of the one that is published
    :param seen: what the source showed last; its own text, unless a revision was restored
    :param stem: what tells its post's name from all others, case folded
    :param post: the post's file name
    :param old_post: a name that the post had until its date moved, to be removed
    :param body: the body's fingerprint
    :param copy_of: the first article with this very body
    :param attempts: failed ones since the last success
    :param failure: why the last one failed
    :param tried_in: the run that asked for it last
    :param checked: when it was asked for last
    :param next_check: when it is due; none: at once while owed, never once stored
    :param wait: seconds between the last two checks' due times
    :param gone: since when the source answers 404 or 410
    """

    id: int = 0
    site: str
    source_id: str
    url: str
    state: State = State.OWED
    entry: str | None = None
    day: str | None = None
    listing: Annotated[int | None, RefersTo("listing")] = None
    discovered: int
    stored: int | None = None
    revision: int | None = None
    seen: bytes | None = None
    stem: str | None = None
    post: str | None = None
    old_post: str | None = None
    body: bytes | None = None
    copy_of: Annotated[int | None, RefersTo("article")] = None
    attempts: int = 0
    failure: str | None = None
    tried_in: Annotated[int | None, RefersTo("run")] = None
    checked: int | None = None
    next_check: int | None = None
    wait: int | None = None
    gone: int | None = None


@stored_in(
    "revision",
    UniqueConstraint("article", "number"),
    # Small, and has all that counting doubts takes: the rows themselves are large.
    Index("revision_doubts", "article", "number", "doubts", sqlite_where=text("doubts IS NOT NULL")),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow(Row, ArticleFields):
    """A text that an article had.

    :param number: counts from 1 within its article
    :param fetched: when it was served
    :param extraction: the code that made it
    :param name: the post's file name
    :param text: the fingerprint of everything
    :param body: that of the body alone
    :param length: of the body's text, in characters
    :param post: the file, compressed by zlib
    :param sha256: of the file, in hexadecimal
    """

    id: int = 0
    article: Annotated[int, RefersTo("article")]
    number: int
    kind: RevisionKind
    run: Annotated[int, RefersTo("run")]
    stored: int
    fetched: datetime
    extraction: str
    name: str
    text: bytes
    body: bytes | None = None
    length: int
    post: bytes
    sha256: str


@stored_in("page", key=("article", "position"))
@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow(Row):
    """A page that an article was read from, with what a conditional request needs."""

    article: Annotated[int, RefersTo("article")]
    position: int
    url: str
    etag: str | None = None
    last_modified: str | None = None


@stored_in("listing", UniqueConstraint("url"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow(Row):
    """A listing that was read to its end.

    :param leads_to: JSON: the listings that it linked
    :param next_page: where it goes on, if a run is to follow it there
    """

    id: int = 0
    url: str
    etag: str | None = None
    last_modified: str | None = None
    read: int
    leads_to: str
    next_page: str | None = None


@stored_in("warc", UniqueConstraint("name"))
@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRow(Row):
    """A file of originals; none has a length, in bytes, while it is open."""

    id: int = 0
    name: str
    length: int | None = None
    sha256: str | None = None


@stored_in(
    "capture",
    Index("capture_article", "article", "revision"),
    Index("capture_url", "url", "digest"),
    Index("capture_warc", "warc", "offset"),
    Index("capture_reference", "refers_to", sqlite_where=text("refers_to IS NOT NULL")),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow(Row):
    """A response that was kept, with the request before it.

    :param revision: the one it gave; none for what was quarantined
    :param end: of its request's record
    :param refers_to: of a revisit, the response that has its payload
    """

    id: int = 0
    article: Annotated[int, RefersTo("article")]
    revision: int | None = None
    url: str
    status: int
    at: datetime
    warc: Annotated[int, RefersTo("warc")]
    offset: int
    length: int
    end: int
    kind: CaptureKind
    record_id: str
    digest: str
    refers_to: Annotated[int | None, RefersTo("capture")] = None


@stored_in("quarantine", UniqueConstraint("digest"), Index("quarantine_article", "article"))
@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow(Row):
    """What was read and must not become a post.

    :param article: none where the source gave no valid id
    :param record: JSON, compressed by zlib
    :param digest: of id, URL, reason and record
    :param settled: when the article was stored after all
    """

    id: int = 0
    article: Annotated[int | None, RefersTo("article")] = None
    source_id: str
    url: str
    reason: str
    detail: str
    record: bytes
    digest: bytes
    extraction: str
    at: int
    settled: int | None = None


@stored_in("forgotten", UniqueConstraint("site", "source_id"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenRow(Row):
    """A tombstone: what a takedown removed and no later run may bring back.

    :param name: the post's file name, for those who have copied it
    :param done: when the last byte was gone; none while the removal is under way
    """

    id: int = 0
    site: str
    source_id: str
    url: str
    name: str | None = None
    reason: str
    at: int
    done: int | None = None
