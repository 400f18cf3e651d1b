"""Put an earlier revision back, so that it lasts until the source shows something new."""

from dataclasses import replace

from newsarchive.exceptions import ArgumentError
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.schema import revision
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.entering import Desk
from newsarchive.store.entering_texts import current_revision, publish


def restore(desk: Desk, row: ArticleRow, number: int) -> int:
    """Make revision ``number`` an article's own again, as a new one; within a transaction.

    What the source showed last stays noted: the next crawl changes nothing unless the source does.
    The post is written once this is committed.

    :returns: the new revision's number
    :raises ArgumentError: there is no such revision, it is published now, or must not be
    """
    known = desk.rows.where(RevisionRow, revision.c.article == row.id)
    chosen = next((one for one in known if one.number == number), None)
    if chosen is None:
        numbers = ", ".join(str(one.number) for one in known) or "none"
        raise ArgumentError(f"{row.source_id} has no revision {number}; it has {numbers}")
    there = current_revision(desk, row)
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
    return new.number


def _made_safe(chosen: RevisionRow, known: list[RevisionRow]) -> bool:
    """Whether an adopted post was replaced at once by what the archive makes of it."""
    after = (chosen.number + 1, RevisionKind.ADOPTED, chosen.run)
    return chosen.kind is RevisionKind.ADOPTED and any(
        (one.number, one.kind, one.run) == after for one in known
    )
