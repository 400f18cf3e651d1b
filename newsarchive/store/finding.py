"""Find an article by whatever a person has of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import false

from newsarchive.posts.file_names import POST_NAME
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow, PageRow, QuarantineRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article, forgotten, page, quarantine


@dataclass(frozen=True, slots=True)
class Named:
    """An article as the archive knows it, be it archived, owed, quarantined or forgotten.

    :param url: its identity page
    """

    source_id: str
    url: str


def find(rows: Rows, site: str, given: str) -> Named | None:
    """The article with this source id, URL or post file name.

    :param given: of a post a path will do, and a name from before its date moved
    """
    for found in _matches(rows, site, given):
        if found:
            return Named(found.source_id, found.url)
    return None


def _matches(rows: Rows, site: str, given: str) -> Iterator[ArticleRow | ForgottenRow | QuarantineRow | None]:
    """The rows that may be meant, the likeliest first."""
    name = given.rpartition("/")[2]
    post = POST_NAME.fullmatch(name)
    of_page = rows.one(PageRow, page.c.url == given)
    for its in (
        article.c.source_id == given,
        article.c.url == given,
        article.c.stem == post[2].casefold() if post else false(),
        article.c.id == of_page.article if of_page else false(),
    ):
        yield rows.one(ArticleRow, article.c.site == site, its)
    for its in (forgotten.c.source_id == given, forgotten.c.url == given, forgotten.c.name == name):
        yield rows.one(ForgottenRow, forgotten.c.site == site, its)
    for its in (quarantine.c.source_id == given, quarantine.c.url == given):
        yield rows.one(QuarantineRow, its)
