"""A post as the catalog keeps it."""

from dataclasses import dataclass
from datetime import datetime

from newsarchive.items import ArticleFields


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPost(ArticleFields):
    """One article's post in one of its revisions.

    :param revision: counts from 1 within its article
    :param name: the file's name in ``_posts``
    :param stored_at: when this revision was archived, aware, in UTC
    :param post: the file's bytes
    :param sha256: of ``post``, in hexadecimal
    """

    site: str
    source_id: str
    revision: int
    name: str
    url: str
    stored_at: datetime
    post: bytes
    sha256: str
