"""Sentences of the catalog that name an article which was taken down: they lose their words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsarchive.store.catalog.portable import place_in
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    AskRow,
    ForgottenRow,
    NoticeRow,
    QuarantineRow,
    RevisionRow,
)
from newsarchive.store.catalog.rows import Rows

BLOTTED = "it named an article that was taken down"
_TELLING = 6  # characters: less of a text stands in sentences about anything


def blot_out(rows: Rows, marked: Sequence[ForgottenRow], ids: Sequence[int]) -> None:
    """Take the words of what is said of others where they name articles that go; before their rows do.

    An article is named by its address, its id, its post's name, or a title that it had.

    :param marked: the tombstones
    :param ids: of the articles' rows
    """
    going = list(rows.by_values(ArticleRow, ArticleRow.c.id, ids))
    titles = [row.title for row in rows.by_values(RevisionRow, RevisionRow.c.article, ids)]
    names = [name for row in going for name in (row.url, row.source_id, row.post or "")] + titles
    names += [name for stone in marked for name in (stone.url, stone.source_id)]
    for name in {name for name in names if len(name) >= _TELLING}:
        for kind, column in _SENTENCES:
            is_named = place_in(kind.c[column], name) > 0
            rows.replace(*(replace(row, **{column: BLOTTED}) for row in rows.where(kind, is_named)))


_SENTENCES: tuple[tuple[type[Any], str], ...] = (
    (AskRow, "detail"),
    (QuarantineRow, "detail"),
    (NoticeRow, "detail"),
    (NoticeRow, "subject"),
)
