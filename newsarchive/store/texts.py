"""Enter a text that was read: a first one, a revision, or nothing new."""

import hashlib
import zlib
from dataclasses import replace
from datetime import timedelta

from newsarchive.items import Article, Doubt, Outcome, Rejected, fields_of
from newsarchive.posts.file_names import is_post_name, name_of
from newsarchive.store.addresses_of_pictures import told_by_addresses
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.changes import Change, Text, change
from newsarchive.store.desk import Desk
from newsarchive.store.fingerprint import Fingerprint
from newsarchive.store.further_address import note_address, original_of, settle_quarantine
from newsarchive.store.illustrated import change_of_pictures
from newsarchive.store.likeness import is_same_time
from newsarchive.store.said_changed import text_changed
from newsarchive.store.stems import free_stem, known_by_its_post
from newsarchive.store.submissions import Extracted, Verdict

_KEPT_OUT = {Change.SHRUNKEN: RevisionKind.SHRUNKEN, Change.CONFLICT_LOST: RevisionKind.CONFLICTING}
_KINDS = _KEPT_OUT | {Change.ILLUSTRATED: RevisionKind.ILLUSTRATED}
_OF_A_TEASER = 0.97
_A_DAY = timedelta(days=1)
_ARTICLE = 400  # characters of a text that is too long for a notice in an article's place
_FURTHER = Verdict(Outcome.UNCHANGED, "further-address")
_VERDICTS = {
    Change.NEW: Verdict(Outcome.STORED),
    Change.EDITED: Verdict(Outcome.STORED, "edited"),
    Change.MOVED: Verdict(Outcome.STORED, "moved"),
    Change.ILLUSTRATED: Verdict(Outcome.UNCHANGED, "illustrated"),
    Change.REPICTURED: Verdict(Outcome.STORED, "edited"),
    Change.CONFLICT_WON: Verdict(Outcome.STORED, "conflicting-text"),
    Change.SAME: Verdict(Outcome.UNCHANGED, "same text"),
    Change.SHRUNKEN: Verdict(Outcome.UNCHANGED, "kept-shrunken"),
    Change.CONFLICT_LOST: Verdict(Outcome.UNCHANGED, "conflicting-text"),
}


def twin_of(desk: Desk, found: Extracted) -> Rejected | None:
    """Why a text is none of its own: another article has it under the same title, and another date.

    A page that a site shows in place of its articles is the same at each address. The copies that several
    outlets print stay several articles.
    """
    body, said = found.fingerprint.body, found.article
    owner = desk.known.bodies(body) if body and found.kind is RevisionKind.CRAWLED else None
    there = desk.current_revision(owner) if owner else None
    row = desk.known.articles(found.source_id)
    row = desk.original(row) if row else None
    if owner is None or there is None or owner.source_id == found.source_id or (row and row.body == body):
        return None
    if (there.title, there.outlet) != (said.title, said.outlet) or is_same_time(there, said):
        return None
    if abs(there.published - said.published) < _A_DAY or found.fingerprint.length > _ARTICLE:
        return None
    if original_of(desk, found):
        return None
    detail = f"its title and text are those of {owner.url}, which has another date"
    record = {"title": said.title, "body": said.body, "stated_date": said.stated_date}
    return Rejected(found.source_id, found.url, "same-text", detail, record, found.evidence)


def enter_extracted(desk: Desk, found: Extracted) -> tuple[Verdict, ArticleRow, int | None]:
    """Enter a text; the verdict, the article's row, and the number of the revision made, if any."""
    first = original_of(desk, found)
    if first is None:
        return _enter(desk, found, _row_of(desk, found))
    row, has_moved = note_address(desk, first, found)
    return _enter(desk, found, row) if has_moved else (_FURTHER, row, None)


def _enter(desk: Desk, found: Extracted, row: ArticleRow) -> tuple[Verdict, ArticleRow, int | None]:
    held = row.state is State.QUARANTINED or row.revision is not None
    there = desk.current_revision(row)
    dated, post = _as_before(found, there) if there else (found.article, found.post)
    there = told_by_addresses(desk, _by_its_source(desk, there, found, post), found)
    text = Text(found.fingerprint, dated.published, desk.run.id, found.evidence.seen.length)
    what = _change(desk, row, there, found, text, post)
    if what is Change.SAME:
        assert there
        if there.text == found.fingerprint.text:
            _complete(desk, there, dated)
        return _same(desk, row, found, text, there), row, None
    if what is Change.SHRUNKEN and Doubt.NOT_FREE in found.article.doubts:
        # The beginning of a text that the archive has is no revision of it.
        return _VERDICTS[what], desk.save(desk.checked(row)), None
    kind = _KINDS.get(what, found.kind)
    row, made = add_revision(desk, row, found, dated=dated, post=post, kind=kind)
    desk.keep_pages(row, found.evidence.pages)
    if what in _KEPT_OUT:
        seen = text.sight if what is Change.SHRUNKEN else row.seen
        row = desk.save(replace(desk.checked(row), seen=seen))
        return _VERDICTS[what], row, made.number
    if desk.offline and row.state is State.OWED and kind is RevisionKind.RE_EXTRACTED:
        row = replace(row, next_check=desk.now)  # nobody has planned when to ask its source again
    row = publish(desk, replace(row, seen=text.sight), made)
    if held:
        settle_quarantine(desk, row)
    verdict = _VERDICTS[what]
    return (Verdict(Outcome.STORED, found.kind) if desk.offline else verdict), row, made.number


def _by_its_source(
    desk: Desk, there: RevisionRow | None, found: Extracted, post: bytes
) -> RevisionRow | None:
    """The published revision; one that was rebuilt from the same post by the source's own text from now on.

    A title may be cut in a post.
    """
    if not there or there.kind is not RevisionKind.REBUILT or there.sha256 != _sha256(post):
        return there
    read, learned = found.fingerprint, found.evidence.learned or None
    return desk.corrected(replace(there, text=read.text, body=read.body, length=read.length, learned=learned))


def _change(
    desk: Desk, row: ArticleRow, there: RevisionRow | None, found: Extracted, text: Text, post: bytes
) -> Change:
    """What is new of an article, held against its published revision.

    :param text: what was found, as texts are compared
    :param post: the same as it would be published
    """
    known = _text_of(there) if there else None
    what = change(known, row.seen, text, keep=_kept_share(desk, found.article))
    if there is None:
        return what
    if desk.offline and what is not Change.SHRUNKEN:
        return Change.SAME if there.sha256 == _sha256(post) else Change.EDITED
    if desk.offline:
        return what
    last = _shown_last(desk, row) if what is Change.EDITED and desk.run.media == "link" else None
    return change_of_pictures(desk, there, last, found, what)


def _row_of(desk: Desk, found: Extracted) -> ArticleRow:
    """The article's row with its id, be it that nothing but its post was known, or a new one."""
    row = desk.row_of(found)
    if (row is None or row.revision is None) and (owner := known_by_its_post(desk, found)):
        row = desk.absorbed(owner, row) if row else owner
    if row is None:
        return desk.new_row(found.source_id, found.url)
    if row.source_id == found.source_id or is_post_name(found.source_id):
        return row
    # Rolling news may have been owed by another form of its id.
    desk.known.articles.note(row.source_id, None)
    return replace(row, source_id=found.source_id)


def _kept_share(desk: Desk, article: Article) -> float:
    """The least share of a text that an edit leaves: nearly all, where the page says that it is not free."""
    usual = desk.rules.shrunken
    is_watched = usual and not desk.offline and Doubt.NOT_FREE in article.doubts
    return max(usual, _OF_A_TEASER) if is_watched else usual


def _as_before(found: Extracted, there: RevisionRow) -> tuple[Article, bytes]:
    """The text with what the archive knows better: the first one of relative dates, and further keys."""
    article = found.article
    published = there.published if Doubt.RELATIVE_DATE in article.doubts else article.published
    more = article.more or there.more
    if found.remade is None or (published, more) == (article.published, article.more):
        return article, found.post
    return found.remade(published, more)


def publish(desk: Desk, row: ArticleRow, chosen: RevisionRow) -> ArticleRow:
    """Make a revision the article's own; its post is written once this is committed."""
    old = row.old_post or row.post
    published = replace(
        desk.checked(row, chosen), revision=chosen.number, post=chosen.name,
        old_post=old if old != chosen.name else None,
        stored=row.stored or desk.now,
        entry=row.entry if chosen.kind is RevisionKind.ILLUSTRATED else text_changed(row.entry),
        body=chosen.body, copy_of=_copied_from(desk, row, chosen.body),
    )  # fmt: skip
    return desk.published(published)


def add_revision(
    desk: Desk, row: ArticleRow, found: Extracted, *, dated: Article, post: bytes, kind: RevisionKind
) -> tuple[ArticleRow, RevisionRow]:
    """Write a text down as the article's next revision; the article, yet to be saved, and the revision."""
    if row.stem is None:
        row = replace(row, stem=free_stem(desk, row, dated, found.name))
    assert row.stem
    name = name_of(row.source_id, row.stem, dated.published)
    made = desk.rows.add(
        RevisionRow(
            article=row.id, number=max(desk.known.revisions(row.id), default=0) + 1, kind=kind,
            run=desk.run.id, stored=desk.now, fetched=dated.fetched_at, extraction=desk.run.extraction,
            learned=found.evidence.learned or None, name=name, **fields_of(dated),
            text=found.fingerprint.text, body=found.fingerprint.body, length=found.fingerprint.length,
            post=zlib.compress(post),
            sha256=_sha256(post),
        )
    )  # fmt: skip
    desk.known.note_revision(made)
    return row, made


def _same(desk: Desk, row: ArticleRow, found: Extracted, text: Text, there: RevisionRow) -> Verdict:
    if not desk.offline:
        desk.keep_pages(row, found.evidence.pages)
        seen = row.seen if text.sight == _text_of(there).sight else text.sight
        desk.save(replace(desk.checked(row), seen=seen))
    if text.sight == _text_of(there).sight:
        return _VERDICTS[Change.SAME]
    same = desk.rows.where(RevisionRow, article=row.id, text=text.fingerprint.text)
    kinds = {known.kind for known in same}
    return _VERDICTS[Change.SHRUNKEN if RevisionKind.SHRUNKEN in kinds else Change.SAME]


def _complete(desk: Desk, there: RevisionRow, same: Article) -> None:
    """Note what the article states of itself and the catalog does not know, as of earlier versions.

    A revision that was rebuilt from its post knows no more than that: there all counts that is said now.
    """
    rebuilt = there.kind is RevisionKind.REBUILT and there.published == same.published
    news = {name: value for name, value in fields_of(same).items()
            if value and value != getattr(there, name) and (rebuilt or not getattr(there, name))}  # fmt: skip
    if news:
        desk.corrected(replace(there, **news))


def _shown_last(desk: Desk, row: ArticleRow) -> RevisionRow | None:
    """The revision of what the source showed last, be it that another is published."""
    known = desk.rows.where(RevisionRow, article=row.id, order=[RevisionRow.c.number])
    return next((one for one in reversed(known) if _text_of(one).sight == row.seen), None)


def _sha256(post: bytes) -> str:
    return hashlib.sha256(post).hexdigest()


def _text_of(known: RevisionRow) -> Text:
    return Text(Fingerprint(known.text, known.body, known.length), known.published, known.run)


def _copied_from(desk: Desk, row: ArticleRow, body: bytes | None) -> int | None:
    """The first article with this very body, where that is another one."""
    if body is None:
        return None
    owner = desk.known.bodies(body)
    if owner is None:
        desk.known.bodies.note(body, row)
    return owner.id if owner and owner.id != row.id else None
