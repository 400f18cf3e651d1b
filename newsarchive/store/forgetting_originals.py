"""A takedown's part in the originals: WARC files written anew, and the catalog told where all else is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sqlalchemy import select

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.originals.records import FinishedWarc
from newsarchive.store.originals.removal import finished, without


def take_shared_originals(rows: Rows, ids: list[int]) -> tuple[str, ...]:
    """Make what others have of the same payloads the articles' own; the source ids of these others.

    There are such where two articles were led to one page: the later capture merely refers to the first.
    """
    own = rows.where(CaptureRow, CaptureRow.c.article.in_(ids))
    others: set[int] = set()
    for url, digest in {(row.url, row.digest) for row in own}:
        same = rows.where(CaptureRow, url=url, digest=digest)
        others |= {row.article for row in same} - set(ids)
        foreign = [replace(row, article=ids[0], revision=None) for row in same if row.article not in ids]
        known = [row for row in same if row.article in ids]
        rows.replace(*(replace(row, refers_to=None) for row in [*known, *foreign]))
    return tuple(row.source_id for row in rows.by_values(ArticleRow, ArticleRow.c.id, others))


def remove_originals(
    rows: Rows, transact: Callable[[Callable[[Rows], None]], None], folder: Path, ids: list[int]
) -> None:
    """Remove all captures of the articles, one file after another; after a crash call it again.

    :raises StorageError: the disk fails, or a file is damaged
    """
    doomed = CaptureRow.c.article.in_(ids)
    files = select(CaptureRow.c.warc).where(doomed)
    for held in rows.where(WarcRow, WarcRow.c.id.in_(files), order=[WarcRow.c.id]):
        going = rows.where(CaptureRow, doomed, warc=held.id)
        transact(partial(_note, held=held, ids=ids, rewritten=_rewrite(folder, held, going)))


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is now, None where it is gone; and where its captures are, by their record ids."""

    there: FinishedWarc | None = None
    captures: dict[str, int] = field(default_factory=dict)


def _rewrite(folder: Path, held: WarcRow, going: list[CaptureRow]) -> _File:
    name = held.name
    path = folder / name
    if not path.exists():  # nothing else was in it; or it is lost, which is for `scrapy verify` to say
        return _File()
    offsets = {row.offset for row in going}
    try:
        if finished(path).sha256 != held.sha256:  # a crash came before the catalog could note it
            found = without(folder, name, frozenset()).captures
            offsets = {found[row.record_id] for row in going if row.record_id in found}
        rewritten = without(folder, name, offsets)
    except StorageError as error:
        remedy = "the takedown waits for this file: put back a sound copy, or remove it, and run again"
        raise StorageError(f"{error}; {remedy}") from error
    return _File(rewritten.file, rewritten.captures)


def _note(rows: Rows, *, held: WarcRow, ids: list[int], rewritten: _File) -> None:
    here = CaptureRow.c.warc == held.id
    rows.remove(CaptureRow, here, CaptureRow.c.article.in_(ids))
    left = rows.where(CaptureRow, here)
    rows.replace(*(_moved(row, rewritten.captures) for row in left))
    if rewritten.there:
        rows.replace(replace(held, length=rewritten.there.length, sha256=rewritten.there.sha256))
    elif not left:
        rows.remove(WarcRow, id=held.id)


def _moved(row: CaptureRow, captures: dict[str, int]) -> CaptureRow:
    offset = captures.get(row.record_id, row.offset)
    return replace(row, offset=offset, end=row.end + offset - row.offset)
