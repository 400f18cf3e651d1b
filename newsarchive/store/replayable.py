"""Which articles can be read again from their originals, and the originals of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, exists, or_

from newsarchive.evidence import Exchange
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, RevisionRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article, capture, revision
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.originals.reading import read_exchange

_CHUNK = 200
_HELD = exists().where(capture.c.article == article.c.id)
_READABLE = or_(article.c.state.in_(("published", "quarantined")), and_(article.c.state == "owed", _HELD))


@dataclass(frozen=True, slots=True)
class Kept:
    """An article and where the latest responses are that it was read from.

    :param captures: rows of the catalog, each with the one it refers to, if it is a mere reference
    """

    row: ArticleRow
    captures: tuple[tuple[CaptureRow, CaptureRow | None], ...]


def replayable(rows: Rows, *, since: str | None) -> Iterator[Kept]:
    """The articles, in the order in which they were discovered; a restored one stays as it is.

    Of one that is owed there are originals where a catalog was made again and the post was lost, too.

    :param since: ``YYYY-MM-DD``, in the site's zone: only those published from then on
    """
    last = 0
    while True:
        found = rows.where(ArticleRow, article.c.id > last, _READABLE, order=[article.c.id], limit=_CHUNK)
        if not found:
            return
        last = found[-1].id
        chosen = [row for row in found if since is None or row.post is None or row.post >= since]
        yield from _with_captures(rows, chosen)


def exchanges_of(rows: Rows, folder: Path, kept: Kept) -> list[Exchange]:
    """The responses themselves.

    :raises StorageError: one of them is damaged; says which
    """
    names = {row.id: row.name for row in rows.where(WarcRow)}
    return [
        read_exchange(
            folder,
            names[held.warc],
            held.offset,
            refers_to=(names[other.warc], other.offset) if other else None,
        )
        for held, other in kept.captures
    ]


def _with_captures(rows: Rows, chosen: list[ArticleRow]) -> Iterator[Kept]:
    ids = [row.id for row in chosen]
    held = list(rows.by_values(CaptureRow, capture.c.article, ids))
    referred_to = {row.refers_to for row in held if row.refers_to}
    others = {row.id: row for row in rows.by_values(CaptureRow, capture.c.id, referred_to)}
    is_restored = revision.c.kind == RevisionKind.RESTORED
    restored = {(row.article, row.number) for row in
                rows.by_values(RevisionRow, revision.c.article, ids, is_restored)}  # fmt: skip
    for row in chosen:
        if (row.id, row.revision) in restored:
            continue
        latest = _latest(row, [one for one in held if one.article == row.id])
        yield Kept(row, tuple((one, others.get(one.refers_to or 0)) for one in latest))


def _latest(row: ArticleRow, held: list[CaptureRow]) -> list[CaptureRow]:
    """The newest group: of the newest revision that has any, or of the last quarantine."""
    numbers = {one.revision for one in held if one.revision}
    newest = max((number for number in numbers if number <= (row.revision or 0)), default=None)
    group = [one for one in held if one.revision == newest]
    by_url = {one.url: one for one in sorted(group, key=lambda one: one.id)}
    return list(by_url.values())
