"""An article whose words are the same and whose pictures are not: some came, or were swapped."""

import hashlib
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from newsarchive.evidence import FetchedPicture
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Outcome
from newsarchive.posts.picture_sources import picture_tags, sources_in, with_sources, without_pictures
from newsarchive.posts.read_post import PostParts, read_post, split_post
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.changes import Change
from newsarchive.store.desk import Desk
from newsarchive.store.fingerprint import fingerprint
from newsarchive.store.originals.captures import Originals
from newsarchive.store.pictures.changes import Come, come_of
from newsarchive.store.pictures.entering import enter_asked, enter_shown
from newsarchive.store.pictures.folder import parts_of, path_of
from newsarchive.store.pictures.known import known_pictures
from newsarchive.store.pictures.shown import Shown, of_revision, of_text
from newsarchive.store.submissions import Extracted, Illustrated, Verdict

_NONE: Iterator[None] = iter(())
_VERDICTS = {
    Change.SAME: Verdict(Outcome.UNCHANGED, "same text"),
    Change.ILLUSTRATED: Verdict(Outcome.UNCHANGED, "illustrated"),
    Change.REPICTURED: Verdict(Outcome.STORED, "edited"),
}
_CHANGES = {Come.NOTHING: Change.SAME, Come.KEPT: Change.ILLUSTRATED, Come.SWAPPED: Change.REPICTURED}


def change_of_pictures(
    desk: Desk, there: RevisionRow, last: RevisionRow | None, found: Extracted, what: Change
) -> Change:
    """What became of a text, once its pictures are looked at, too.

    A post that somebody restored stays as it is until its source's words change.

    :param there: what is published
    :param last: what the source showed last, where pictures are left with it and the text is another
    :param what: what became of it by its words and its pictures' addresses
    """
    shows = of_text(found.evidence.shows)
    if last and _is_left_alone(desk, last, found):
        return Change.SAME
    if not shows or there.kind is RevisionKind.RESTORED:
        return what
    before = of_revision(desk.rows, there.article, there.number)
    if what is Change.SAME and there.text == found.fingerprint.text:
        return _CHANGES[come_of(before, shows)]
    if what is Change.EDITED and not before and _differs_in_pictures_alone(there, found):
        return _CHANGES[come_of(before, shows)]
    return what


def _is_left_alone(desk: Desk, last: RevisionRow, found: Extracted) -> bool:
    """Whether a text is read anew where pictures are left with the source, of which some were kept before.

    Such a text may name its pictures at other addresses than the one with the kept ones, so they are counted.
    Once it was read like this, it is what the source showed last, and any other address is an edit.
    """
    post = _post_of(last)
    return (
        post is not None
        and bool(of_revision(desk.rows, last.article, last.number))
        and _count(picture_tags(post.body)) == _count(picture_tags(found.article.body))
        and _differs_in_pictures_alone(last, found)
    )


def _count(tags: Iterable[str]) -> int:
    return sum(tag[:4].lower() == "<img" for tag in tags)


def _post_of(there: RevisionRow) -> PostParts | None:
    try:
        return read_post(zlib.decompress(there.post))
    except ExtractionError:
        return None


def _differs_in_pictures_alone(there: RevisionRow, found: Extracted) -> bool:
    """Whether an article has the words that it had when its pictures stayed with the source, or were kept.

    One that is kept may be at another address than the post had: it is the largest that its page offers.
    """
    post = _post_of(there)
    if post is None:
        return False
    new = replace(found.article, body=without_pictures(found.article.body))
    old = replace(
        new, title=there.title, outlet=there.outlet, standfirst=there.standfirst, link=there.link,
        body=without_pictures(post.body),
    )  # fmt: skip
    return fingerprint(new).text == fingerprint(old).text


def enter_illustrated(desk: Desk, originals: Originals, submission: Illustrated) -> Verdict:
    """Let a published post show its pictures as the archive has them by now, within a transaction."""
    row = desk.row_of(submission)
    there = desk.current_revision(row) if row else None
    made = _with_pictures(desk, there, submission.fetched) if there else None
    came = enter_asked(desk, submission.fetched, is_shown=made is not None)
    if row is None or made is None:
        return _VERDICTS[Change.SAME]
    revision, shows = made
    desk.known.note_revision(desk.rows.add(revision))
    enter_shown(desk, row.id, revision.number, shows)
    desk.published(replace(row, revision=revision.number, post=revision.name))
    for one in came:
        originals.keep_picture(desk, row, one, revision=revision.number)
    return _VERDICTS[Change.REPICTURED if revision.kind is RevisionKind.CRAWLED else Change.ILLUSTRATED]


def _with_pictures(
    desk: Desk, there: RevisionRow, fetched: Sequence[FetchedPicture]
) -> tuple[RevisionRow, list[Shown]] | None:
    """The revision that shows what has come, and its pictures; None where nothing changes."""
    if there.kind is RevisionKind.RESTORED:
        return None
    before = of_revision(desk.rows, there.article, there.number)
    rows = known_pictures(desk.rows, (one.url for one in before)).values()
    has = {row.url: (row.sha256, row.extension or "") for row in rows if row.sha256}
    has |= {one.url: (one.sha256, one.extension) for one in fetched if one.sha256 and not one.reason}
    after = [Shown(one.url, has[one.url][0]) if one.url in has else one for one in before]
    paths = [
        f"/{path_of(*has[new.url])}" if new != old else None for old, new in zip(before, after, strict=True)
    ]
    post = _showing(zlib.decompress(there.post).decode(), before, paths) if any(paths) else None
    if post is None:
        return None
    is_edit = any(old.sha256 and path for old, path in zip(before, paths, strict=True))
    return replace(
        there,
        number=max(desk.known.revisions(there.article)) + 1,
        kind=RevisionKind.CRAWLED if is_edit else RevisionKind.ILLUSTRATED,
        run=desk.run.id, stored=desk.now,
        fetched=datetime.fromtimestamp(desk.now, UTC) if is_edit else there.fetched,
        post=zlib.compress(post.encode()),
        sha256=hashlib.sha256(post.encode()).hexdigest(),
    ), after  # fmt: skip


def _showing(post: str, before: Sequence[Shown], paths: Sequence[str | None]) -> str | None:
    """A post with other pictures; None where it does not tell which of them is meant.

    :param paths: for each of its pictures what takes its place, None for one that stays
    """
    try:
        *_, rest = split_post(post.removeprefix("\ufeff"))
    except ExtractionError:
        return None
    head = post[: len(post) - len(rest)]
    times = Counter(map(_thing, sources_in(rest)))
    waiting = defaultdict[str, list[str | None]](list)
    for one, path in zip(before, paths, strict=True):
        waiting[one.sha256 or one.url].append(path)
    for thing, those in waiting.items():  # several addresses may give the same bytes
        if len(set(those)) == 1:
            those[:] = those[:1] * times[thing]
        if len(those) != times[thing] or not those:
            return None
    turns = {thing: iter(those) for thing, those in waiting.items()}
    return head + with_sources(rest, lambda source: next(turns.get(_thing(source), _NONE), None))


def _thing(source: str) -> str:
    """What an address in a post says which picture it is: the digest of one that is kept."""
    parts = parts_of(source.removeprefix("/"))
    return parts[0] if parts else source
