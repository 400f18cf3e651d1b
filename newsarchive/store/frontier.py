"""The frontier: what was discovered and is owed, and what is due to be asked for again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, tuple_

from newsarchive.evidence import Validators
from newsarchive.items import Lead
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    ForgottenRow,
    ListingRow,
    PageRow,
    RevisionRow,
    RunRow,
)
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.doubles import original, shown
from newsarchive.store.listings import Listed, note_listing, settle_barren
from newsarchive.store.posts import IS_CURRENT, give_ids
from newsarchive.store.shown_titles import is_shown_otherwise
from newsarchive.store.sightings import note_answer_of_day, note_shown

BATCH = 256
_CLOCK_SLACK = 3600
_WHOLE = 3 * 24 * 3600
_A = ArticleRow.c


ENTRY = {
    "url": "link", "source_id": "source_id", "slug": "slug", "day": "day", "title": "title",
    "stated_date": "stated_date", "outlet": "outlet", "digest": "summary",
}  # fmt: skip
"""The keys of the column ``entry``, each with what it keeps of a lead."""
_AT_ONCE = 2_000  # leads, of which the rows are in memory; a sitemap has up to 50,000


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


def discover(
    rows: Rows, site: str, found: Sequence[Lead], source: Listed | None, *, now: int, zone: tzinfo = UTC
) -> int:
    """Note what a listing shows: new articles are owed from here on; how many. One transaction.

    The listing's validators are noted with them, so that no 304 can ever hide what was not.

    :param zone: the site's, in which its days are counted
    """
    listing, is_volatile = note_listing(rows, source, now=now) if source else (None, False)
    number = listing.id if listing else None
    parts = (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))
    fresh = sum(_note_articles(rows, site, part, number, now=now) for part in parts)
    if listing:
        shown = len({one.source_id for one in found})
        note_answer_of_day(rows, listing.id, now=now, zone=zone, shown=shown, fresh=fresh)
    if source and listing and not fresh:
        settle_barren(rows, listing, source, is_volatile=is_volatile)
    return fresh


def _note_articles(rows: Rows, site: str, found: Sequence[Lead], number: int | None, *, now: int) -> int:
    """Note a part of what a listing shows; how many articles are new.

    :param number: the listing's row
    """
    by_id = {one.source_id: one for one in found}
    said = {source_id: entry_and_day(one) for source_id, one in by_id.items()}
    there = {row.source_id: row for row in rows.by_values(ArticleRow, _A.source_id, by_id, site=site)}
    strange = [Identity(one.source_id, one.url) for one in by_id.values() if one.source_id not in there]
    there |= give_ids(rows, site, strange)
    same_page = by_urls(rows, [one.url for one in strange])
    tombstones = rows.where(ForgottenRow, site=site)
    gone = {name for row in tombstones for name in (row.source_id, row.url)}
    known_ids, known_pages = there.keys() | gone, same_page.keys() | gone
    by_page = {one.url: one for one in reversed(by_id.values())}  # of two ids of one address the first counts
    fresh = [
        ArticleRow(
            site=site, source_id=one.source_id, url=one.url, entry=said[one.source_id][0],
            day=said[one.source_id][1], listing=number, discovered=now,
        )
        for one in by_id.values()
        if one.source_id not in known_ids and one.url not in known_pages and by_page[one.url] is one
    ]  # fmt: skip
    fresh = rows.add_all(fresh)
    if number is not None:
        known = [*there.values(), *same_page.values()]
        owners = [row.copy_of if row.state is State.DOUBLE and row.copy_of else row.id for row in known]
        note_shown(rows, number, [*owners, *(row.id for row in fresh)], now=now)
    for source_id, row in shown(rows, there).items():
        entry, day = said[source_id]
        if row.state is State.OWED and number not in {None, row.listing}:
            rows.replace(replace(row, listing=number, entry=row.entry or entry, day=row.day or day))
        elif row.entry is None and entry:
            # Named by the user, or rebuilt: what the listing says stands in where its pages say nothing.
            rows.replace(replace(row, listing=number, entry=entry, day=day))
        elif row.state is State.PUBLISHED and number == row.listing and _is_other(row.entry, entry):
            # The listing shows another title or day: the article is due now, whatever its page says.
            rows.remove(PageRow, article=row.id)
            rows.replace(replace(row, entry=entry, day=day, next_check=now))
    return len(fresh)


def _is_other(before: str | None, now: str | None) -> bool:
    return before != now and is_shown_otherwise(json.loads(before or "{}"), json.loads(now or "{}"))


def entry_and_day(lead: Lead) -> tuple[str | None, str | None]:
    """How a list shows an article, to be given back when its turn comes, and the day that it states."""
    day = lead.day.isoformat() if lead.day else None
    said = {key: getattr(lead, name) for key, name in ENTRY.items()} | {"day": day}
    entry = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return (entry, day) if lead.link is not None else (None, day)


def asked_by(row: ArticleRow, pages: Sequence[Validators], *, now: int) -> tuple[Validators, ...]:
    """What to ask an article's pages by; now and then nothing, since servers may say 304 for ever.

    So it is read whole at its first check of each third day: once or twice while it is fresh, and always
    when it is asked seldom.
    """
    if row.checked is not None and row.checked // _WHOLE == now // _WHOLE:
        return tuple(pages)
    return tuple(Validators(page.url) for page in pages)


def lead_of(row: ArticleRow, pages: tuple[Validators, ...] = ()) -> Lead:
    """An article as its list showed it, and as the catalog knows it."""
    said = {ENTRY[key]: value for key, value in json.loads(row.entry or "{}").items()}
    if day := said.get("day"):
        said["day"] = date.fromisoformat(day)
    said |= {"source_id": row.source_id, "archived": row.revision is not None, "pages": pages}
    return Lead(row.url, **said)


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


def due(rows: Rows, chosen: Selection, *, after: ArticleRow | None, now: int) -> list[ArticleRow]:
    """The next archived or quarantined articles whose time has come."""
    its_time = or_(_A.next_check <= now, _planned_by_a_wrong_clock(rows, now))
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


def by_urls(rows: Rows, urls: Iterable[str]) -> dict[str, ArticleRow]:
    """The articles with these identity pages or further addresses, by these."""
    found = sorted(rows.by_values(ArticleRow, _A.url, urls), key=lambda row: row.state is not State.DOUBLE)
    return {row.url: original(rows, row) for row in found}


def pages_of(rows: Rows, articles: Iterable[ArticleRow]) -> dict[int, list[Validators]]:
    """What to ask the articles' pages by, in their order; by the articles' row ids."""
    pages: dict[int, list[Validators]] = defaultdict(list)
    found = rows.by_values(PageRow, PageRow.c.article, [row.id for row in articles])
    for row in sorted(found, key=attrgetter("article", "position")):
        pages[row.article].append(Validators(row.url, row.etag, row.last_modified))
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
        yield exists().where(IS_CURRENT, RevisionRow.c.category.in_(chosen.categories))
    # Of archived articles the day is that of their post's name.
    if chosen.first_day:
        yield or_(_A.post.is_(None), _A.post >= chosen.first_day)
    if chosen.last_day:
        yield or_(_A.post.is_(None), func.substr(_A.post, 1, 10) <= chosen.last_day)
