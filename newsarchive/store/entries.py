"""What lists show of articles: how that enters the catalog, and how it is given back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, tzinfo

from newsarchive.evidence import Validators
from newsarchive.items import Lead
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.doubles import original, shown
from newsarchive.store.listings import Listed, note_listing, settle_barren
from newsarchive.store.posts import give_ids
from newsarchive.store.said_changed import make_due, modified_by
from newsarchive.store.sightings import note_answer_of_day, note_shown

_A = ArticleRow.c

ENTRY = {
    "url": "link", "source_id": "source_id", "slug": "slug", "day": "day", "title": "title",
    "stated_date": "stated_date", "outlet": "outlet", "digest": "summary",
}  # fmt: skip
"""The keys of the column ``entry``, each with what it keeps of a lead; :data:`NOTED` are the others."""
_AT_ONCE = 2_000  # leads, of which the rows are in memory; a sitemap has up to 50,000


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
    said = {source_id: entry_and_day(one, number) for source_id, one in by_id.items()}
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
    archived: dict[str, ArticleRow] = {}
    for source_id, row in shown(rows, there).items():
        entry, day = said[source_id]
        if row.state is State.OWED and number not in {None, row.listing}:
            rows.replace(replace(row, listing=number, entry=row.entry or entry, day=row.day or day))
        elif row.entry is None and entry:
            # Named by the user, or rebuilt: what the listing says stands in where its pages say nothing.
            rows.replace(replace(row, listing=number, entry=entry, day=day))
        elif row.state in {State.PUBLISHED, State.QUARANTINED}:
            archived[source_id] = row
    if number:
        make_due(rows, archived, {name: entry for name, (entry, _) in said.items()}, number, now=now)
    return len(fresh)


def entry_and_day(lead: Lead, listing: int | None = None) -> tuple[str | None, str | None]:
    """How a list shows an article, to be given back when its turn comes, and the day that it states.

    :param listing: the list's row
    """
    day = lead.day.isoformat() if lead.day else None
    said = {key: getattr(lead, name) for key, name in ENTRY.items()} | {"day": day}
    said |= modified_by(lead, listing)
    entry = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return (entry, day) if lead.link is not None else (None, day)


def lead_of(row: ArticleRow, pages: tuple[Validators, ...] = ()) -> Lead:
    """An article as its list showed it, and as the catalog knows it."""
    said = {ENTRY[key]: value for key, value in json.loads(row.entry or "{}").items() if key in ENTRY}
    if day := said.get("day"):
        said["day"] = date.fromisoformat(day)
    said |= {"source_id": row.source_id, "archived": row.revision is not None, "pages": pages}
    return Lead(row.url, **said)


def by_urls(rows: Rows, urls: Iterable[str]) -> dict[str, ArticleRow]:
    """The articles with these identity pages or further addresses, by these."""
    found = sorted(rows.by_values(ArticleRow, _A.url, urls), key=lambda row: row.state is not State.DOUBLE)
    return {row.url: original(rows, row) for row in found}
