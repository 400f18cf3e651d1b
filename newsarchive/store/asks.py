"""What came of each time that an article was asked for."""

import re

from newsarchive.items import End, Rejected, Unchanged
from newsarchive.store.catalog.row_kinds import AskRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.catalog.texts import storable
from newsarchive.store.desk import Desk
from newsarchive.store.submissions import Extracted, Verdict
from newsarchive.text import cut

_HTTP = re.compile(r"http-(\d{3})")
_LONGEST = 500  # characters of a sentence for people
_NOT_MODIFIED = 304


def note_ask(desk: Desk, submission: Extracted | End, verdict: Verdict) -> None:
    """Note what came of asking for an article, within the transaction that enters it.

    What is read again from originals or posts was not asked for, and what has no valid id has no row.
    """
    if desk.offline or (isinstance(submission, Extracted) and submission.kind is not RevisionKind.CRAWLED):
        return
    row = desk.row_of(submission)
    if row is None:
        return
    said = "" if isinstance(submission, Extracted) else submission.detail
    desk.rows.add(
        AskRow(
            article=row.id, run=desk.run.id, at=desk.now, outcome=verdict.outcome, reason=verdict.reason,
            detail=cut(storable(said), _LONGEST),
            status=status_of(submission),
        )
    )  # fmt: skip


def status_of(submission: Extracted | End) -> int | None:
    """The HTTP status of the answer that decided what became of an article; None where there was none."""
    match submission:
        case Unchanged():
            return _NOT_MODIFIED
        case Extracted(evidence=evidence) | Rejected(evidence=evidence):
            last = evidence.exchanges[-1].status if evidence.exchanges else None
            return evidence.status if evidence.status is not None else last
    named = _HTTP.fullmatch(submission.reason)
    return int(named[1]) if named else None
