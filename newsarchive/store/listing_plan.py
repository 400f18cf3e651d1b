"""When a listing is to be asked again: its changes teach it, what it says of itself bounds it."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace

from newsarchive.profiles import ScheduleRules
from newsarchive.store.catalog.listing_rows import ListingRow, UnreadRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.listings import Listed, as_listed

_FIRST = 30 * 60  # seconds that a listing waits of which nothing is known
_SLACK = 10  # one is asked early, by a part of its wait, so that listings are asked together
_CLOCK_SLACK = 3600  # seconds that a clock may have been wrong
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Answer:
    """What a listing answered, as far as it matters for asking it again.

    :param kind: ``page``, ``feed``, ``sitemap``, ``json`` or ``robots``; None where it has not changed
    :param holds: seconds for which it says itself that its answer holds
    :param goes_on: it is a further page of another listing, and asked when that one is
    """

    kind: str | None = None
    holds: int | None = None
    goes_on: bool = False


def next_wait(rules: ScheduleRules, wait: int | None, *, passed: int | None, is_changed: bool) -> int:
    """Seconds from an asking to the next, as the listing's changes have taught, within the profile's bounds.

    Half as long where it showed something new, half as long again where it did not. What shows after a much
    longer pause than was planned says nothing of a shorter wait, and no change after a much shorter one
    nothing of a longer.

    :param wait: the wait before; None if this is the first asking
    :param passed: seconds since it was asked before
    """
    least, most = int(rules.least.total_seconds()), int(rules.most.total_seconds())
    if wait is None or passed is None:
        return min(max(_FIRST, least), most)
    if is_changed:
        wait = wait // 2 if passed <= 2 * wait else wait
    elif 2 * passed >= wait:
        wait = wait * 3 // 2
    return min(max(wait, least), most)


def note_asked(
    rows: Rows,
    url: str,
    answer: Answer,
    rules: ScheduleRules,
    *,
    before: ListingRow | None,
    fresh: int,
    now: int,
) -> None:
    """Note what a listing that was read, or has not changed, teaches of when to ask it again.

    :param before: its row before this asking
    :param fresh: how many new articles it showed
    """
    row = rows.one(ListingRow, url=url)
    if row is None:
        return
    known = set(json.loads(before.leads_to)) if before else set()
    has_changed = bool(fresh or (before and set(json.loads(row.leads_to)) - known))
    asked = before.asked if before else None
    passed = now - asked if asked is not None and asked <= now else None
    wait = next_wait(rules, row.wait, passed=passed, is_changed=has_changed) if rules.learns else None
    holds = max(answer.holds or 0, row.ttl or 0) or None if answer.kind is None else answer.holds
    most = int(rules.most.total_seconds())
    rows.replace(
        replace(
            row,
            kind=answer.kind or row.kind,
            first=row.first if row.first is not None else (before or row).read,
            asked=now,
            changed=now if fresh else row.changed,
            ttl=holds,
            wait=wait,
            next_ask=None if answer.goes_on else now + max(wait or 0, min(holds or 0, most)),
        )
    )


def resting(rows: Rows, url: str, rules: ScheduleRules, *, now: int) -> Listed | None:
    """What is known of a listing that is not to be asked yet; None where it is, or is not known."""
    row = rows.one(ListingRow, url=url)
    if row is None or row.next_ask is None or row.asked is None or row.asked > now + _CLOCK_SLACK:
        return None
    holds_until = row.asked + min(row.ttl or 0, int(rules.most.total_seconds()))
    is_due = now >= max(holds_until, row.next_ask - (row.wait or 0) // _SLACK)
    return None if is_due else as_listed(row)


def retire(rows: Rows, met: Collection[str], *, now: int) -> None:
    """Note of the listings that nobody leads to any more that none of them calls for a run by itself.

    :param met: the listings that a run which left out none has met
    """
    late = rows.where(ListingRow, ListingRow.c.next_ask <= now)
    rows.replace(*(replace(row, next_ask=None) for row in late if row.url not in met))
    lost = rows.where(UnreadRow, dismissed=None)
    rows.replace(
        *(
            replace(row, next_try=now + _DAY)
            for row in lost
            if row.url not in met and (row.next_try or 0) <= now
        )
    )
