"""Listings that cannot be read: how often they are asked again, and how long they make runs partial."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from newsarchive.profiles import RecheckRules
from newsarchive.store.catalog.listing_rows import ListingRow, UnreadRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.rechecks import next_try
from newsarchive.store.sightings import note_answer_at

_DEFINITE = frozenset({
    "http-401", "http-403", "http-404", "http-405", "http-410", "http-451", "robots", "redirect-refused",
    "address-refused", "other-site", "not-text", "no-feed", "no-sitemap", "too-large", "bad-address",
})  # fmt: skip
_RUNS = 5  # that are partial because of a listing which nobody has ever seen answer


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a listing that cannot be read is to be taken.

    :param counts: articles may be missing because of it, so that the run is partial
    :param is_news: no run has told of it
    :param waits: it is not to be asked yet
    """

    reason: str
    counts: bool
    is_news: bool
    waits: bool


def note_unread(
    rows: Rows,
    url: str,
    reason: str,
    rules: RecheckRules,
    *,
    is_first: bool,
    now: int,
    longest: int = 24 * 3600,
    asked: float | None = None,
    zone: tzinfo = UTC,
) -> Trouble:
    """Note that a listing could not be read.

    :param is_first: a run begins with it, because its profile or its user says so
    :param zone: the site's, in which its days are counted
    :param longest: seconds, the most that such a one waits, and that ``asked`` counts for
    :param asked: seconds after which its ``Retry-After`` wants to be asked again
    """
    note_answer_at(rows, url, now=now, zone=zone, failed=True)
    there = rows.one(UnreadRow, url=url)
    row = there or rows.add(UnreadRow(url=url, attempts=0, failure=reason, since=now))
    attempts = row.attempts + 1
    planned = next_try(rules, attempts=attempts, now=now)
    if planned is not None and is_first:
        planned = min(planned, now + longest)
    if asked:
        planned = max(planned or 0, now + round(min(asked, longest)))
    row = replace(row, attempts=attempts, failure=reason, next_try=planned)
    rows.replace(row)
    return Trouble(reason, _counts(rows, row, is_first=is_first), there is None, waits=False)


def trouble_with(rows: Rows, url: str, *, is_first: bool, now: int) -> Trouble | None:
    """How a listing is to be taken that could not be read before; None where it could."""
    row = rows.one(UnreadRow, url=url)
    if row is None:
        return None
    # One that waits from here to a time that no wait leads to was planned by a clock that was wrong.
    waits = row.next_try is not None and row.since <= now < row.next_try
    return Trouble(row.failure, _counts(rows, row, is_first=is_first), is_news=False, waits=waits)


def note_answer(rows: Rows, url: str) -> None:
    """Note that a listing answers again."""
    if rows.one(UnreadRow, url=url):
        rows.remove(UnreadRow, url=url)


def dismiss(rows: Rows, urls: Sequence[str], *, now: int) -> list[str]:
    """Note that listings are closed for good; those of them that could not be read."""
    found = list(rows.by_values(UnreadRow, UnreadRow.c.url, urls))
    rows.replace(*(replace(row, dismissed=row.dismissed or now) for row in found))
    return [row.url for row in found]


def _counts(rows: Rows, row: UnreadRow, *, is_first: bool) -> bool:
    """Whether a run is partial because of it: for ever if it was ever read, else for a few runs.

    What says once and for all that there is no such list makes one run partial, so that somebody sees it.
    """
    if row.dismissed is not None:
        return False
    if is_first or rows.one(ListingRow, url=row.url):
        return True
    return row.attempts <= (1 if row.failure in _DEFINITE else _RUNS)
