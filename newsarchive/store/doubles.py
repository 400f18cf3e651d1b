"""One article, several addresses: the further ones are rows of their own that say whose they are."""

from collections.abc import Iterable
from dataclasses import replace

from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    AskRow,
    CaptureRow,
    PageRow,
    QuarantineRow,
    RevisionRow,
)
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.pictures.shown import hand_over_illustrations
from newsarchive.store.sightings import hand_over_shown


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


def merge(rows: Rows, number: int, other_number: int, *, address: str, now: int) -> None:
    """Make one of two archived articles, within a transaction; the first one keeps id, post and name.

    The other's revisions follow its own, with their originals; what is quarantined, when it was asked for,
    which lists showed it, copies and further addresses pass to it. It is due, and read whole.

    :param number: of the row of the one that stays
    :param address: at which it is asked for from now on
    :param now: seconds since 1970
    """
    row, other = rows.one(ArticleRow, id=number), rows.one(ArticleRow, id=other_number)
    assert row, "both have been found"
    assert other, "both have been found"
    revisions = rows.where(RevisionRow, RevisionRow.c.article.in_([number, other_number]))
    last = max(one.number for one in revisions if one.article == number)
    for one in revisions:
        if one.article == other_number:
            rows.replace(replace(one, article=number, number=last + one.number))
    hand_over_illustrations(rows, number, other_number, after=last)
    for capture in rows.where(CaptureRow, article=other_number):
        revision = capture.revision and last + capture.revision
        rows.replace(replace(capture, article=number, revision=revision))
    held = rows.where(QuarantineRow, article=other_number)
    rows.replace(*(replace(entry, article=number, settled=entry.settled or now) for entry in held))
    rows.replace(*(replace(ask, article=number) for ask in rows.where(AskRow, article=other_number)))
    hand_over_shown(rows, number, other_number)
    copies = rows.where(ArticleRow, copy_of=other_number)
    rows.replace(*(replace(copy, copy_of=number) for copy in copies if copy.id != number))
    rows.remove(PageRow, PageRow.c.article.in_([number, other_number]))
    rows.replace(double_of(row, replace(other, checked=now)))
    original_of_it = None if row.copy_of == other_number else row.copy_of
    rows.replace(replace(row, url=address, copy_of=original_of_it, next_check=now, gone=None))


def shown(rows: Rows, there: dict[str, ArticleRow]) -> dict[str, ArticleRow]:
    """What a list shows, by the ids that it has there: an article at a former address of it is not shown."""
    own = {source_id: original(rows, row) for source_id, row in there.items()}
    return {source_id: row for source_id, row in own.items() if row.url == there[source_id].url}


def doubles_of(rows: Rows, articles: Iterable[int]) -> list[ArticleRow]:
    """The rows of the further addresses of articles, which are given by their rows' ids."""
    return list(rows.by_values(ArticleRow, ArticleRow.c.copy_of, articles, state=State.DOUBLE))
