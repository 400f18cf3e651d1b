"""The catalog's tables. Times are seconds since 1970 in UTC; every row carries the seal of its values."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _table(name: str, *parts: Column[object] | UniqueConstraint | Index) -> Table:
    seal = Column("seal", LargeBinary, nullable=False)
    # A number once given is never given again: collecting goes by them.
    numbered = any(isinstance(part, Column) and part.name == "id" for part in parts)
    return Table(name, metadata, *parts, seal, sqlite_strict=True, sqlite_autoincrement=numbered)


run = _table(
    "run",
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("extraction", Text, nullable=False),
    Column("started", Integer, nullable=False),
    Column("ended", Integer),  # none while it is at work, and for ever if it was killed
    Column("account", Text),  # JSON: outcome → count
)

# An article is known by (site, source id). States: owed (discovered, never stored), quarantined,
# pending (its revision is stored, its post perhaps not), published.
article = _table(
    "article",
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("entry", Text),  # JSON: how a listing showed it
    Column("day", Text),  # the date that its entry states
    Column("listing", Integer, ForeignKey("listing.id")),  # where it was seen last while owed
    Column("discovered", Integer, nullable=False),
    Column("stored", Integer),  # when its first revision was
    Column("revision", Integer),  # the number of the one that is published
    Column("seen", LargeBinary),  # what the source showed last; its own text, unless a revision was restored
    Column("stem", Text, unique=True),  # what tells its post's name from all others, case folded
    Column("post", Text),  # the post's file name
    Column("old_post", Text),  # a name that the post had until its date moved, to be removed
    Column("body", LargeBinary),  # the body's fingerprint
    Column("copy_of", Integer, ForeignKey("article.id")),  # the first article with this very body
    Column("attempts", Integer, nullable=False),  # failed ones since the last success
    Column("failure", Text),  # why the last one failed
    Column("tried_in", Integer, ForeignKey("run.id")),  # the run that asked for it last
    Column("checked", Integer),  # when it was asked for last
    Column("next_check", Integer),  # when it is due; none: at once while owed, never once stored
    Column("wait", Integer),  # seconds between the last two checks' due times
    Column("gone", Integer),  # since when the source answers 404 or 410
    UniqueConstraint("site", "source_id"),
    Index("article_url", "url"),
    Index("article_owed", "state", "attempts", "id"),
    Index("article_due", "state", "next_check", "id"),
    Index("article_body", "body"),
    # Partial, or SQLite would look for "no copy" in it, which a million articles are.
    Index("article_copy", "copy_of", sqlite_where=text("copy_of IS NOT NULL")),
)

# Kinds: crawled, conflicting, shrunken, re-extracted, restored, adopted, rebuilt.
revision = _table(
    "revision",
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("run", Integer, ForeignKey("run.id"), nullable=False),
    Column("stored", Integer, nullable=False),
    Column("fetched", Text, nullable=False),  # ISO 8601
    Column("extraction", Text, nullable=False),  # the code that made it
    Column("title", Text, nullable=False),
    Column("published", Text, nullable=False),  # ISO 8601, in the site's zone
    Column("precision", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("standfirst", Text),
    Column("link", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),  # the fingerprints: of everything,
    Column("body", LargeBinary),  # and of the body alone
    Column("length", Integer, nullable=False),
    Column("post", LargeBinary, nullable=False),  # the file, compressed by zlib
    Column("sha256", Text, nullable=False),  # of the file
    Column("author", Text),
    Column("source", Text),
    Column("section", Text),
    Column("image", Text),
    Column("language", Text),
    Column("modified", Text),  # ISO 8601
    Column("canonical", Text),
    Column("stated_date", Text),  # as the site wrote it
    Column("doubts", Text),  # slugs, with spaces between them
    Column("more", Text),  # JSON: what else the front matter says
    UniqueConstraint("article", "number"),
)

# The pages that an article was read from, with what a conditional request needs.
page = _table(
    "page",
    Column("article", Integer, ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
)

listing = _table(
    "listing",
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("read", Integer, nullable=False),
    Column("leads_to", Text, nullable=False),  # JSON: the listings that it linked
    Column("next_page", Text),  # where it goes on, if a run is to follow it there
)

warc = _table(
    "warc",
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("length", Integer),  # none while it is open
    Column("sha256", Text),
)

# A response that was kept, with the request before it.
capture = _table(
    "capture",
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("article.id"), nullable=False),
    Column("revision", Integer),  # the one it gave; none for what was quarantined
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("at", Text, nullable=False),  # ISO 8601
    Column("warc", Integer, ForeignKey("warc.id"), nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("end", Integer, nullable=False),  # of its request's record
    Column("kind", Text, nullable=False),  # response or revisit
    Column("record_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("refers_to", Integer, ForeignKey("capture.id")),
    Index("capture_article", "article", "revision"),
    Index("capture_url", "url", "digest"),
    Index("capture_warc", "warc", "offset"),
    Index("capture_reference", "refers_to", sqlite_where=text("refers_to IS NOT NULL")),
)

quarantine = _table(
    "quarantine",
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("article.id")),  # none where the source gave no valid id
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # JSON, compressed by zlib
    Column("digest", LargeBinary, nullable=False, unique=True),  # of id, URL, reason and record
    Column("extraction", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("settled", Integer),  # when the article was stored after all
    Index("quarantine_article", "article"),
)

# Tombstones: what a takedown removed and no later run may bring back.
forgotten = _table(
    "forgotten",
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("name", Text),  # the post's file name, for those who have copied it
    Column("reason", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("done", Integer),  # when the last byte was gone; none while the removal is under way
    UniqueConstraint("site", "source_id"),
)
