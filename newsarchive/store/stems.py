"""Articles that are known by the stem of their post, which is a hash of an id that nobody knows any more.

A post that a catalog is made of again may link somewhere else than where its article was found, where the
site redirects. Its article's id is then the stem, until a listing or an original shows an id with that hash:
so it is not taken for a new article, and its post keeps its name.
"""

from collections.abc import Iterable
from dataclasses import replace

from newsarchive.posts.file_names import hashed_stem
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article


def give_ids(rows: Rows, site: str, found: Iterable[Identity]) -> dict[str, ArticleRow]:
    """Give their ids to the articles that were known by a stem; their rows as they are now, by these ids.

    :param found: articles that no row is known of
    """
    by_stem = {hashed_stem(one.source_id): one for one in found}
    known = rows.by_values(ArticleRow, article.c.source_id, by_stem, article.c.site == site)
    changed = [
        replace(row, source_id=by_stem[row.source_id].source_id, url=by_stem[row.source_id].url)
        for row in known
    ]
    rows.replace(*changed)
    return {row.source_id: row for row in changed}
