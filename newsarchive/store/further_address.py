"""Tell that a text was read at a further address of an archived article, and note that address."""

import zlib
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from newsarchive.store.catalog.row_kinds import ArticleRow, QuarantineRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.desk import Desk
from newsarchive.store.doubles import double_of
from newsarchive.store.likeness import are_told_apart, are_versions, is_one_story, numbers_in
from newsarchive.store.stems import known_by_its_post
from newsarchive.store.submissions import Extracted

_MOST = 20  # articles that are compared with one


def original_of(desk: Desk, found: Extracted) -> ArticleRow | None:
    """The archived article that a text is of, where it was read at an address that is not known for it.

    Its page's own address leads to it, or on a site without ids the one that answered or a long number that
    both have; and the texts are alike. On such a site the very same text with the same title and time does,
    unless the addresses tell two apart.
    """
    row = desk.known.articles(found.source_id)
    is_known = row is not None and (row.revision is not None or row.state is State.DOUBLE)
    if is_known or desk.offline or found.kind is not RevisionKind.CRAWLED:
        return None
    first = _like(desk, found)
    return None if first is None or known_by_its_post(desk, found) else first


def _like(desk: Desk, found: Extracted) -> ArticleRow | None:
    for other, there in _with(desk, _of_its_text(desk, found)):
        apart = are_told_apart(other.url, found.url, at_once=there.run == desk.run.id)
        if not apart and is_one_story(there, found.article, by_address=desk.by_address):
            return other
    for other, there in _with(desk, _at_its_address(desk, found)):
        said, post, before = found.article, found.post, zlib.decompress(there.post)
        if are_versions(there, before, said, post, by_address=desk.by_address):
            return other
    return None


def _with(desk: Desk, found: Iterator[ArticleRow]) -> Iterator[tuple[ArticleRow, RevisionRow]]:
    for row in found:
        if there := desk.current_revision(row):
            yield row, there


def _of_its_text(desk: Desk, found: Extracted) -> Iterator[ArticleRow]:
    body = found.fingerprint.body
    if desk.by_address and body and desk.known.bodies(body):
        yield from desk.rows.where(ArticleRow, body=body, order=[ArticleRow.c.id], limit=_MOST)


def _at_its_address(desk: Desk, found: Extracted) -> Iterator[ArticleRow]:
    named = (desk.known.articles(name) for name in found.own_ids if name != found.source_id)
    yield from (desk.original(row) for row in named if row)
    numbers = numbers_in(found.url) if desk.by_address and desk.run.id > 1 else ()
    for number in list(numbers)[:2]:
        # An index has all that the inner query takes: the rows themselves are large.
        ids = select(ArticleRow.c.id).where(ArticleRow.c.url.contains(number, autoescape=True)).limit(_MOST)
        known = desk.rows.where(ArticleRow, ArticleRow.c.id.in_(ids), ArticleRow.c.revision.is_not(None))
        yield from (row for row in known if number in numbers_in(row.url))


def note_address(desk: Desk, row: ArticleRow, found: Extracted) -> tuple[ArticleRow, bool]:
    """Note at which further address an article was read; its row, and whether it has moved there.

    It has if another run read it elsewhere, unless the page itself names another address or only a parameter
    was added. From then on it is asked for where it moved, or where its page says that it stands.
    """
    there = desk.current_revision(row)
    owed = {one.id: one for one in (desk.known.articles(found.source_id), desk.known.without_post(found.url))
            if one and one.id != row.id}  # fmt: skip
    for one in list(owed.values()) or [desk.new_row(found.source_id, found.url)]:
        desk.take_over(row, one.id)
        desk.save(double_of(row, one))
        desk.known.without_post.note(one.url, None)
    settle_quarantine(desk, row)
    moved = bool(there and there.run != desk.run.id and not found.is_view)
    moved = moved and not found.url.startswith(f"{row.url}?")
    if moved or (found.article.canonical and not found.is_view):
        shown = next(iter(owed.values()), row)
        row = desk.save(replace(row, url=found.url, entry=shown.entry, day=shown.day, listing=shown.listing))
        desk.keep_pages(row, found.evidence.pages)
    return row, moved


def settle_quarantine(desk: Desk, row: ArticleRow) -> None:
    """Note that what was quarantined of an article has been stored after all."""
    open_ones = QuarantineRow.c.article == row.id, QuarantineRow.c.settled.is_(None)
    held = desk.rows.where(QuarantineRow, *open_ones)
    desk.rows.replace(*(replace(entry, settled=desk.now) for entry in held))
