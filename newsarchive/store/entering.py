"""Enter what was handed in: into the catalog, with its pages and what they teach of their site."""

from newsarchive.evidence import Evidence
from newsarchive.items import Gone, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.store.addresses_of_pictures import are_found_again, forget_unknown
from newsarchive.store.asks import note_ask
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.desk import Desk, enter_gone, enter_rejected, enter_unchanged, enter_unfetched
from newsarchive.store.illustrated import enter_illustrated
from newsarchive.store.learner import Learner
from newsarchive.store.originals.captures import Originals
from newsarchive.store.pictures.entering import enter_asked, enter_shown
from newsarchive.store.pictures.shown import of_text
from newsarchive.store.submissions import Extracted, Illustrated, Submission, Verdict
from newsarchive.store.texts import enter_extracted, twin_of


def enter(desk: Desk, originals: Originals, learner: Learner, submission: Submission) -> Verdict:
    """Enter one submission, within a transaction; what a takedown removed stays away."""
    if desk.is_forgotten(submission):
        desk.forget_too(submission)
        return Verdict(Outcome.UNCHANGED, "forgotten")
    if isinstance(submission, Extracted):
        submission = twin_of(desk, submission) or submission
    match submission:
        case Extracted():
            verdict, row, number = enter_extracted(desk, submission)
            _enter_pictures(desk, originals, row, number, submission)
            _keep_what_came(desk, originals, learner, row, number, submission.evidence)
        case Illustrated():
            return enter_illustrated(desk, originals, submission)
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
    note_ask(desk, submission, verdict)
    return verdict


def _enter_pictures(
    desk: Desk, originals: Originals, row: ArticleRow, number: int | None, found: Extracted
) -> None:
    """Note what became of asking for pictures, and keep those that a revision shows.

    :param number: of the revision; None where none was made
    """
    came = found.evidence
    if number is None and are_found_again(desk, row, found):
        forget_unknown(desk, row)
        number = row.revision
    asked = enter_asked(desk, came.fetched, is_shown=number is not None)
    if number is not None:
        enter_shown(desk, row.id, number, of_text(came.shows))
        for one in asked:
            originals.keep_picture(desk, row, one, revision=number)


def _keep_what_came(
    desk: Desk, originals: Originals, learner: Learner, row: ArticleRow, number: int | None, came: Evidence
) -> None:
    """Keep the pages of a revision that was made; of a first one, what they teach of their site."""
    if number is not None:
        originals.keep(desk, row, came.exchanges, revision=number)
    if number == 1 and not desk.offline:
        learner.note(desk.rows, came.seen, now=desk.now)
