"""All originals of articles that are taken down, removed from every file that has any."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.originals.captures import Originals
from newsarchive.store.originals.removal import Rewritten


def remove_originals(
    rows: Rows,
    transact: Callable[[Callable[[Rows], None]], None],
    originals: Originals,
    ids: list[int],
    *,
    copied: bool,
) -> None:
    """Remove all captures of the articles, one file after another; after a crash call it again.

    :param copied: there are copies, of which each needs its file's row until it is gone
    :raises StorageError: none of the files is where it should be, or one is damaged; nothing is noted then
    """
    doomed = CaptureRow.c.article.in_(ids)
    files = rows.where(
        WarcRow, WarcRow.c.id.in_(select(CaptureRow.c.warc).where(doomed)), order=[WarcRow.c.id]
    )
    if files:
        originals.check(rows)
    for held in files:
        going = rows.where(CaptureRow, doomed, warc=held.id)
        rewritten = originals.rewrite(held, going)
        transact(partial(_note, held=held, ids=ids, rewritten=rewritten, copied=copied))
    originals.settle(rows)


def without_captures(rows: Rows) -> list[WarcRow]:
    """The sealed files of which a takedown left nothing."""
    of_it = select(CaptureRow.c.id).where(CaptureRow.c.warc == WarcRow.c.id)
    return rows.where(WarcRow, WarcRow.c.length.is_not(None), ~of_it.exists())


def _note(rows: Rows, *, held: WarcRow, ids: list[int], rewritten: Rewritten, copied: bool) -> None:
    here = CaptureRow.c.warc == held.id
    rows.remove(CaptureRow, here, CaptureRow.c.article.in_(ids))
    left = rows.where(CaptureRow, here)
    rows.replace(*(_moved(row, rewritten.captures) for row in left))
    if rewritten.file:
        rows.replace(replace(held, length=rewritten.file.length, sha256=rewritten.file.sha256))
    elif not left and not copied:
        rows.remove(WarcRow, id=held.id)


def _moved(row: CaptureRow, captures: dict[str, int]) -> CaptureRow:
    offset = captures.get(row.record_id, row.offset)
    return replace(row, offset=offset, end=row.end + offset - row.offset)
