"""A post as one flat record."""

from dataclasses import dataclass

from newsarchive.exceptions import ExtractionError
from newsarchive.items import FIELDS, ArticleFields, fields_of
from newsarchive.posts.read_post import read_post
from newsarchive.store.stored_post import StoredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(ArticleFields):
    """What records say of a post.

    :param body: HTML; None where the post cannot be read back
    :param sha256: of the post's bytes, in hexadecimal
    :param post: the post's file name
    """

    site: str
    id: str
    revision: int
    url: str
    body: str | None
    sha256: str
    post: str


COLUMNS = ("site", "id", "revision", "url", *FIELDS, "body", "sha256", "post")
"""The names, in the order of files."""


def record_of(post: StoredPost) -> Record:
    """The record of a post."""
    try:
        body = read_post(post.post).body
    except ExtractionError:
        body = None
    return Record(
        site=post.site, id=post.source_id, revision=post.revision, url=post.url, body=body,
        sha256=post.sha256, post=post.name, **fields_of(post),
    )  # fmt: skip
