"""One submission on its way into the catalog: who enters it, by what it is."""

from newsarchive.items import Gone, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.store.desk import Desk, enter_gone, enter_rejected, enter_unchanged, enter_unfetched
from newsarchive.store.originals.captures import Originals
from newsarchive.store.submissions import Extracted, Submission, Verdict
from newsarchive.store.texts import enter_extracted, twin_of


def enter(desk: Desk, originals: Originals, submission: Submission) -> Verdict:
    """Enter one submission, within a transaction; what a takedown removed stays away."""
    if desk.is_forgotten(submission):
        desk.forget_too(submission)
        return Verdict(Outcome.UNCHANGED, "forgotten")
    if isinstance(submission, Extracted):
        submission = twin_of(desk, submission) or submission
    match submission:
        case Extracted():
            verdict, row, number = enter_extracted(desk, submission)
            if number is not None:
                originals.keep(desk, row, submission.evidence.exchanges, revision=number)
        case Rejected():
            verdict, rejected = enter_rejected(desk, submission)
            if rejected and verdict.new:
                originals.keep(desk, rejected, submission.evidence.exchanges, revision=None)
        case Unfetched():
            verdict = enter_unfetched(desk, submission)
        case Unchanged():
            verdict = enter_unchanged(desk, submission)
        case Gone():
            verdict = enter_gone(desk, submission)
    return verdict
