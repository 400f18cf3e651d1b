"""All that the catalog knows of one article."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsarchive.exceptions import ArgumentError
from newsarchive.posts.file_names import POST_NAME
from newsarchive.posts.picture_sources import sources_in
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    CaptureRow,
    ForgottenRow,
    PageRow,
    QuarantineRow,
    RevisionRow,
    WarcRow,
)
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import KEPT_OUT, RevisionKind, State
from newsarchive.store.doubles import original
from newsarchive.store.pictures.changes import changes_told
from newsarchive.store.pictures.shown import Shown, of_revisions
from newsarchive.store.posts import whole_post


def find(rows: Rows, site: str, given: str) -> Identity | None:
    """The article with this source id, URL or post file name, be it archived, owed, quarantined or forgotten.

    :param given: of a post a path will do, its name without ``.md``, and one from before its date moved
    """
    found: Any = next(filter(None, _matches(rows, site, given)), None)
    found = original(rows, found) if isinstance(found, ArticleRow) else found
    return Identity(found.source_id, found.url) if found else None


def _matches(rows: Rows, site: str, given: str) -> Iterator[ArticleRow | ForgottenRow | QuarantineRow | None]:
    """The rows that may be meant, the likeliest first."""
    name = given.rpartition("/")[2]
    name = name if name.endswith(".md") else name + ".md"
    post = POST_NAME.fullmatch(name)
    yield rows.one(ArticleRow, site=site, source_id=given)
    yield rows.one(ArticleRow, site=site, url=given)
    stems = (post[2].casefold(), post[0][:-3].casefold()) if post else ()
    yield rows.one(ArticleRow, ArticleRow.c.stem.in_(stems), site=site) if stems else None
    if of_page := rows.one(PageRow, url=given):
        yield rows.one(ArticleRow, id=of_page.article, site=site)
    if post and (named := rows.one(RevisionRow, name=name)):
        yield rows.one(ArticleRow, id=named.article, site=site)
    for its in ({"source_id": given}, {"url": given}, {"name": name}):
        yield rows.one(ForgottenRow, site=site, **its)
    for its in ({"source_id": given}, {"url": given}):
        yield rows.one(QuarantineRow, **its)


@dataclass(frozen=True, slots=True)
class History:
    """One article's rows.

    :param row: its own; None where nothing but a tombstone or a quarantined record is left of it
    :param revisions: oldest first
    :param originals: captures, each with the name of its WARC
    :param copy_of: the id of the article that has had the same text before
    :param copies: the ids of those that have had it since
    :param doubles: the rows of its further addresses
    :param pictures: what the revisions show whose pictures are kept, by their numbers
    """

    row: ArticleRow | None
    revisions: list[RevisionRow]
    originals: list[tuple[CaptureRow, str]]
    quarantined: list[QuarantineRow]
    tombstone: ForgottenRow | None
    copy_of: str | None
    copies: list[str]
    doubles: list[ArticleRow]
    pictures: dict[int, list[Shown]]

    def revision(self, number: int) -> RevisionRow:
        """The revision with this number.

        :raises ArgumentError: there is none
        """
        for one in self.revisions:
            if one.number == number:
                return one
        numbers = ", ".join(str(one.number) for one in self.revisions) or "none"
        raise ArgumentError(f"there is no revision {number}; there are: {numbers}")

    def before(self, number: int) -> RevisionRow:
        """The last revision that was published before this one.

        :raises ArgumentError: there is none
        """
        earlier = [one for one in self.revisions if one.number < number and one.kind not in KEPT_OUT]
        if not earlier:
            raise ArgumentError(f"revision {number} is the first one; there is nothing to compare it with")
        return earlier[-1]

    def new_pictures(self, old: RevisionRow, new: RevisionRow) -> list[str]:
        """What happened to the pictures from one revision to another, in words for people.

        Of a revision whose pictures stayed with the source its post says where they are.
        """
        before, after = (self.pictures.get(one.number) or _linked(one) for one in (old, new))
        if new.kind is RevisionKind.ILLUSTRATED and not self.pictures.get(old.number):
            return ["its pictures are kept from here on"]
        return changes_told(before, after)


def history_of(rows: Rows, site: str, named: Identity) -> History:
    """Everything about an article that :func:`newsarchive.store.history.find` found."""
    row = rows.one(ArticleRow, site=site, source_id=named.source_id)
    number = row.id if row else 0
    captures = rows.where(CaptureRow, article=number, order=[CaptureRow.c.id])
    of_captures = rows.by_values(WarcRow, WarcRow.c.id, {held.warc for held in captures})
    names = {held.id: held.name for held in of_captures}
    first = rows.one(ArticleRow, id=row.copy_of) if row and row.copy_of else None
    of_it = rows.where(ArticleRow, copy_of=number, order=[ArticleRow.c.id])
    its_own = QuarantineRow.c.article == number if row else QuarantineRow.c.source_id == named.source_id
    return History(
        row=row,
        revisions=rows.where(RevisionRow, article=number, order=[RevisionRow.c.number]),
        originals=[(held, names[held.warc]) for held in captures],
        quarantined=rows.where(QuarantineRow, its_own, order=[QuarantineRow.c.id]),
        tombstone=rows.one(ForgottenRow, site=site, source_id=named.source_id),
        copy_of=first.source_id if first else None,
        copies=[one.source_id for one in of_it if one.state is not State.DOUBLE],
        doubles=[one for one in of_it if one.state is State.DOUBLE],
        pictures=of_revisions(rows, number),
    )


def post_of(chosen: RevisionRow) -> str:
    """A revision's post, as text."""
    return zlib.decompress(chosen.post).decode("utf-8", "replace")


def _linked(revision: RevisionRow) -> list[Shown]:
    post = whole_post(revision) or b""
    return [Shown(url) for url in dict.fromkeys(sources_in(post.decode("utf-8", "replace")))]
