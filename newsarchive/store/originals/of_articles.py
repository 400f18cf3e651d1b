"""All originals of articles that are taken down, removed from every file that has any."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import select

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.originals.copies import Copies
from newsarchive.store.originals.removal import Rewritten, finished, without


def remove_originals(
    rows: Rows, transact: Callable[[Callable[[Rows], None]], None], copies: Copies, ids: list[int]
) -> None:
    """Remove all captures of the articles, one file after another; after a crash call it again."""
    doomed = CaptureRow.c.article.in_(ids)
    files = select(CaptureRow.c.warc).where(doomed)
    for held in rows.where(WarcRow, WarcRow.c.id.in_(files), order=[WarcRow.c.id]):
        going = rows.where(CaptureRow, doomed, warc=held.id)
        rewritten = _rewrite(copies.originals, held, going)
        transact(partial(_note, held=held, ids=ids, rewritten=rewritten, copied=copies.folder is not None))


def _rewrite(folder: Path, held: WarcRow, going: list[CaptureRow]) -> Rewritten:
    name = held.name
    path = folder / name
    if not path.exists():  # nothing else was in it; or it is lost, which is for `scrapy verify` to say
        return Rewritten({}, None)
    offsets = {row.offset for row in going}
    try:
        if finished(path).sha256 != held.sha256:  # a crash came before the catalog could note it
            found = without(folder, name, frozenset()).captures
            offsets = {found[row.record_id] for row in going if row.record_id in found}
        return without(folder, name, offsets)
    except StorageError as error:
        remedy = "the takedown waits for this file: put back a sound copy, or remove it, and run again"
        raise StorageError(f"{error}; {remedy}") from error


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
