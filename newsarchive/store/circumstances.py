"""What the catalog knows of an article besides what it states: when it was seen, edited and withdrawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select

from newsarchive.items import Outcome
from newsarchive.store.catalog.listing_rows import ListingRow, ShownRow
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow, CaptureRow, PageRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind, RevisionKind
from newsarchive.store.chronicle import EDIT
from newsarchive.store.doubles import doubles_of

_R = RevisionRow.c
_READ_AT_SOURCE = (RevisionKind.CRAWLED, RevisionKind.SHRUNKEN, RevisionKind.CONFLICTING)


@dataclass(frozen=True, kw_only=True)  # without slots, so that a record has these fields beside an article's
class Circumstances:
    """What is known of an article and of its published revision. All times are aware, in UTC.

    :param zone: the IANA zone that the site's profile declares, which ``published`` is in; empty where it
        declares none, so that each article has the offset that its page states
    :param kind: how the revision came about
    :param fetched: when the source served the revision's text
    :param first_seen: when the article was discovered
    :param first_stored: when its first revision was stored
    :param last_seen: when a listing or its own page showed it last; None where nothing says so
    :param last_checked: when its page was asked for last, whatever it answered; None where it never was
    :param edited: when each edit by the source was stored, the earliest first
    :param gone_since: since when the source has it no more; None where it has it
    :param copy_of: the id of the first article with this very body; empty where this is it
    :param further_urls: its other addresses, under which it was taken for another article before
    :param listings: the addresses of the lists that showed it, as far as that was noted
    :param pages: the addresses that it was read from last
    :param captures: how many originals of its pages are kept
    :param length: characters of the body's text
    :param text_hash: the fingerprint of the whole revision, in hexadecimal
    :param body_hash: that of its body; empty where the body is too short to tell two articles apart
    :param extraction: which code and profile read it
    """

    zone: str
    kind: RevisionKind
    fetched: datetime
    first_seen: datetime
    first_stored: datetime | None
    last_seen: datetime | None
    last_checked: datetime | None
    edited: tuple[datetime, ...]
    gone_since: datetime | None
    copy_of: str
    further_urls: tuple[str, ...]
    listings: tuple[str, ...]
    pages: tuple[str, ...]
    captures: int
    length: int
    text_hash: str
    body_hash: str
    extraction: str


def circumstances_of(
    rows: Rows, found: Sequence[tuple[ArticleRow, RevisionRow]], zone: str
) -> dict[int, Circumstances]:
    """The circumstances of a few hundred articles with their published revisions, by the articles' numbers.

    :param zone: the one that the site's profile declares, an IANA name; or ""
    """
    ids = [row.id for row, _ in found]
    edited, seen = _revisions(rows, ids)
    listings = defaultdict[int, list[str]](list)
    shown = select(ShownRow.c.article, ListingRow.c.url, ShownRow.c.last).where(
        ShownRow.c.article.in_(ids), ListingRow.c.id == ShownRow.c.listing
    )
    for article, url, last in rows.connection.execute(shown.order_by(ListingRow.c.id)):
        listings[article].append(url)
        seen[article].append(last)
    answered = (
        AskRow.c.outcome.in_([Outcome.STORED, Outcome.UNCHANGED]),
        func.coalesce(AskRow.c.reason, "") != "gone",
    )
    for article, at in _of_each(rows, AskRow.c.article, func.max(AskRow.c.at), ids, *answered).items():
        seen[article].append(at)
    no_picture = CaptureRow.c.kind != CaptureKind.FILE
    captures = _of_each(rows, CaptureRow.c.article, func.count(), ids, no_picture)
    pages = defaultdict[int, list[str]](list)
    read = select(PageRow.c.article, PageRow.c.url).where(PageRow.c.article.in_(ids))
    for article, url in rows.connection.execute(read.order_by(PageRow.c.position)):
        pages[article].append(url)
    further = defaultdict[int, list[str]](list)
    for double in doubles_of(rows, ids):
        further[double.copy_of or 0].append(double.url)
    firsts = {row.copy_of for row, _ in found if row.copy_of}
    first_ids = {one.id: one.source_id for one in rows.by_values(ArticleRow, ArticleRow.c.id, firsts)}
    return {
        row.id: Circumstances(
            zone=zone, kind=revision.kind, fetched=revision.fetched,
            first_seen=_moment(row.discovered), first_stored=_time(row.stored),
            last_seen=_time(max(seen[row.id], default=None)), last_checked=_time(row.checked),
            edited=tuple(map(_moment, edited[row.id])), gone_since=_time(row.gone),
            copy_of=first_ids.get(row.copy_of or 0, ""), further_urls=tuple(further[row.id]),
            listings=tuple(listings[row.id]), pages=tuple(pages[row.id]), captures=captures.get(row.id, 0),
            length=revision.length, text_hash=revision.text.hex(), body_hash=(revision.body or b"").hex(),
            extraction=revision.extraction,
        )
        for row, revision in found
    }  # fmt: skip


def _revisions(
    rows: Rows, ids: Sequence[int]
) -> tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]]:
    """When each article was edited, and when its page was read from the source."""
    edited, read = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    query = select(_R.article, _R.kind, _R.stored, _R.fetched, literal_column(EDIT)).where(
        _R.article.in_(ids)
    )
    for article, kind, stored, fetched, is_edit in rows.connection.execute(
        query.order_by(_R.article, _R.number)
    ):
        if kind in _READ_AT_SOURCE:
            read[article].append(int(datetime.fromisoformat(fetched).timestamp()))
        if is_edit:
            edited[article].append(stored)
    return edited, read


def _of_each(
    rows: Rows, article: ColumnElement[int], what: Any, ids: Iterable[int], *where: ColumnElement[bool]
) -> dict[int, int]:
    """What an aggregate function gives for each article."""
    query = select(article, what).where(article.in_(ids), *where).group_by(article)
    return {row[0]: row[1] for row in rows.connection.execute(query)}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else _moment(seconds)
