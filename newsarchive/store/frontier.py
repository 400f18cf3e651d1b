"""The frontier: what was discovered and is owed, and what is due to be asked for again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, tuple_

from newsarchive.evidence import Validators
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.row_kinds import ArticleRow, PageRow, RevisionRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.catalog.texts import storable
from newsarchive.store.posts import IS_CURRENT
from newsarchive.store.rechecks import DAY

BATCH = 256
_CLOCK_SLACK = 3600
SOON = 300
_A = ArticleRow.c


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles a run may ask for; all of them where nothing restricts it.

    :param listings: of owed articles, only what these listings showed last
    :param categories: of archived articles, only these
    :param first_day: ``YYYY-MM-DD``, in the site's zone; of articles with a known day, only from it on
    :param last_day: the same, and only up to it
    """

    listings: frozenset[str] | None = None
    categories: tuple[str, ...] = ()
    first_day: str | None = None
    last_day: str | None = None


def asked_by(row: ArticleRow, pages: Sequence[Validators], *, now: int) -> tuple[Validators, ...]:
    """What to ask an article's pages by; now and then no condition, since servers may say 304 for ever.

    So it is read whole at its first check after a day, and at its first one in each further thirty days.
    """
    since = row.stored or row.discovered
    if row.checked is not None and _whole_times(row.checked - since) == _whole_times(now - since):
        return tuple(pages)
    return tuple(Validators(page.url, digest=page.digest) for page in pages)


def _whole_times(age: int) -> tuple[bool, int]:
    """What changes with an article's age in seconds when it is to be read whole."""
    return age >= DAY, age // (30 * DAY)


def owed(rows: Rows, chosen: Selection, *, after: ArticleRow | None, now: int) -> list[ArticleRow]:
    """The next owed articles, the least often tried first.

    :param after: the last one that was given out
    """
    due = or_(_its_time(now), _planned_by_a_wrong_clock(rows, now))
    where = _A.state == State.OWED, due, *_owed_where(chosen)
    return _next(rows, where, [_A.attempts, _A.id], after)


def count_owed(rows: Rows, chosen: Selection, *, run_id: int, now: int) -> int:
    """How many owed articles a run has not even tried, and posts that could not be written yet.

    One that failed time and again, and is to be tried rarely, is owed when its time comes.
    """
    untried = or_(_A.tried_in.is_(None), _A.tried_in != run_id)
    left = and_(_A.state == State.OWED, untried, _its_time(now), *_owed_where(chosen))
    count = select(func.count()).select_from(ArticleRow.table).where(or_(left, _A.state == State.PENDING))
    return int(rows.connection.execute(count).scalar_one())


def count_due(rows: Rows, chosen: Selection, *, by: int | None, begun: int) -> int:
    """How many archived or quarantined articles a run is still to ask for again.

    :param by: those that are due by then; None for all
    :param begun: when the run began
    """
    due_by = () if by is None else (_A.next_check <= by,)
    where = and_(or_(_A.checked.is_(None), _A.checked < begun), *due_by, *_archived_where(chosen))
    return int(
        rows.connection.execute(select(func.count()).select_from(ArticleRow.table).where(where)).scalar_one()
    )


def due(rows: Rows, chosen: Selection, *, after: ArticleRow | None, now: int) -> list[ArticleRow]:
    """The next archived or quarantined articles whose time has come, or comes within minutes.

    An article is stored a moment after its run began, and a run an hour later begins on the minute.
    """
    its_time = or_(_A.next_check <= now + SOON, _planned_by_a_wrong_clock(rows, now))
    return _next(rows, (its_time, *_archived_where(chosen)), [_A.next_check, _A.id], after)


def readable_now(
    rows: Rows, chosen: Selection, *, after: ArticleRow | None, extraction: str
) -> list[ArticleRow]:
    """The next quarantined articles that other code than today's has read."""
    read_otherwise = _A.tried_in.in_(select(RunRow.c.id).where(RunRow.c.extraction != extraction))
    where = _A.state == State.QUARANTINED, read_otherwise, *_archived_where(chosen)
    return _next(rows, where, [_A.id], after)


def archived(rows: Rows, chosen: Selection, *, after: ArticleRow | None) -> list[ArticleRow]:
    """The next archived or quarantined articles, due or not."""
    return _next(rows, _archived_where(chosen), [_A.id], after)


def _next(
    rows: Rows, where: Iterable[ColumnElement[bool]], order: list[Any], after: ArticleRow | None
) -> list[ArticleRow]:
    behind = [tuple_(*order) > tuple(getattr(after, one.name) for one in order)] if after else []
    return rows.where(ArticleRow, *where, *behind, order=order, limit=BATCH)


def pages_of(rows: Rows, articles: Iterable[ArticleRow]) -> dict[int, list[Validators]]:
    """What to ask the articles' pages by, in their order; by the articles' row ids."""
    pages: dict[int, list[Validators]] = defaultdict(list)
    found = rows.by_values(PageRow, PageRow.c.article, [row.id for row in articles])
    for row in sorted(found, key=attrgetter("article", "position")):
        pages[row.article].append(Validators(row.url, row.etag, row.last_modified, row.digest))
    return pages


def _its_time(now: int) -> ColumnElement[bool]:
    return or_(_A.next_check.is_(None), _A.next_check <= now)


def _planned_by_a_wrong_clock(rows: Rows, now: int) -> ColumnElement[bool]:
    """What was checked in what is the future now, if any run ever began there."""
    latest = rows.connection.execute(select(func.max(RunRow.c.started))).scalar_one()
    return _A.checked > now + _CLOCK_SLACK if latest and latest > now + _CLOCK_SLACK else false()


def _owed_where(chosen: Selection) -> Iterator[ColumnElement[bool]]:
    if chosen.listings is not None:
        yield _A.listing.in_(select(ListingRow.c.id).where(ListingRow.c.url.in_(chosen.listings)))
    if chosen.first_day:
        yield or_(_A.day.is_(None), _A.day >= chosen.first_day)
    if chosen.last_day:
        yield or_(_A.day.is_(None), _A.day <= chosen.last_day)


def _archived_where(chosen: Selection) -> Iterator[ColumnElement[bool]]:
    yield _A.state.in_((State.PUBLISHED, State.QUARANTINED))
    if chosen.categories:
        yield exists().where(IS_CURRENT, RevisionRow.c.category.in_([*map(storable, chosen.categories)]))
    # Of archived articles the day is that of their post's name.
    if chosen.first_day:
        yield or_(_A.post.is_(None), _A.post >= chosen.first_day)
    if chosen.last_day:
        yield or_(_A.post.is_(None), func.substr(_A.post, 1, 10) <= chosen.last_day)
