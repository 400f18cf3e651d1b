"""The columns of records, one table for JSON lines, Parquet and CSV; docs/records.md says what each means."""

from typing import Any, Literal

from newsarchive.exceptions import ExtractionError
from newsarchive.items import fields_of
from newsarchive.posts.read_post import read_post
from newsarchive.store.pictures.of_posts import ShownPicture
from newsarchive.store.published import StoredPost

Kind = Literal["text", "number", "time", "day", "texts", "times", "pictures", "json"]

COLUMNS: dict[str, Kind] = {
    "site": "text", "id": "text", "revision": "number", "url": "text",
    "title": "text", "published": "time", "precision": "text",
    "outlet": "text", "category": "text", "tag": "text", "standfirst": "text", "link": "text",
    "author": "text", "source": "text", "section": "text", "tags": "texts", "image": "text",
    "language": "text",
    "modified": "time", "canonical": "text", "stated_date": "text",
    "doubts": "texts", "more": "json",
    "body": "text", "sha256": "text", "post": "text", "pictures": "pictures",
    "published_local": "text", "day": "day", "zone": "text", "kind": "text",
    "first_seen": "time", "first_stored": "time", "stored": "time", "fetched": "time", "last_seen": "time",
    "last_checked": "time", "edits": "number", "edited": "times", "gone_since": "time",
    "copy_of": "text", "further_urls": "texts", "listings": "texts", "pages": "texts", "captures": "number",
    "length": "number", "text_hash": "text", "body_hash": "text", "extraction": "text",
}  # fmt: skip
"""The name of each column and what is in it, in the order of files."""

Record = dict[str, Any]
"""What records say of a post, by column: ``body`` is None where the post cannot be read back, and a text that
the article does not state is empty."""


def record_of(post: StoredPost) -> Record:
    """The record of a post whose circumstances are told."""
    told = post.told
    assert told, "records say all that the catalog knows"
    try:
        body = read_post(post.post).body
    except ExtractionError:
        body = None
    record = {
        **fields_of(post), "site": post.site, "id": post.source_id, "revision": post.revision,
        "url": post.url, "body": body, "sha256": post.sha256, "post": post.name,
        "pictures": list(map(_picture, post.pictures)), "stored": post.stored_at, "edits": len(told.edited),
        "published_local": post.published.isoformat(), "day": post.published.date(),
    }  # fmt: skip
    return {name: record[name] if name in record else getattr(told, name) for name in COLUMNS}


def _picture(one: ShownPicture) -> dict[str, str | None]:
    return {"path": one.path or None, "url": one.url or None, "sha256": one.sha256 or None}
