"""One article, several addresses: the further ones are rows of their own that say whose they are."""

from collections.abc import Iterable

from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State


def double_of(row: ArticleRow, other: ArticleRow) -> ArticleRow:
    """Another article's row, yet to be saved, as that of a further address of an article.

    It is asked for no more, and what a list shows there is known. Its stem stays taken, and ``old_post`` says
    which post it had, if any: whoever looks for that is to be led to the article's.
    """
    return ArticleRow(
        id=other.id, site=other.site, source_id=other.source_id, url=other.url, state=State.DOUBLE,
        discovered=other.discovered, stored=other.stored, stem=other.stem, copy_of=row.id,
        old_post=other.post or other.old_post, checked=other.checked, tried_in=other.tried_in,
    )  # fmt: skip


def original(rows: Rows, row: ArticleRow) -> ArticleRow:
    """The article itself, where a row is but a further address of it; else the same row."""
    return (row.state is State.DOUBLE and rows.one(ArticleRow, id=row.copy_of)) or row


def shown(rows: Rows, there: dict[str, ArticleRow]) -> dict[str, ArticleRow]:
    """What a list shows, by the ids that it has there: an article at a former address of it is not shown."""
    own = {source_id: original(rows, row) for source_id, row in there.items()}
    return {source_id: row for source_id, row in own.items() if row.url == there[source_id].url}


def doubles_of(rows: Rows, articles: Iterable[int]) -> list[ArticleRow]:
    """The rows of the further addresses of articles, which are given by their rows' ids."""
    return list(rows.by_values(ArticleRow, ArticleRow.c.copy_of, articles, state=State.DOUBLE))
