"""Which entry each kind of submission makes in the catalog, and which originals it leaves."""

from newsarchive.evidence import Evidence
from newsarchive.items import Gone, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.entering import (
    Desk,
    enter_gone,
    enter_rejected,
    enter_unchanged,
    enter_unfetched,
)
from newsarchive.store.entering_texts import enter_extracted
from newsarchive.store.keeping import Originals
from newsarchive.store.submissions import Extracted, Submission, Verdict


def enter(desk: Desk, originals: Originals, submission: Submission) -> Verdict:
    """Enter one submission, within a transaction; what a takedown removed stays away."""
    if desk.is_forgotten(submission):
        return Verdict(Outcome.UNCHANGED, "forgotten")
    match submission:
        case Extracted():
            verdict, row, number = enter_extracted(desk, submission)
            if number is not None:
                _keep(desk, originals, row, submission.evidence, number)
        case Rejected():
            verdict, rejected = enter_rejected(desk, submission)
            if rejected and verdict.new:
                _keep(desk, originals, rejected, submission.evidence, None)
        case Unfetched():
            verdict = enter_unfetched(desk, submission)
        case Unchanged():
            verdict = enter_unchanged(desk, submission)
        case Gone():
            verdict = enter_gone(desk, submission)
    return verdict


def _keep(
    desk: Desk, originals: Originals, row: ArticleRow, evidence: Evidence, revision: int | None
) -> None:
    originals.keep(desk, row, evidence.exchanges, revision=revision)
