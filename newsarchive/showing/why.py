"""What is known of an address, as a table for people and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from rich.table import Table

from newsarchive.showing.local_time import local_time
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow
from newsarchive.store.catalog.states import State
from newsarchive.store.history import History
from newsarchive.store.nearest import Stranger
from newsarchive.store.pictures.known import kept_path
from newsarchive.store.trace import ListingTrace, PictureTrace, Sighting, Trace
from newsarchive.text import many, printable, typed

_LAST = 8  # askings that are shown

Lines = Iterator[tuple[str, str]]


def trace_table(site: str, trace: Trace, zone: tzinfo) -> Table:
    """What an archive knows of an address, a fact a line; times in the site's zone."""
    table = Table(title=printable(site), title_justify="left", show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for what, told in [
        *_of_article(trace, zone), *_of_listing(trace.listing, zone), *_of_picture(trace.picture, zone),
    ]:  # fmt: skip
        table.add_row(what, told)
    return table


def _of_article(trace: Trace, zone: tzinfo) -> Lines:
    named, history = trace.named, trace.history
    if not (named and history):
        return
    yield "article", printable(named.source_id)
    yield "page", printable(named.url)
    for double in history.doubles:
        yield "also at", printable(double.url)
    for one in trace.sightings:
        yield "listed", _sighting(one, zone)
    if history.row and not trace.sightings:
        yield "listed", "by no list; it was named to a run, or read back from its post or originals"
    left_out = len(trace.asks) - _LAST
    if left_out > 0:
        yield "asked", f"{many(left_out, 'time')} before, first {local_time(trace.asks[0].at, zone)}"
    for ask in trace.asks[-_LAST:]:
        yield "asked", _ask(ask, zone)
    if history.row and not trace.asks:
        yield "asked", _asked_before(history.row, zone)
    if trace.asks:
        yield "judged", _judged(trace.asks[-1])
    yield from _kept(history, zone)


def _sighting(one: Sighting, zone: tzinfo) -> str:
    if one.first is None or one.last is None:
        return f"{printable(one.listing)}, before it was noted when"
    first, last = local_time(one.first, zone), local_time(one.last, zone)
    return f"{printable(one.listing)}\nfirst {first}, last {last}"


def _ask(ask: AskRow, zone: tzinfo) -> str:
    answered = f", answered {ask.status}" if ask.status else ""
    reason = f" ({printable(ask.reason)})" if ask.reason else ""
    return f"{local_time(ask.at, zone)}{answered}: {ask.outcome}{reason}"


def _judged(ask: AskRow) -> str:
    reason = f" by {printable(ask.reason)}" if ask.reason else ""
    detail = f"\n{printable(ask.detail)}" if ask.detail else ""
    return f"{ask.outcome}{reason}: {meaning_of(ask.reason, ask.outcome)}{detail}"


def _asked_before(row: ArticleRow, zone: tzinfo) -> str:
    if row.checked is None:
        return "never"
    failure = f", {printable(row.failure)}: {meaning_of(row.failure)}" if row.failure else ""
    return f"{local_time(row.checked, zone)}, before it was noted what came of it{failure}"


def _kept(history: History, zone: tzinfo) -> Lines:
    row = history.row
    if row and row.post:
        yield "stored as", f"_posts/{row.post}"
    for one in history.revisions:
        current = ", published" if row and one.number == row.revision else ""
        yield "revision", f"{one.number} ({one.kind}) of {local_time(one.stored, zone)}{current}"
    if history.copy_of:
        yield "same text as", printable(history.copy_of)
    for entry in history.quarantined:
        settled = f", stored after all {local_time(entry.settled, zone)}" if entry.settled else ""
        meaning = f"{meaning_of(entry.reason)}\n{printable(entry.detail)}"
        yield "quarantined", f"{local_time(entry.at, zone)} ({entry.reason}){settled}: {meaning}"
    if row and row.gone:
        yield "gone", f"since {local_time(row.gone, zone)}; the post stays"
    if stone := history.tombstone:
        yield "forgotten", f"{local_time(stone.at, zone)}: {printable(stone.reason)}"
    elif row:
        yield "next check", _next_check(row, zone)


def _next_check(row: ArticleRow, zone: tzinfo) -> str:
    if row.next_check is not None:
        return local_time(row.next_check, zone)
    return "by the next run" if row.state is State.OWED else "never"


def _of_listing(listing: ListingTrace | None, zone: tzinfo) -> Lines:
    if listing is None:
        return
    yield "list", printable(listing.url)
    for url in [one for one in listing.led_to_by if one != listing.url][:_LAST]:
        yield "led to by", printable(url)
    row, unread = listing.row, listing.unread
    if row is None:
        yield "read", "never to its end"
    else:
        yield "read", f"{local_time(row.asked or row.read, zone)}" + (f", a {row.kind}" if row.kind else "")
        yield "shows", f"{many(listing.shown, 'article')} so far"
    for url in listing.newest:
        yield "newest", printable(url)
    for day in listing.days[:_LAST]:
        failed = f", {day.failed:,} in vain" if day.failed else ""
        yield f"on {day.day}", f"asked {_times(day.asked)}{failed}; {many(day.fresh, 'new article')}"
    if unread:
        since, meaning = local_time(unread.since, zone), meaning_of(unread.failure)
        yield (
            "unread",
            f"since {since}, {many(unread.attempts, 'run')} ({printable(unread.failure)}): {meaning}",
        )
    if unread and unread.dismissed:
        yield "dismissed", f"{local_time(unread.dismissed, zone)}, as closed for good"
    due = _due(listing)
    yield "next asked", local_time(due, zone) if due else "by the next run"


def _of_picture(picture: PictureTrace | None, zone: tzinfo) -> Lines:
    if picture is None:
        return
    row = picture.row
    yield "picture", printable(row.url)
    for url in picture.shown_by[:_LAST]:
        yield "shown by", printable(url)
    yield "asked", local_time(row.checked, zone) if row.checked else "never"
    if row.failure:
        yield "failed", f"{_times(row.attempts)} ({printable(row.failure)}): {meaning_of(row.failure)}"
    yield "kept as", kept_path(row) or "nothing; posts show the source's"
    yield "next asked", local_time(row.next_check, zone) if row.next_check else "by the next run"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _due(listing: ListingTrace) -> int | None:
    """The time before which it is not asked, if any."""
    if listing.unread:
        return listing.unread.next_try
    return listing.row.next_ask if listing.row else None


def stranger_lines(url: str, stranger: Stranger) -> Iterator[str]:
    """That an address was never shown, the nearest thing that was, and what speaks against it."""
    yield f"{printable(url)} was never shown to {stranger.site}"
    if stranger.near:
        yield f"nearest: {printable(stranger.near.url)} ({printable(stranger.near.how)})"
    for reason in stranger.excluded:
        yield f"excluded: {reason}"
    if stranger.is_profiled and not stranger.excluded:
        asked = typed(f"archive {stranger.site} -a urls={printable(url)}")
        yield f"nothing in the profile speaks against it; {asked} asks for it, if robots.txt lets it"


def trace_json(site: str, trace: Trace, zone: tzinfo) -> str:
    """What an archive knows of an address as one line of JSON; times as ISO 8601 with the zone's offset."""
    told: dict[str, Any] = {"site": site, "found": True}
    if trace.named and trace.history:
        told["article"] = _article(trace, trace.history, zone)
    if listing := trace.listing:
        row, unread = listing.row, listing.unread
        told["list"] = {
            "url": listing.url, "kind": row.kind if row else None, "led_to_by": listing.led_to_by,
            "read": _iso((row.asked or row.read) if row else None, zone), "shown": listing.shown,
            "newest": listing.newest, "unread": unread.failure if unread else None,
            "next_asked": _iso(_due(listing), zone),
            "days": [
                {"day": day.day, "asked": day.asked, "failed": day.failed, "shown": day.shown,
                 "fresh": day.fresh} for day in listing.days
            ],
        }  # fmt: skip
    if picture := trace.picture:
        one = picture.row
        told["picture"] = {
            "url": one.url, "shown_by": picture.shown_by, "path": kept_path(one) or None,
            "asked": _iso(one.checked, zone), "attempts": one.attempts, "failure": one.failure,
            "meaning": meaning_of(one.failure) if one.failure else None,
            "next_asked": _iso(one.next_check, zone),
        }  # fmt: skip
    return json.dumps(told)


def _article(trace: Trace, history: History, zone: tzinfo) -> dict[str, Any]:
    row, stone = history.row, history.tombstone
    return {
        "id": trace.named and trace.named.source_id, "url": trace.named and trace.named.url,
        "state": row.state if row else None, "also_at": [double.url for double in history.doubles],
        "listed": [{"list": one.listing, "first": _iso(one.first, zone), "last": _iso(one.last, zone)}
                   for one in trace.sightings],
        "asked": [
            {"time": _iso(ask.at, zone), "status": ask.status, "outcome": ask.outcome, "reason": ask.reason,
             "meaning": meaning_of(ask.reason, ask.outcome), "detail": ask.detail} for ask in trace.asks
        ],
        "post": row.post if row else None,
        "revisions": [{"number": one.number, "kind": one.kind, "stored": _iso(one.stored, zone)}
                      for one in history.revisions],
        "quarantined": [
            {"time": _iso(one.at, zone), "reason": one.reason, "meaning": meaning_of(one.reason),
             "detail": one.detail, "settled": _iso(one.settled, zone)} for one in history.quarantined
        ],
        "gone": _iso(row.gone if row else None, zone),
        "next_check": _iso(row.next_check if row else None, zone),
        "forgotten": {"time": _iso(stone.at, zone), "reason": stone.reason} if stone else None,
    }  # fmt: skip


def stranger_json(url: str, stranger: Stranger) -> str:
    """That an archive does not know an address, as one line of JSON."""
    near = {"url": stranger.near.url, "how": stranger.near.how} if stranger.near else None
    told = {"site": stranger.site, "found": False, "url": url, "nearest": near}
    return json.dumps(told | {"excluded": stranger.excluded})


def _iso(seconds: int | None, zone: tzinfo) -> str | None:
    return None if seconds is None else local_time(seconds, zone).replace(" ", "T")
