"""Which of an archive's posts a collection takes."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, exists, select

from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.posts import IS_CURRENT
from newsarchive.text import one_line

_R = RevisionRow.c
_AT_ONCE = 200  # named articles that are read at a time

Kind = Literal["category", "outlet", "section"]
"""What posts can be chosen by the name of."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an archive has been collected: the last revision and the last takedown by number."""

    revision: int = 0
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Which posts a collection takes; all of them where nothing restricts it.

    :param since: the first instant that counts, aware
    :param until: the first instant that counts no more, aware
    :param after: only what has changed since then
    :param articles: only these, by the numbers of their rows; None for all
    :param values: what columns of ``revision`` have, one of the values each
    """

    since: datetime | None = None
    until: datetime | None = None
    after: Mark = Mark()
    articles: frozenset[int] | None = None
    values: tuple[tuple[str, frozenset[str]], ...] = ()

    def pieces(self, rows: Rows) -> Iterator[list[RevisionRow]]:
        """The revisions in pieces, as they were stored; of certain articles by the articles' numbers."""
        where = [exists().where(IS_CURRENT), *(_R[column].in_(values) for column, values in self.values)]
        for found in self._found(rows, where):
            if chosen := [one for one in found if self._is_in_time(one)]:
                yield chosen

    def _found(self, rows: Rows, where: list[ColumnElement[bool]]) -> Iterator[list[RevisionRow]]:
        after = self.after.revision
        if self.articles is None:
            yield from rows.pieces(RevisionRow, *where, after=after)
            return
        numbers = sorted(self.articles)
        for start in range(0, len(numbers), _AT_ONCE):
            certain = _R.article.in_(numbers[start : start + _AT_ONCE])
            yield rows.where(RevisionRow, certain, _R.id > after, *where, order=[_R.article])

    def _is_in_time(self, post: RevisionRow) -> bool:
        early = self.since is not None and post.published < self.since
        return not (early or (self.until is not None and post.published >= self.until))


@dataclass(frozen=True, slots=True)
class Names:
    """The categories, outlets or sections that an archive's posts are of, or were.

    :param column: which has their names; of categories their slugs
    :param others: of each what else it is called
    """

    column: str
    others: Mapping[str, tuple[str, ...]]

    def meant(self, word: str) -> frozenset[str]:
        """What the column has where somebody says this, be it in another case or width."""
        if word in self.others:
            return frozenset((word,))
        for same in (str, _plain):
            given = same(word)
            found = (name for name, also in self.others.items() if given in map(same, (name, *also)))
            if meant := frozenset(found):
                return meant
        return frozenset()

    def __iter__(self) -> Iterator[str]:
        """For people: each name, with what else it is called in brackets."""
        for name, also in sorted(self.others.items()):
            first = next((one for one in also if one != name), "")
            yield f"{name} ({first})" if first else name


def names_of(rows: Rows, kind: Kind, profile: SiteProfile) -> Names:
    """The names of a kind in an archive, current and former ones.

    A category is known by its slug, by its tag, and by the name that both are made of: that stands in the
    column ``outlet``, whether the site's categories are its outlets or its sections.
    """
    columns = {
        "category": ("category", "tag", "outlet"),
        "outlet": ("outlet" if profile.category.by == "outlet" else "source",),
        "section": ("outlet" if profile.category.by == "section" else "section",),
    }[kind]
    others: dict[str, dict[str, None]] = {}
    its = [_R[one] for one in columns]
    query = select(*its).distinct().order_by(*(one.nulls_first() for one in its))
    for first, *also in rows.connection.execute(query):
        if first:
            others.setdefault(first, {}).update(dict.fromkeys(filter(None, also)))
    return Names(columns[0], {name: tuple(also) for name, also in others.items()})


def _plain(word: str) -> str:
    return one_line(unicodedata.normalize("NFKC", word)).casefold()
