"""The kinds of rows that the catalog has, one class a table.

What each column means, and in which unit it counts, says docs/archive-format.md, which is tested to name
them all. The id of a row that is not in the catalog yet is 0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from sqlalchemy import Index, UniqueConstraint, text

from newsarchive.items import ArticleFields
from newsarchive.store.catalog.states import CaptureKind, RevisionKind, State
from newsarchive.store.catalog.tables import RefersTo, Row, stored_in


@stored_in("run")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow(Row):
    """A command that wrote."""

    id: int = 0
    command: str
    arguments: str
    version: str
    extraction: str
    started: int
    ended: int | None = None
    account: str | None = None
    cost: str | None = None
    media: str | None = None


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
    """An article, known by site and source id."""

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


@stored_in("learned")
@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRow(Row):
    """A version of what is known of the site; its id is the version's number."""

    id: int = 0
    made: int
    articles: int
    value: bytes


@stored_in("counts")
@dataclass(frozen=True, slots=True, kw_only=True)
class CountsRow(Row):
    """What has been seen of the site so far; the table has one row at most."""

    id: int = 0
    value: bytes


@stored_in(
    "revision",
    UniqueConstraint("article", "number"),
    # Small, and has all that counting doubts takes: the rows themselves are large.
    Index("revision_doubts", "article", "number", "doubts", sqlite_where=text("doubts IS NOT NULL")),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow(Row, ArticleFields):
    """A text that an article had."""

    id: int = 0
    article: Annotated[int, RefersTo("article")]
    number: int
    kind: RevisionKind
    run: Annotated[int, RefersTo("run")]
    stored: int
    fetched: datetime
    extraction: str
    learned: Annotated[int | None, RefersTo("learned")] = None
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
    digest: bytes | None = None


@stored_in("ask", Index("ask_article", "article"))
@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow(Row):
    """A time that an article was asked for, and what came of it."""

    id: int = 0
    article: Annotated[int, RefersTo("article")]
    run: Annotated[int, RefersTo("run")]
    at: int
    outcome: str
    reason: str = ""
    detail: str = ""
    status: int | None = None


@stored_in("notice", Index("notice_open", "kind", "subject", sqlite_where=text("mended IS NULL")))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow(Row):
    """Something that is, or was, wrong with the archive and that its owner is to be told."""

    id: int = 0
    kind: str
    subject: str = ""
    detail: str
    since: int
    told: int | None = None
    reminded: int | None = None
    mended: int | None = None


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
    """A response that was kept, with the request before it."""

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
    """What was read and must not become a post."""

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
    """A tombstone: what a takedown removed and no later run may bring back."""

    id: int = 0
    site: str
    source_id: str
    url: str
    name: str | None = None
    reason: str
    at: int
    done: int | None = None
