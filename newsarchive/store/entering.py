"""Enter submissions into the catalog: one transaction a batch, one verdict each."""

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import or_

from newsarchive.evidence import Evidence
from newsarchive.ledger import Outcome
from newsarchive.profiles import RecheckRules
from newsarchive.store.ahead import Ahead
from newsarchive.store.catalog.rows import Row, Rows
from newsarchive.store.catalog.schema import article, forgotten, page, quarantine
from newsarchive.store.schedule import next_check, next_try
from newsarchive.store.submissions import (
    Gone,
    Rejected,
    Submission,
    Unfetched,
    Unmodified,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class RunNote:
    """What rows say of the run that wrote them.

    :param extraction: which code read the pages
    """

    id: int
    extraction: str


@dataclass(slots=True)
class Desk:
    """What entering a batch needs at hand.

    :param now: seconds since 1970
    :param offline: the sources are not asked, so that nobody's next check moves
    :param ahead: what the batch at work may look up, if it was read in advance
    :param pending: the articles whose posts are to be written, by their rows' ids
    """

    rows: Rows
    site: str
    rules: RecheckRules
    run: RunNote
    now: int = 0
    offline: bool = False
    ahead: Ahead | None = None
    pending: dict[int, Row] = field(default_factory=dict)

    def row_of(self, submission: Submission) -> Row | None:
        """The article's row: by its id, or by its page while it is owed under another id of it."""
        if self.ahead:
            known = self.ahead.articles.get(submission.source_id)
            return known or self.ahead.owed_at.get(submission.url)
        row = self.rows.one(article, article.c.site == self.site, article.c.source_id == submission.source_id)
        if row is None:
            row = self.rows.one(article, article.c.url == submission.url, article.c.state == "owed")
        return row

    def is_forgotten(self, submission: Submission) -> bool:
        """Whether a takedown removed the article, be it under another id of its page."""
        if self.ahead:
            return not self.ahead.forgotten.isdisjoint({submission.source_id, submission.url})
        its_own = forgotten.c.source_id == submission.source_id, forgotten.c.url == submission.url
        return self.rows.one(forgotten, forgotten.c.site == self.site, or_(*its_own)) is not None

    def new_row(self, source_id: str, url: str) -> Row:
        """A row for an article that no listing showed."""
        row = dict.fromkeys(article.columns.keys()) | {
            "site": self.site, "source_id": source_id, "url": url, "state": "owed",
            "discovered": self.now, "attempts": 0,
        }  # fmt: skip
        (row["id"],) = self.rows.add(article, row)
        if self.ahead:
            self.ahead.articles[source_id] = row
        return row

    def save(self, row: Row, **changes: Any) -> None:
        """Write an article's row."""
        row |= changes
        self.rows.replace(article, row)

    def checked(self, row: Row, **changes: Any) -> None:
        """Note that the source was asked and answered, and when to ask again."""
        if self.offline:
            self.save(row, **changes)
            return
        since = row["stored"] or row["discovered"]
        due, wait = next_check(self.rules, since=since, now=self.now, wait=row["wait"])
        plan = {
            "checked": self.now, "next_check": due, "wait": wait, "attempts": 0, "failure": None,
            "tried_in": self.run.id, "gone": None,
        }  # fmt: skip
        self.save(row, **(plan | changes))

    def keep_pages(self, row: Row, evidence: Evidence) -> None:
        """Note what to ask the article's pages by the next time."""
        if self.ahead:
            there = self.ahead.pages.get(row["id"], [])
        else:
            there = self.rows.where(page, page.c.article == row["id"])
        found = [
            {
                "article": row["id"], "position": position, "url": one.url, "etag": one.etag,
                "last_modified": one.last_modified,
            }
            for position, one in enumerate(evidence.pages)
        ]  # fmt: skip
        known = [{name: one[name] for name in one if name != "seal"} for one in there]
        if sorted(known, key=itemgetter("position")) == found:
            return
        if known:
            self.rows.remove(page, page.c.article == row["id"])
        self.rows.add(page, *found)
        if self.ahead:
            self.ahead.pages[row["id"]] = found


def enter_unmodified(desk: Desk, submission: Unmodified) -> Verdict:
    """All pages answered 304."""
    if row := desk.row_of(submission):
        desk.checked(row)
    return Verdict(Outcome.UNCHANGED, "not modified")


def enter_gone(desk: Desk, submission: Gone) -> Verdict:
    """The page is withdrawn: the post stays, and the source is not asked again."""
    if row := desk.row_of(submission):
        desk.checked(row, gone=row["gone"] or desk.now, next_check=None)
    return Verdict(Outcome.UNCHANGED, "gone")


def enter_unfetched(desk: Desk, submission: Unfetched) -> Verdict:
    """A fetch failed: it is tried again, less often the more often it fails."""
    if row := desk.row_of(submission):
        attempts = row["attempts"] + 1
        due = next_try(desk.rules, attempts=attempts, now=desk.now)
        archived = row["revision"] is not None
        desk.save(
            row, attempts=attempts, failure=submission.reason, checked=desk.now, tried_in=desk.run.id,
            next_check=desk.now if archived and due is None else due,
        )  # fmt: skip
    return Verdict(Outcome.FAILED, submission.reason)


def enter_rejected(desk: Desk, submission: Rejected) -> tuple[Verdict, Row | None]:
    """What must not become a post is kept with its reason; an archived article stays as it is."""
    row = desk.row_of(submission)
    new = _quarantine(desk, submission, row)
    if row is None:
        return Verdict(Outcome.QUARANTINED, submission.reason, new=new), None
    if row["revision"] is not None:
        desk.checked(row)
        return Verdict(Outcome.UNCHANGED, f"kept-{submission.reason}"), row
    desk.checked(row, state="quarantined", failure=submission.reason)
    desk.keep_pages(row, submission.evidence)
    return Verdict(Outcome.QUARANTINED, submission.reason, new=new), row


def _quarantine(desk: Desk, rejected: Rejected, row: Row | None) -> bool:
    # ASCII, since a lone surrogate has no UTF-8; a backslash escape is JSON for the same code unit.
    record = json.dumps(rejected.record, sort_keys=True, default=str).encode()
    identity = json.dumps([rejected.source_id, rejected.url, rejected.reason]).encode()
    digest = hashlib.blake2b(identity + record, digest_size=16).digest()
    if desk.rows.one(quarantine, quarantine.c.digest == digest):
        return False
    desk.rows.add(
        quarantine,
        {
            "article": row and row["id"], "source_id": _storable(rejected.source_id),
            "url": _storable(rejected.url), "reason": rejected.reason,
            "detail": _storable(rejected.detail), "record": zlib.compress(record), "digest": digest,
            "extraction": desk.run.extraction, "at": desk.now,
        },
    )  # fmt: skip
    return True


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
