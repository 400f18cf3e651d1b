"""Which articles can be read again from their originals, and the originals of each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import and_, exists, or_

from newsarchive.evidence import Exchange
from newsarchive.exceptions import ArgumentError
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, RevisionRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind, RevisionKind, State
from newsarchive.store.desk import Desk
from newsarchive.store.originals.reading import read_exchange
from newsarchive.store.pictures.shown import show_again
from newsarchive.store.texts import publish

_OF_PAGES = CaptureRow.c.kind != CaptureKind.FILE
_HELD = exists().where(CaptureRow.c.article == ArticleRow.c.id, _OF_PAGES)
_READ = (RevisionKind.CRAWLED, RevisionKind.RE_EXTRACTED, RevisionKind.ILLUSTRATED)
_LOOKED_AT = 400  # of the newest articles
_READABLE = or_(
    ArticleRow.c.state.in_((State.PUBLISHED, State.QUARANTINED)),
    and_(ArticleRow.c.state == State.OWED, _HELD),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response is; of a mere reference, also where the one with the payload is."""

    name: str
    offset: int
    refers_to: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An article and where the latest responses are that it was read from."""

    row: ArticleRow
    places: tuple[Place, ...]

    def exchanges(self, folder: Path) -> list[Exchange]:
        """The responses themselves.

        :param folder: the originals'
        """
        return [read_exchange(folder, one.name, one.offset, refers_to=one.refers_to) for one in self.places]


def replayable(rows: Rows, *, since: str | None) -> Iterator[Kept]:
    """The articles, in the order in which they were discovered; a restored one stays as it is.

    Of one that is owed there are originals where a catalog was made again and the post was lost, too.

    :param since: ``YYYY-MM-DD``, in the site's zone: only those published from then on
    """
    for found in rows.pieces(ArticleRow, _READABLE):
        yield from _kept(
            rows, [one for one in found if since is None or one.post is None or one.post >= since]
        )


def newest_of_each_section(rows: Rows, *, most: int) -> list[tuple[Kept, RevisionRow]]:
    """The newest published articles that can be read again, by turns of each section, with what is stored."""
    where = and_(ArticleRow.c.state == State.PUBLISHED, _HELD)
    newest = rows.where(ArticleRow, where, order=[ArticleRow.c.id.desc()], limit=_LOOKED_AT)
    revisions = rows.by_values(RevisionRow, RevisionRow.c.article, [row.id for row in newest])
    stored = {(one.article, one.number): one for one in revisions}
    turns = defaultdict[str, list[tuple[int, Kept, RevisionRow]]](list)
    for kept in _kept(rows, newest):
        revision = stored[kept.row.id, kept.row.revision or 0]
        if kept.places and revision.kind in _READ:
            section = turns[revision.section or revision.category]
            section.append((len(section), kept, revision))
    chosen = sorted((one for section in turns.values() for one in section), key=lambda one: one[0])
    return [(kept, revision) for _, kept, revision in chosen[:most]]


def originals_of(rows: Rows, row: ArticleRow, number: int) -> Kept | None:
    """Where the originals are from which a revision was read; None of one that was restored.

    :param number: the revision's
    """
    return next(_kept(rows, [replace(row, revision=number)]), None)


def _kept(rows: Rows, chosen: list[ArticleRow]) -> Iterator[Kept]:
    names = {row.id: row.name for row in rows.where(WarcRow)}
    ids = [row.id for row in chosen]
    held = list(rows.by_values(CaptureRow, CaptureRow.c.article, ids, _OF_PAGES))
    referred_to = {row.refers_to for row in held if row.refers_to}
    others = {row.id: (names[row.warc], row.offset)
              for row in rows.by_values(CaptureRow, CaptureRow.c.id, referred_to)}  # fmt: skip
    again = rows.by_values(RevisionRow, RevisionRow.c.article, ids, kind=RevisionKind.RESTORED)
    restored = {(row.article, row.number) for row in again}
    for row in chosen:
        if (row.id, row.revision) not in restored:
            latest = _latest(row, [one for one in held if one.article == row.id])
            places = (Place(names[one.warc], one.offset, others.get(one.refers_to or 0)) for one in latest)
            yield Kept(row, tuple(places))


def _latest(row: ArticleRow, held: list[CaptureRow]) -> list[CaptureRow]:
    """The newest group: of the newest revision that has any, or of the last quarantine."""
    numbers = {one.revision for one in held if one.revision}
    newest = max((number for number in numbers if number <= (row.revision or 0)), default=None)
    by_url = {one.url: one for one in sorted(held, key=lambda one: one.id) if one.revision == newest}
    return list(by_url.values())


def restore(desk: Desk, row: ArticleRow, number: int) -> int:
    """Make revision ``number`` an article's own again, as a new one; within a transaction.

    What the source showed last stays noted: the next crawl changes nothing unless the source does.
    The post is written once this is committed.

    :returns: the new revision's number
    :raises ArgumentError: there is no such revision, it is published now, or must not be
    """
    known = desk.rows.where(RevisionRow, article=row.id)
    chosen = next((one for one in known if one.number == number), None)
    if chosen is None:
        numbers = ", ".join(str(one.number) for one in known) or "none"
        raise ArgumentError(f"{row.source_id} has no revision {number}; it has {numbers}")
    there = desk.current_revision(row)
    if there and (there.name, there.sha256) == (chosen.name, chosen.sha256):
        raise ArgumentError(f"{row.source_id} is published as it was in revision {number}; nothing to do")
    if _made_safe(chosen, known):
        raise ArgumentError(
            f"revision {number} is kept as another tool wrote it, which is not safe to publish;"
            f" revision {number + 1} is the same made safe"
        )
    new = replace(
        chosen, number=max(one.number for one in known) + 1, kind=RevisionKind.RESTORED,
        run=desk.run.id, stored=desk.now,
    )  # fmt: skip
    desk.offline = True  # the source is not asked: nobody's next check moves
    publish(desk, row, desk.rows.add(new))
    show_again(desk.rows, row.id, number, again=new.number)
    return new.number


def _made_safe(chosen: RevisionRow, known: list[RevisionRow]) -> bool:
    """Whether an adopted post was replaced at once by what the archive makes of it."""
    after = (chosen.number + 1, RevisionKind.ADOPTED, chosen.run)
    return chosen.kind is RevisionKind.ADOPTED and any(
        (one.number, one.kind, one.run) == after for one in known
    )
