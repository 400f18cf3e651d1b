"""The columns of records, one table for JSON lines, Parquet and CSV; docs/records.md says what each means."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from newsarchive.exceptions import ExtractionError
from newsarchive.items import ArticleFields, fields_of
from newsarchive.posts.read_post import read_post
from newsarchive.store.circumstances import Circumstances
from newsarchive.store.pictures.of_posts import ShownPicture
from newsarchive.store.published import StoredPost

Kind = Literal["text", "number", "time", "day", "texts", "times", "pictures", "json"]

COLUMNS: dict[str, Kind] = {
    "site": "text", "id": "text", "revision": "number", "url": "text",
    "title": "text", "published": "time", "precision": "text",
    "outlet": "text", "category": "text", "tag": "text", "standfirst": "text", "link": "text",
    "author": "text", "source": "text", "section": "text", "tags": "texts", "image": "text",
    "language": "text", "modified": "time", "canonical": "text", "stated_date": "text",
    "doubts": "texts", "more": "json",
    "body": "text", "sha256": "text", "post": "text", "pictures": "pictures",
    "published_local": "text", "day": "day", "zone": "text", "kind": "text",
    "first_seen": "time", "first_stored": "time", "stored": "time", "fetched": "time", "last_seen": "time",
    "last_checked": "time", "edits": "number", "edited": "times", "gone_since": "time",
    "copy_of": "text", "further_urls": "texts", "listings": "texts", "pages": "texts", "captures": "number",
    "length": "number", "text_hash": "text", "body_hash": "text", "extraction": "text",
}  # fmt: skip
"""The name of each column and what is in it, in the order of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Circumstances, ArticleFields):
    """What records say of a post. Times are aware.

    :param body: HTML; None where the post cannot be read back
    :param sha256: of the post's bytes, in hexadecimal
    :param post: the post's file name
    :param pictures: that it shows: ``path``, ``url`` and ``sha256`` of each; without path and sum where it
        stays with its source, without URL where nobody knows that any more
    :param published_local: ``published`` as ISO 8601, with the offset of the site's zone, or of the page's
        where the site has none
    :param day: the date of that
    :param stored: when the revision was archived
    """

    site: str
    id: str
    revision: int
    url: str
    body: str | None
    sha256: str
    post: str
    pictures: tuple[dict[str, str | None], ...]
    published_local: str
    day: date
    stored: datetime
    edits: int

    def row(self) -> dict[str, Any]:
        """The values by column, in the order of files."""
        return {name: getattr(self, name) for name in COLUMNS}


def record_of(post: StoredPost) -> Record:
    """The record of a post whose circumstances are told."""
    assert post.told, "records say all that the catalog knows"
    try:
        body = read_post(post.post).body
    except ExtractionError:
        body = None
    return Record(
        site=post.site, id=post.source_id, revision=post.revision, url=post.url, body=body,
        sha256=post.sha256, post=post.name, pictures=tuple(map(_picture, post.pictures)),
        published_local=post.published.isoformat(), day=post.published.date(), stored=post.stored_at,
        edits=len(post.told.edited), **vars(post.told), **fields_of(post),
    )  # fmt: skip


def _picture(one: ShownPicture) -> dict[str, str | None]:
    return {"path": one.path or None, "url": one.url or None, "sha256": one.sha256 or None}
