"""Takedowns: an article leaves posts, catalog and originals for good, and a tombstone keeps it away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, or_

from newsarchive.profiles import Identity
from newsarchive.store.catalog.access import scrub
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.listing_rows import ShownRow
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    AskRow,
    CaptureRow,
    ForgottenRow,
    PageRow,
    QuarantineRow,
    RevisionRow,
    WarcRow,
)
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind, State
from newsarchive.store.doubles import doubles_of, original
from newsarchive.store.durable import storage_errors
from newsarchive.store.learner import forget_rare
from newsarchive.store.named_in_details import blot_out
from newsarchive.store.originals.captures import Originals
from newsarchive.store.originals.copies import Copies
from newsarchive.store.originals.of_articles import remove_originals, without_captures
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.store.pictures.takedown import (
    forgotten_pictures,
    going_with,
    known_digests,
    paths_of,
    remove_pictures,
)
from newsarchive.store.posts import PostFolder
from newsarchive.store.search import emptying


@dataclass(frozen=True, slots=True)
class Takedown:
    """What a tombstone takes with it.

    :param posts: the names of the posts
    :param originals: how many captures
    :param quarantined: how many entries of the quarantine
    :param shared: ids of other articles that lose the same payloads of the same URLs
    :param copies: ids of other articles that are archived with the same text, and stay
    :param pictures: how many files of pictures
    :param shared_pictures: how many further ones other articles show, so that they stay
    :param since: when it was forgotten before, in seconds since 1970; None if it was not
    """

    posts: tuple[str, ...]
    revisions: int
    originals: int
    quarantined: int
    shared: tuple[str, ...]
    copies: tuple[str, ...]
    since: int | None
    pictures: int = 0
    shared_pictures: int = 0


def forget(rows: Rows, site: str, named: Identity, *, reason: str, now: int) -> Takedown:
    """Set the tombstone, and mark what goes with it; all within one transaction, before any removal.

    A second call changes neither reason nor time of the first.

    :param named: the article; whatever else has its page goes too
    :param now: seconds since 1970
    """
    source_id, url = named.source_id, named.url
    going = _articles_of(rows, site, source_id, url)
    ids = [row.id for row in going]
    there = _stone(rows, site, source_id)
    posts = tuple(row.post for row in going if row.post)
    pictures = going_with(rows, ids)
    takedown = Takedown(
        posts=posts,
        revisions=len(rows.where(RevisionRow, RevisionRow.c.article.in_(ids))),
        originals=len(rows.where(CaptureRow, CaptureRow.c.article.in_(ids))),
        quarantined=len(rows.where(QuarantineRow, _quarantined(ids, source_id, url))),
        shared=_take_shared_originals(rows, ids),
        copies=tuple(row.source_id for row in _copies(rows, going)),
        since=there.at if there else None,
        pictures=len(pictures.digests),
        shared_pictures=pictures.shared,
    )
    for one in going:
        if one.state is State.DOUBLE and one.source_id != source_id and not _stone(rows, site, one.source_id):
            rows.add(ForgottenRow(site=site, source_id=one.source_id, url=one.url, name=one.old_post,
                                  reason=reason, at=now))  # fmt: skip
    if there is None:
        name = posts[0] if posts else None
        rows.add(ForgottenRow(site=site, source_id=source_id, url=url, name=name, reason=reason, at=now))
    else:
        rows.replace(replace(there, done=None))
    return takedown


def finish_forgetting(
    rows: Rows,
    transact: Callable[[Callable[[Rows], None]], None],
    posts: PostFolder,
    pictures: PictureFolder,
    originals: Originals,
    copies: Copies,
    *,
    now: int,
) -> bool:
    """Remove whatever is marked; after a crash the next call goes on, and so while copies are out of reach.

    :param transact: does and commits what it is given
    :param originals: of which no file is open
    :param copies: of the WARC files, and of the pictures
    :param now: seconds since 1970
    :returns: False where somebody is reading the catalog, so that its files must be scrubbed once more
    :raises StorageError: the disk fails, or a file of originals is damaged; what is marked stays so
    """
    with catalog_errors(), storage_errors():
        marked = rows.where(ForgottenRow, done=None)
        if not marked:
            return True
        names = [(stone.site, stone.source_id, stone.url) for stone in marked]
        going = [row for name in names for row in _articles_of(rows, *name)]
        for post in {post for row in going for post in (row.post, row.old_post) if post}:
            posts.remove(post)
        ids = [row.id for row in going]
        remove_originals(rows, transact, originals, ids, copied=copies.is_wanted)
        pictures.remove(paths_of(going_with(rows, ids).digests))
        emptying.take_out(posts.folder.parent, ids)
        transact(partial(_remove_rows, marked=marked, ids=ids, now=now, copied=copies.is_wanted))
        pictures.settle(known_digests(rows))
        if not (emptying.scrub(posts.folder.parent) and scrub(rows.connection)):
            return False
        if copies.is_wanted and not (
            _drop_emptied(rows, transact, originals, copies) and copies.follow(rows, thoroughly=True)
        ):
            return True  # they are out of reach, as copies.trouble says; the next run goes on
        transact(lambda rows: rows.replace(*(replace(stone, done=now) for stone in marked)))
        return True


def set_aside(folder: Path) -> list[Path]:
    """What repairs of an archive have put aside, where no takedown reaches."""
    private = folder / "_archive"
    return sorted([*private.glob("catalog.damaged-*"), *private.glob("lost+found/*")])


def _articles_of(rows: Rows, site: str, source_id: str, url: str) -> list[ArticleRow]:
    found = rows.where(ArticleRow, site=site, source_id=source_id)
    found += rows.where(ArticleRow, site=site, url=url)
    found = list({one.id: one for row in found for one in (row, original(rows, row))}.values())
    return found + [row for row in doubles_of(rows, [one.id for one in found]) if row not in found]


def _stone(rows: Rows, site: str, source_id: str) -> ForgottenRow | None:
    return rows.one(ForgottenRow, site=site, source_id=source_id)


def _quarantined(ids: list[int], source_id: str, url: str) -> ColumnElement[bool]:
    entry = QuarantineRow.c
    return or_(entry.article.in_(ids), entry.source_id == source_id, entry.url == url)


def _copies(rows: Rows, going: Iterable[ArticleRow]) -> list[ArticleRow]:
    """The other articles that have the same body."""
    ids = {row.id for row in going}
    same = rows.by_values(ArticleRow, ArticleRow.c.body, {row.body for row in going} - {None})
    return [row for row in same if row.id not in ids]


def _remove_rows(rows: Rows, *, marked: list[ForgottenRow], ids: list[int], now: int, copied: bool) -> None:
    forget_rare(rows)
    remove_pictures(rows, ids, now=now, copied=copied)
    for stone in marked:
        rows.remove(QuarantineRow, _quarantined(ids, stone.source_id, stone.url))
    for number in ids:
        _relink_copies(rows, number, ids)
    rows.replace(*(replace(row, copy_of=None) for row in rows.by_values(ArticleRow, ArticleRow.c.id, ids)))
    blot_out(rows, marked, ids)
    kinds: tuple[type[Any], ...] = (PageRow, RevisionRow, AskRow, ShownRow)
    for kind in kinds:
        rows.remove(kind, kind.c.article.in_(ids))
    rows.remove(ArticleRow, ArticleRow.c.id.in_(ids))


def _relink_copies(rows: Rows, number: int, ids: list[int]) -> None:
    """The first of an article's copies becomes what the others are copies of."""
    left = ArticleRow.c.copy_of == number, ArticleRow.c.id.not_in(ids)
    copies = rows.where(ArticleRow, *left, order=[ArticleRow.c.id])
    rows.replace(*(replace(row, copy_of=copies[0].id) for row in copies[1:]))
    rows.replace(*(replace(row, copy_of=None) for row in copies[:1]))


def _take_shared_originals(rows: Rows, ids: list[int]) -> tuple[str, ...]:
    """Make what others have of the same payloads the articles' own; the source ids of these others.

    There are such where two articles were led to one page: the later capture merely refers to the first.
    A picture's captures have no payload of their own.
    """
    own = rows.where(CaptureRow, CaptureRow.c.article.in_(ids))
    others: set[int] = set()
    for url, digest in {(row.url, row.digest) for row in own if row.kind is not CaptureKind.FILE}:
        same = rows.where(CaptureRow, url=url, digest=digest)
        others |= {row.article for row in same} - set(ids)
        foreign = [replace(row, article=ids[0], revision=None) for row in same if row.article not in ids]
        known = [row for row in same if row.article in ids]
        rows.replace(*(replace(row, refers_to=None) for row in [*known, *foreign]))
    return tuple(row.source_id for row in rows.by_values(ArticleRow, ArticleRow.c.id, others))


def _drop_emptied(
    rows: Rows, transact: Callable[[Callable[[Rows], None]], None], originals: Originals, copies: Copies
) -> bool:
    """Remove the copies of files and pictures that went, and then their rows, which name them until then."""
    emptied = [row for row in without_captures(rows) if originals.is_gone(row.name)]
    pictures = forgotten_pictures(rows)
    gone = paths_of(row.sha256 for row in pictures if row.sha256)
    if not copies.drop((row.name for row in emptied), gone):
        return False

    def removed(rows: Rows) -> None:
        rows.remove(WarcRow, WarcRow.c.id.in_([row.id for row in emptied]))
        for row in pictures:
            rows.remove(PictureRow, id=row.id)

    transact(removed)
    return True
