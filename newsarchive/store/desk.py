"""Enter submissions into the catalog: one transaction a batch, one verdict each."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from newsarchive.evidence import Validators
from newsarchive.items import Gone, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.profiles import RecheckRules
from newsarchive.store.catalog.listing_rows import ShownRow
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    AskRow,
    CaptureRow,
    ForgottenRow,
    PageRow,
    QuarantineRow,
    RevisionRow,
    RunRow,
)
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import SAY_GONE, State
from newsarchive.store.doubles import double_of, doubles_of, original
from newsarchive.store.edit_habits import EditHabits, learned_habits, section_of
from newsarchive.store.look_ups import LookUps
from newsarchive.store.pictures.shown import hand_over_illustrations
from newsarchive.store.rechecks import PLAIN, next_check, next_try
from newsarchive.store.sightings import hand_over_shown
from newsarchive.store.submissions import Submission, Verdict


@dataclass(slots=True)
class Desk:
    """What entering a batch needs at hand.

    :param now: seconds since 1970
    :param offline: the sources are not asked, so that nobody's next check moves
    :param run: the one that enters
    :param by_address: the site's articles have no ids, so that their addresses stand for them
    :param publishes: what is entered is published by that; else its post is still to be written
    """

    rows: Rows
    site: str
    rules: RecheckRules
    run: RunRow
    now: int = 0
    offline: bool = False
    by_address: bool = False
    publishes: bool = False
    known: LookUps = field(init=False)
    _habits: EditHabits | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.forget_answers()

    def forget_answers(self) -> None:
        """Ask the catalog itself again, from now on."""
        self.known = LookUps(self.rows, self.site, by_address=self.by_address)

    def row_of(self, submission: Submission) -> ArticleRow | None:
        """The article's row: by its id, or by its page while it has no post under another id of it."""
        row, other = self.known.articles(submission.source_id), self.known.without_post(submission.url)
        row = self.original(row) if row else None
        return self.absorbed(row, other) if row and other and row.id != other.id else row or other

    def original(self, row: ArticleRow) -> ArticleRow:
        """The article itself, where a row is but a further address of it."""
        return original(self.rows, row)

    def absorbed(self, row: ArticleRow, other: ArticleRow) -> ArticleRow:
        """The article with what another is, which was discovered at a further address of it.

        Else that one would be owed for ever. It is known by the address that listings show now.
        """
        self.take_over(row, other.id)
        self.save(double_of(row, other))
        return self.save(replace(row, url=other.url, entry=other.entry, day=other.day, listing=other.listing))

    def take_over(self, row: ArticleRow, other: int) -> None:
        """Make all that is known of another article, by its row's id, the article's own."""
        for kind in (RevisionRow, CaptureRow, QuarantineRow, AskRow):
            held: list[Any] = self.rows.where(kind, article=other)
            self.rows.replace(*(replace(one, article=row.id) for one in held))
        hand_over_illustrations(self.rows, row.id, other)
        hand_over_shown(self.rows, row.id, other)
        self.rows.remove(PageRow, article=other)
        self.rows.replace(*(replace(one, copy_of=row.id) for one in doubles_of(self.rows, [other])))

    def is_forgotten(self, submission: Submission) -> bool:
        """Whether a takedown removed the article, be it under another id of its page."""
        return self.known.forgotten(submission.source_id) or self.known.forgotten(submission.url)

    def forget_too(self, submission: Submission) -> None:
        """Set a tombstone for a further address of a forgotten article, which would be owed for ever."""
        row = self.known.without_post(submission.url)
        stone = self.rows.one(ForgottenRow, site=self.site, source_id=submission.source_id)
        if row is None or stone is None or row.source_id == stone.source_id:
            return
        kinds: tuple[type[Any], ...] = (CaptureRow, QuarantineRow, PageRow, AskRow)
        done = None if any(self.rows.one(kind, article=row.id) for kind in kinds) else self.now
        self.rows.add(replace(stone, id=0, source_id=row.source_id, url=row.url, name=None, done=done))
        if done:
            self.rows.remove(ShownRow, article=row.id)
            self.rows.remove(ArticleRow, id=row.id)
        self.known.articles.note(row.source_id, None)
        self.known.without_post.note(row.url, None)

    def new_row(self, source_id: str, url: str) -> ArticleRow:
        """A row for an article that no listing showed."""
        row = self.rows.add(ArticleRow(site=self.site, source_id=source_id, url=url, discovered=self.now))
        self.known.note_new_article(row)
        return row

    def save(self, row: ArticleRow) -> ArticleRow:
        """Write an article's row; the same row."""
        self.rows.replace(row)
        self.known.note_article(row)
        return row

    def published(self, row: ArticleRow) -> ArticleRow:
        """Save the row of an article that has a post, or another one than before; as it is now."""
        if self.publishes:
            return self.save(replace(row, state=State.PUBLISHED, old_post=None))
        return self.save(replace(row, state=State.PENDING))

    def current_revision(self, row: ArticleRow) -> RevisionRow | None:
        """The revision that is published, None where there is none."""
        return None if row.revision is None else self.known.revisions(row.id).get(row.revision)

    def corrected(self, revision: RevisionRow) -> RevisionRow:
        """Write a revision's row anew; the same row."""
        self.rows.replace(revision)
        self.known.note_revision(revision)
        return revision

    def checked(self, row: ArticleRow, text: RevisionRow | None = None) -> ArticleRow:
        """The row, yet to be saved, once the source has answered: with the time to ask again.

        :param text: the article's, where its row does not yet say which one that is
        """
        if self.offline:
            return row
        section = section_of(text or self.current_revision(row))
        due, wait = next_check(
            self.rules, since=row.stored or row.discovered, now=self.now, stretches=self._stretches(section)
        )
        return replace(
            row, checked=self.now, next_check=due, wait=wait, attempts=0, failure=None,
            tried_in=self.run.id, gone=None,
        )  # fmt: skip

    def _stretches(self, section: str) -> Sequence[float]:
        """What the site's edits do to the waits; they are counted once a run that plans any."""
        if not self.rules.learn:
            return PLAIN
        if self._habits is None:
            self._habits = learned_habits(self.rows)
        return self._habits.of(section)

    def keep_pages(self, row: ArticleRow, pages: Sequence[Validators]) -> None:
        """Note what to ask the article's pages by the next time."""
        there = self.known.pages(row.id)
        found = {
            position: PageRow(article=row.id, position=position, url=one.url, etag=one.etag,
                              last_modified=one.last_modified, digest=one.digest)
            for position, one in enumerate(pages)
        }  # fmt: skip
        if there == found:
            return
        if there:
            self.rows.remove(PageRow, article=row.id)
        self.rows.add_all(found.values())
        self.known.pages.note(row.id, found)


def enter_unchanged(desk: Desk, submission: Unchanged) -> Verdict:
    """Enter that an article's pages answered 304, or as they did before: it is due again later."""
    if row := desk.row_of(submission):
        if submission.pages:
            desk.keep_pages(row, submission.pages)
        desk.save(desk.checked(row))
    return Verdict(Outcome.UNCHANGED, "same bytes" if submission.pages else "not modified")


def enter_gone(desk: Desk, submission: Gone) -> Verdict:
    """Enter that an article's page is withdrawn: the post stays, and the source is not asked again."""
    if row := desk.row_of(submission):
        desk.save(replace(desk.checked(row), gone=row.gone or desk.now, next_check=None))
    return Verdict(Outcome.UNCHANGED, "gone")


def enter_unfetched(desk: Desk, submission: Unfetched) -> Verdict:
    """Enter that a fetch failed: it is tried again, less often the more often it fails."""
    if row := desk.row_of(submission):
        attempts = row.attempts + 1
        due = next_try(desk.rules, attempts=attempts, now=desk.now)
        archived = row.revision is not None
        tried = replace(
            row, attempts=attempts, failure=submission.reason, checked=desk.now, tried_in=desk.run.id,
            next_check=desk.now if archived and due is None else due,
        )  # fmt: skip
        desk.save(tried)
    return Verdict(Outcome.FAILED, submission.reason)


def enter_rejected(desk: Desk, submission: Rejected) -> tuple[Verdict, ArticleRow | None]:
    """What must not become a post is kept with its reason; an archived article stays as it is.

    One whose address leads home or to a list is gone, too, and asked again all the same: that may end.
    """
    row = desk.row_of(submission)
    new = _quarantine(desk, submission, row)
    if row is None:
        return Verdict(Outcome.QUARANTINED, submission.reason, new=new), None
    if row.revision is not None:
        gone = (row.gone or desk.now) if submission.reason in SAY_GONE else None
        desk.save(replace(desk.checked(row), gone=row.gone if desk.offline else gone))
        return Verdict(Outcome.UNCHANGED, f"kept-{submission.reason}"), row
    if desk.offline and row.state is State.OWED:
        row = replace(row, next_check=desk.now)  # nobody has planned when to ask its source again
    row = desk.save(replace(desk.checked(row), state=State.QUARANTINED, failure=submission.reason))
    desk.keep_pages(row, submission.evidence.pages)
    return Verdict(Outcome.QUARANTINED, submission.reason, new=new), row


def _quarantine(desk: Desk, rejected: Rejected, row: ArticleRow | None) -> bool:
    # ASCII, since a lone surrogate has no UTF-8; a backslash escape is JSON for the same code unit.
    record = json.dumps(rejected.record, sort_keys=True, default=str).encode()
    identity = json.dumps([rejected.source_id, rejected.url, rejected.reason]).encode()
    digest = hashlib.blake2b(identity + record, digest_size=16).digest()
    if desk.rows.one(QuarantineRow, digest=digest):
        return False
    entry = QuarantineRow(
        article=row.id if row else None, source_id=rejected.source_id,
        url=rejected.url, reason=rejected.reason, detail=rejected.detail,
        record=zlib.compress(record), digest=digest, extraction=desk.run.extraction, at=desk.now,
    )  # fmt: skip
    desk.rows.add(entry)
    return True
