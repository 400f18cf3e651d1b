"""The catalog's tables, made of the kinds of their rows."""

from sqlalchemy import Index, UniqueConstraint, text

from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    CaptureRow,
    ForgottenRow,
    ListingRow,
    PageRow,
    QuarantineRow,
    RevisionRow,
    RunRow,
    WarcRow,
)
from newsarchive.store.catalog.tables import table_of

run = table_of(RunRow, "run")
article = table_of(
    ArticleRow, "article",
    UniqueConstraint("site", "source_id"),
    UniqueConstraint("stem"),
    Index("article_url", "url"),
    Index("article_owed", "state", "attempts", "id"),
    Index("article_due", "state", "next_check", "id"),
    Index("article_body", "body"),
    # Partial, or SQLite would look for "no copy" in it, which a million articles are.
    Index("article_copy", "copy_of", sqlite_where=text("copy_of IS NOT NULL")),
)  # fmt: skip
revision = table_of(
    RevisionRow, "revision",
    UniqueConstraint("article", "number"),
    # Small, and has all that counting doubts takes: the rows themselves are large.
    Index("revision_doubts", "article", "number", "doubts", sqlite_where=text("doubts IS NOT NULL")),
)  # fmt: skip
page = table_of(PageRow, "page", key=("article", "position"))
listing = table_of(ListingRow, "listing", UniqueConstraint("url"))
warc = table_of(WarcRow, "warc", UniqueConstraint("name"))
capture = table_of(
    CaptureRow, "capture",
    Index("capture_article", "article", "revision"),
    Index("capture_url", "url", "digest"),
    Index("capture_warc", "warc", "offset"),
    Index("capture_reference", "refers_to", sqlite_where=text("refers_to IS NOT NULL")),
)  # fmt: skip
quarantine = table_of(
    QuarantineRow, "quarantine", UniqueConstraint("digest"), Index("quarantine_article", "article")
)
forgotten = table_of(ForgottenRow, "forgotten", UniqueConstraint("site", "source_id"))
