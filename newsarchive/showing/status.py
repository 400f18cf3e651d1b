"""An archive's condition as a table for people and as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import tzinfo
from types import MappingProxyType
from typing import Any

from rich.filesize import decimal
from rich.table import Table

from newsarchive.showing.local_time import duration, iso_time, local_time
from newsarchive.store.condition import Condition, LastRun
from newsarchive.text import many, printable, typed


def status_table(
    site: str,
    condition: Condition,
    zone: tzinfo,
    *,
    now: int,
    learns: bool = True,
    further: Sequence[Sequence[tuple[str, str]]] = (),
) -> Table:
    """The condition as a table; counts of zero are left out, but for articles, revisions, posts and owed.

    :param now: seconds since 1970
    :param learns: whether the profile lets what was learned be in use
    :param further: sections of lines that others make; what a line tells more of begins with a space
    """
    table = Table(title=site, title_justify="left")
    table.add_column("what", overflow="fold", min_width=24, max_width=_LABEL)
    table.add_column("", overflow="fold")
    for what, value in _archived(condition):
        table.add_row(what, value)
    for what, value in _learned(site, condition, zone, learns=learns):
        table.add_row(what, value)
    table.add_section()
    for what, value in _to_do(condition, zone, now):
        table.add_row(what, value, style="dim" if what.startswith(" ") else None)
    table.add_section()
    for what, value in _runs(condition, zone):
        table.add_row(what, value)
    for section in further:
        table.add_section()
        for what, value in section:
            table.add_row(what, value, style="dim" if what.startswith(" ") else None)
    return table


def _archived(condition: Condition) -> list[tuple[str, str]]:
    counts = {
        "articles": condition.articles,
        "revisions": condition.revisions,
        "posts": condition.posts,
        "pictures": condition.pictures,
        "gone at the source": condition.gone,
        "copies of others": condition.copies,
        "forgotten": condition.forgotten,
        "  removal under way": condition.forgetting,
    }
    shown = [(what, f"{count:,}") for what, count in counts.items() if count or what in _ALWAYS]
    if condition.doubts:
        shown.append(("doubtful", ""))
        shown += [(f"  {printable(what)}", f"{count:,}") for what, count in condition.doubts.items()]
    sizes = {what: size for what, size in condition.sizes.items() if size or what != "pictures"}
    return [*shown, *((f"size of {what}", decimal(size)) for what, size in sizes.items())]


def _learned(site: str, condition: Condition, zone: tzinfo, *, learns: bool) -> list[tuple[str, str]]:
    learned, left = condition.known.learned, condition.known.left
    if not learned.number:
        return []
    since, articles = local_time(learned.made, zone), many(learned.articles, "article")
    made = f"version {learned.number} of {since}, from {articles}"
    shown = [("learned", made if learns else f"{made}; not in use: learn: false")]
    if learned.furniture:
        since = local_time(min(one.first for one in learned.furniture.values()), zone)
        shown.append(("  furniture", f"{many(len(learned.furniture), 'text')}, since {since}"))
    if containers := learned.places.get("containers"):
        shown.append(
            (
                "  places",
                f"of {many(len(containers), 'container')}, from {many(learned.places['pages'], 'page')}",
            )
        )
    if fields := learned.places.get("fields"):
        counted = ", ".join(f"{name} {len(places):,}" for name, places in sorted(fields.items()))
        shown.append(("  places of fields", counted))
    told = f"up to {many(left, 'post')}; {typed(f'replay {site}')} takes it out"
    return [*shown, ("  still in", told)] if left and learns else shown


def _to_do(condition: Condition, zone: tzinfo, now: int) -> list[tuple[str, str]]:
    shown = [("owed", f"{condition.owed:,}")]
    shown += [(f"  failed: {printable(why)}", f"{count:,}") for why, count in condition.failed.items()]
    shown += [
        (what, f"{count:,}")
        for what, count in (
            ("pictures owed", condition.pictures_owed),
            ("pictures given up", condition.pictures_given_up),
        )
        if count
    ]
    shown += [("quarantined", f"{sum(condition.quarantined.values()):,}")]
    shown += [(f"  {printable(why)}", f"{count:,}") for why, count in condition.quarantined.items()]
    if condition.unread:
        shown.append(("listings unread", f"{len(condition.unread):,}"))
        shown += [(f"  {printable(why)}", printable(url)) for url, why in condition.unread.items()]
    if condition.next_check is None:
        return [*shown, ("next re-check", "none")]
    when = local_time(condition.next_check, zone)
    if condition.next_check > now:
        return [*shown, ("next re-check", when)]
    return [*shown, ("re-checks due", f"{condition.due:,}"), ("oldest due since", when)]


def _runs(condition: Condition, zone: tzinfo) -> list[tuple[str, str]]:
    crawl, last = condition.last_crawl, condition.last_run
    at_work = condition.holder is not None
    shown = [("last crawl", _run(crawl, zone, at_work=at_work and crawl == last) if crawl else "never")]
    if last and last != crawl:
        shown.append((f"last {printable(last.command)}", _run(last, zone, at_work=at_work)))
    if condition.holder:
        holder = condition.holder
        shown.append(
            ("at work now", printable(f"process {holder.pid} on {holder.host}, since {holder.since}"))
        )
    return shown


def _run(run: LastRun, zone: tzinfo, *, at_work: bool) -> str:
    started = local_time(run.started, zone)
    if run.ended is None:
        return f"{started}, {'not ended yet' if at_work else 'interrupted'}"
    account = ", ".join(
        f"{decimal(count)} of pictures" if what == "pictures_bytes" else f"{count:,} {what.replace('_', ' ')}"
        for what, count in run.account.items()
        if count
    )
    took = duration(max(0, run.ended - run.started))
    return f"{started}, took {took}{': ' if account else ''}{account}"


def status_json(
    site: str,
    condition: Condition,
    zone: tzinfo,
    *,
    learns: bool = True,
    further: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """The condition as one line of JSON; times as ISO 8601 with the zone's offset, sizes in bytes.

    :param further: what others know of the archive, by its key
    """
    numbers = asdict(condition)
    for name in ("last_crawl", "last_run"):
        if run := numbers[name]:
            at_work = condition.holder is not None and numbers[name] == numbers["last_run"]
            run["interrupted"] = run["ended"] is None and not at_work
            run |= {when: iso_time(run[when], zone) for when in ("started", "ended")}
    learned = condition.known.learned
    numbers["known"] = {
        "version": learned.number, "made": iso_time(learned.made or None, zone), "articles": learned.articles,
        "in_use": learns, "still_in": condition.known.left,
        "containers": learned.places.get("containers", {}), "fields": learned.places.get("fields", {}),
        "furniture": [
            {"text": one.text, "articles": one.articles, "first": iso_time(one.first, zone),
             "last": iso_time(one.last, zone)} for one in learned.furniture.values()
        ],
    }  # fmt: skip
    numbers["next_check"] = iso_time(numbers["next_check"], zone)
    return json.dumps({"site": site, **numbers, **further})


_LABEL = 34  # characters at most; what is longer folds
_ALWAYS = {"articles", "revisions", "posts"}
