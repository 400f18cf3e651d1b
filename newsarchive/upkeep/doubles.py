"""Articles that an archive has twice, at two addresses: which they are, and how they become one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists

from newsarchive.crawling.own_addresses import is_view, own_ids
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.doubles import merge, original
from newsarchive.store.likeness import are_told_apart, are_versions, is_one_story, numbers_in
from newsarchive.store.posts import IS_CURRENT, current_revision, whole_post
from newsarchive.text import printable

_MOST = 20  # articles that are compared with one


@dataclass(frozen=True, slots=True)
class Double:
    """Two articles that are one.

    :param first: the one that was archived first, which stays
    :param address: the one that it is asked for at from then on
    """

    first: ArticleRow
    other: ArticleRow
    address: str

    def __str__(self) -> str:
        return f"{printable(self.other.url)} is {printable(self.first.url)}, posts {self.posts}"

    @property
    def posts(self) -> str:
        """The names of both posts, the one that goes last."""
        return f"{self.first.post} and {self.other.post}"


def doubles(archive: Archive) -> list[Double]:
    """The articles that an archive has twice; the caller holds its lock.

    :raises StorageError: the catalog cannot be read
    """
    with reading(archive.catalog, locked=True) as rows, catalog_errors(archive.catalog):
        return list(_doubles(rows, archive.profile))


def merge_doubles(archive: Archive, *, now: datetime) -> list[Double]:
    """Make one of the articles that an archive has twice; the caller holds its lock.

    The post of the later one goes, once the catalog says whose address its address is.

    :param now: aware
    :raises StorageError: the catalog cannot be read or written
    """
    found = doubles(archive)
    if not found:
        return []
    with writing(archive.catalog) as rows, catalog_errors(archive.catalog):
        for double in found:
            merge(rows, double.first.id, double.other.id, address=double.address, now=int(now.timestamp()))
    with reading(archive.catalog, locked=True) as rows:
        archive.posts.remove_doubles(rows)
    return found


def _doubles(rows: Rows, profile: SiteProfile) -> Iterator[Double]:
    gone: set[int] = set()
    numbers: dict[int, int] = {}
    for found in rows.pieces(RevisionRow, exists().where(IS_CURRENT)):
        owners = rows.by_values(ArticleRow, ArticleRow.c.id, [one.article for one in found])
        by_id = {row.id: row for row in owners}
        for revision in found:
            row = by_id[revision.article]
            if row.id in gone:
                continue
            like = list(_like(rows, profile, row, revision, numbers))
            pairs = [sorted((row, one), key=lambda row: (row.stored or 0, row.id)) for one in like]
            for first, other in pairs:
                if not gone & {first.id, other.id}:
                    gone.add(other.id)
                    yield Double(first, other, _address(rows, profile, first, other))


def _like(
    rows: Rows, profile: SiteProfile, row: ArticleRow, revision: RevisionRow, numbers: dict[int, int]
) -> Iterator[ArticleRow]:
    """The other articles that are this one."""
    by_address = profile.article.id is None
    if by_address and row.body:
        for other in rows.where(ArticleRow, ArticleRow.c.id < row.id, body=row.body, limit=_MOST):
            there = current_revision(rows, other)
            if there is None:
                continue
            apart = are_told_apart(other.url, row.url, at_once=there.run == revision.run)
            if not apart and is_one_story(there, revision, by_address=True):
                yield other
    post = whole_post(revision)
    for other in _at_its_address(rows, profile, row, revision, numbers):
        there = current_revision(rows, other)
        its_post = whole_post(there) if there else None
        if (
            there
            and post
            and its_post
            and are_versions(there, its_post, revision, post, by_address=by_address)
        ):
            yield other


def _at_its_address(
    rows: Rows, profile: SiteProfile, row: ArticleRow, revision: RevisionRow, numbers: dict[int, int]
) -> Iterator[ArticleRow]:
    """The articles that its own address, or a long number in it, leads to.

    :param numbers: the first article with each
    """
    names = [name for name in own_ids(revision, profile) if name != row.source_id]
    found = {one.id: one for named in rows.by_values(ArticleRow, ArticleRow.c.source_id, names, site=row.site)
             if (one := original(rows, named)).id != row.id}  # fmt: skip
    if profile.article.id is None:
        firsts = {numbers.setdefault(int(number), row.id) for number in numbers_in(row.url)} - {row.id}
        found |= {one.id: one for one in rows.by_values(ArticleRow, ArticleRow.c.id, firsts)}
    yield from found.values()


def _address(rows: Rows, profile: SiteProfile, first: ArticleRow, other: ArticleRow) -> str:
    """The later one's where its own page says so, or the first one's page names it; else the first one's."""
    its_own, later = current_revision(rows, first), current_revision(rows, other)
    stands_there = later is not None and later.canonical and not is_view(later, other.url)
    is_named = its_own is not None and other.source_id in own_ids(its_own, profile)
    return other.url if stands_there or is_named else first.url
