"""Enter a text that was read: a first one, a revision, or nothing new."""

import hashlib
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from newsarchive.fingerprint import Fingerprint
from newsarchive.items import Article
from newsarchive.ledger import Outcome
from newsarchive.store.catalog.rows import Row
from newsarchive.store.catalog.schema import article, quarantine, revision
from newsarchive.store.entering import Desk
from newsarchive.store.names import hashed_stem, post_name, post_stem
from newsarchive.store.revising import Change, Text, change
from newsarchive.store.submissions import Extracted, Verdict

_KEPT_OUT = {Change.SHRUNKEN: "shrunken", Change.CONFLICT_LOST: "conflicting"}
_VERDICTS = {
    Change.NEW: Verdict(Outcome.STORED),
    Change.EDITED: Verdict(Outcome.STORED, "edited"),
    Change.MOVED: Verdict(Outcome.STORED, "moved"),
    Change.CONFLICT_WON: Verdict(Outcome.STORED, "conflicting-text"),
    Change.SAME: Verdict(Outcome.UNCHANGED, "same text"),
    Change.SHRUNKEN: Verdict(Outcome.UNCHANGED, "kept-shrunken"),
    Change.CONFLICT_LOST: Verdict(Outcome.UNCHANGED, "conflicting-text"),
}


def enter_extracted(desk: Desk, found: Extracted) -> tuple[Verdict, Row, int | None]:
    """Enter a text; the verdict, the article's row, and the number of the revision made, if any."""
    row = desk.row_of(found) or desk.new_row(found.source_id, found.url)
    held = row["state"] == "quarantined" or row["revision"] is not None
    row["source_id"] = found.source_id  # rolling news may have been owed by another form of its id
    there = current_revision(desk, row)
    if there and found.redated:
        dated, post = found.redated(datetime.fromisoformat(there["published"]))
    else:
        dated, post = found.article, found.post
    text = Text(found.fingerprint, dated.published, desk.run.id)
    what = change(_text_of(there) if there else None, row["seen"], text, keep=desk.rules.shrunken)
    if desk.offline and there and what is not Change.SHRUNKEN:
        same = there["sha256"] == hashlib.sha256(post).hexdigest()
        what = Change.SAME if same else Change.EDITED
    if what is Change.SAME:
        assert there
        return _same(desk, row, found, text, there), row, None
    kind = _KEPT_OUT.get(what, found.kind)
    number = add_revision(desk, row, found, dated=dated, post=post, kind=kind)
    desk.keep_pages(row, found.evidence)
    if what in _KEPT_OUT:
        desk.checked(row, seen=text.sight if what is Change.SHRUNKEN else row["seen"])
        return _VERDICTS[what], row, number
    publish(desk, row, number, seen=text.sight)
    if held:
        _settle_quarantine(desk, row)
    verdict = _VERDICTS[what]
    return (Verdict(Outcome.STORED, found.kind) if desk.offline else verdict), row, number


def current_revision(desk: Desk, row: Row) -> Row | None:
    """The revision that is published, None where there is none."""
    return None if row["revision"] is None else _revision(desk, row, row["revision"])


def publish(desk: Desk, row: Row, number: int, **changes: Any) -> None:
    """Make a revision the article's own; its post is written once this is committed."""
    chosen = _revision(desk, row, number)
    assert chosen
    old = row["old_post"] or (row["post"] if row["post"] != chosen["name"] else None)
    desk.checked(
        row, state="pending", revision=number, post=chosen["name"], old_post=old,
        stored=row["stored"] or desk.now, body=chosen["body"],
        copy_of=_copied_from(desk, row, chosen["body"]), **changes,
    )  # fmt: skip
    desk.pending[row["id"]] = row


def add_revision(desk: Desk, row: Row, found: Extracted, *, dated: Article, post: bytes, kind: str) -> int:
    """Write a text down as the article's next revision; its number."""
    if row["stem"] is None:
        row["stem"] = _free_stem(desk, row).casefold()
    plain = post_stem(row["source_id"])
    stem = plain if plain.casefold() == row["stem"] else hashed_stem(row["source_id"])
    number = _last_number(desk, row) + 1
    made = {
        "article": row["id"], "number": number, "kind": kind, "run": desk.run.id,
        "stored": desk.now, "fetched": dated.fetched_at.isoformat(),
        "extraction": desk.run.extraction, "title": dated.title,
        "published": dated.published.isoformat(), "precision": dated.precision,
        "outlet": dated.outlet, "category": dated.category, "tag": dated.tag,
        "standfirst": dated.lead or None, "link": dated.link, "name": post_name(dated.published, stem),
        "text": found.fingerprint.text, "body": found.fingerprint.body,
        "length": found.fingerprint.length, "post": zlib.compress(post),
        "sha256": hashlib.sha256(post).hexdigest(),
    }  # fmt: skip
    desk.rows.add(revision, made)
    if desk.ahead:
        desk.ahead.revisions[row["id"], number] = made
    return number


def _same(desk: Desk, row: Row, found: Extracted, text: Text, there: Row) -> Verdict:
    if not desk.offline:
        desk.keep_pages(row, found.evidence)
        desk.checked(row)
    if text.sight == _text_of(there).sight:
        return _VERDICTS[Change.SAME]
    where = revision.c.article == row["id"], revision.c.text == text.fingerprint.text
    kinds = {known["kind"] for known in desk.rows.where(revision, *where)}
    return _VERDICTS[Change.SHRUNKEN if "shrunken" in kinds else Change.SAME]


def _text_of(known: Row) -> Text:
    fingerprint = Fingerprint(known["text"], known["body"], known["length"])
    return Text(fingerprint, datetime.fromisoformat(known["published"]), known["run"])


def _revision(desk: Desk, row: Row, number: int) -> Row | None:
    if desk.ahead:
        return desk.ahead.revisions.get((row["id"], number))
    return desk.rows.one(revision, revision.c.article == row["id"], revision.c.number == number)


def _last_number(desk: Desk, row: Row) -> int:
    if desk.ahead:
        return max((number for owner, number in desk.ahead.revisions if owner == row["id"]), default=0)
    last = select(func.max(revision.c.number)).where(revision.c.article == row["id"])
    return desk.rows.connection.execute(last).scalar() or 0


def _free_stem(desk: Desk, row: Row) -> str:
    """The id's own stem, unless another id has it but for case."""
    stem = post_stem(row["source_id"])
    if desk.ahead:
        taken = desk.ahead.stems.setdefault(stem.casefold(), row["id"]) != row["id"]
    else:
        where = article.c.stem == stem.casefold(), article.c.id != row["id"]
        taken = desk.rows.one(article, *where) is not None
    return hashed_stem(row["source_id"]) if taken else stem


def _copied_from(desk: Desk, row: Row, body: bytes | None) -> int | None:
    """The first article with this very body, where that is another one."""
    if body is None:
        return None
    if desk.ahead:
        owner = desk.ahead.bodies.setdefault(body, row["id"])
        return owner if owner != row["id"] else None
    where = article.c.body == body, article.c.id != row["id"], article.c.copy_of.is_(None)
    first = desk.rows.where(article, *where, order=[article.c.id])
    return first[0]["id"] if first else None


def _settle_quarantine(desk: Desk, row: Row) -> None:
    open_ones = quarantine.c.article == row["id"], quarantine.c.settled.is_(None)
    held = desk.rows.where(quarantine, *open_ones)
    desk.rows.replace(quarantine, *({**entry, "settled": desk.now} for entry in held))
