"""Find an article by whatever a person has of it."""

from dataclasses import dataclass

from sqlalchemy import false

from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article, forgotten, page, quarantine
from newsarchive.store.names import POST_NAME


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
    name = given.rpartition("/")[2]
    post = POST_NAME.fullmatch(name)
    of_page = rows.one(page, page.c.url == given)
    for table, where in (
        (article, article.c.source_id == given),
        (article, article.c.url == given),
        (article, article.c.stem == post[2].casefold() if post else false()),
        (article, article.c.id == of_page["article"] if of_page else false()),
        (forgotten, forgotten.c.source_id == given),
        (forgotten, forgotten.c.url == given),
        (forgotten, forgotten.c.name == name),
    ):
        if found := rows.one(table, table.c.site == site, where):
            return Named(found["source_id"], found["url"])
    for where in (quarantine.c.source_id == given, quarantine.c.url == given):
        if found := rows.one(quarantine, where):
            return Named(found["source_id"], found["url"])
    return None
