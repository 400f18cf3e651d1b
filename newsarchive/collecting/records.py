"""A post as one flat record."""

from dataclasses import dataclass, fields
from datetime import datetime

from newsarchive.exceptions import ExtractionError
from newsarchive.exporters.read_post import read_post
from newsarchive.store.stored_post import StoredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What records say of a post, in this order.

    :param published: aware, in the site's zone
    :param body: HTML; None where the post cannot be read back
    :param sha256: of the post's bytes, in hexadecimal
    :param post: the post's file name
    """

    site: str
    id: str
    revision: int
    url: str
    link: str
    title: str
    published: datetime
    outlet: str
    category: str
    tag: str
    standfirst: str
    body: str | None
    sha256: str
    post: str


COLUMNS = tuple(field.name for field in fields(Record))


def record_of(post: StoredPost) -> Record:
    """The record of a post."""
    try:
        body = read_post(post.post).body
    except ExtractionError:
        body = None
    return Record(
        site=post.site,
        id=post.source_id,
        revision=post.revision,
        url=post.url,
        link=post.link,
        title=post.title,
        published=post.published,
        outlet=post.outlet,
        category=post.category,
        tag=post.tag,
        standfirst=post.standfirst,
        body=body,
        sha256=post.sha256,
        post=post.name,
    )
