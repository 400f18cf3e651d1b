"""When articles were edited, withdrawn and missed, which no index of a catalog gives by time.

One look costs some 60 ms at 100,000 articles, so that whoever asks often keeps what it gave as long as the
catalog's file stays as it is.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.store.chronicle import EDIT
from newsarchive.store.condition import OPEN_QUARANTINE


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that befell an article.

    :param at: seconds since 1970
    :param article: its row; 0 for a record that belongs to none
    :param number: of an edit, the revision that it made; of what is missed for a record that belongs to no
        article, the row of the quarantine; otherwise 0
    """

    at: int
    article: int
    number: int = 0


_EDITED = (
    # The small index finds the few further revisions, whose rows alone are then read.
    "SELECT revision.stored, later.article, later.number FROM"  # noqa: S608  a constant
    " (SELECT article, number FROM revision WHERE number > 1) AS later CROSS JOIN revision"
    f" ON revision.article = later.article AND revision.number = later.number WHERE {EDIT}"
)
_WITHDRAWN = "SELECT gone, id FROM article WHERE gone IS NOT NULL"
_MISSED = (
    "SELECT coalesce((SELECT min(first) FROM shown WHERE article = id), discovered), id FROM article"
    " WHERE state IN ('owed', 'quarantined')"
)
_STRANGE = f"SELECT at, 0, id FROM {OPEN_QUARANTINE} AND article IS NULL"  # noqa: S608  a constant


class Happenings:
    """All that happened in an archive, each list by its time, the oldest first.

    :param edited: further texts of articles, when they were stored
    :param withdrawn: articles, since when they are gone at the source
    :param missed: what lists showed and what is not stored, when it was first shown; where nobody noted
        that, when it was discovered or read
    """

    def __init__(
        self, edited: Sequence[Happening], withdrawn: Sequence[Happening], missed: Sequence[Happening]
    ) -> None:
        self.edited = edited
        self.withdrawn = withdrawn
        self.missed = missed

    @cached_property
    def changed(self) -> Sequence[Happening]:
        """What was edited or withdrawn."""
        return sorted((*self.edited, *self.withdrawn), key=_in_order)


_in_order = attrgetter("at", "article", "number")


def happenings_of(catalog: Connection) -> Happenings:
    """Read when articles were edited, withdrawn and missed."""

    def found(*queries: str) -> list[Happening]:
        return sorted((Happening(*row) for query in queries for row in catalog.execute(query)), key=_in_order)

    return Happenings(found(_EDITED), found(_WITHDRAWN), found(_MISSED, _STRANGE))


def within(happenings: Sequence[Happening], since: int, until: int) -> Sequence[Happening]:
    """Those from one time on and before another, in seconds since 1970."""
    when: Callable[[Happening], int] = attrgetter("at")
    return happenings[bisect_left(happenings, since, key=when) : bisect_left(happenings, until, key=when)]


T = TypeVar("T")


def newest(happenings: Sequence[T], start: int, limit: int) -> list[T]:
    """A page of them, the newest first."""
    end = max(0, len(happenings) - start)
    return list(reversed(happenings[max(0, end - limit) : end]))
