"""A fleet's condition and its sites as tables for people and as JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from rich.filesize import decimal
from rich.table import Table

from newsarchive.fleet.condition import FleetCondition, LeaseNow, WorkerNow
from newsarchive.fleet.connection_limits import SILENT, Limits, too_many
from newsarchive.fleet.sites import FleetSite
from newsarchive.showing.local_time import duration
from newsarchive.text import escaped, many, printable

_AT_MOST = 20  # runs at work that are listed, and sites of which there is something to say


def overview(condition: FleetCondition) -> Table:
    """What there is: sites, runs and the database, a line each."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    states = {state: count for state, count in condition.sites.items() if state != "gone"}
    said = ", ".join(f"{count:,} {state}" for state, count in states.items())
    table.add_row("sites", f"{sum(states.values()):,}{f': {said}' if said else ''}")
    table.add_row("runs", _runs(condition))
    table.add_row(
        "database",
        f"{decimal(condition.size)} in {many(condition.shards, 'shard')}, version {condition.version},"
        f" {condition.connections:,} of {many(condition.most_connections, 'connection')}",
    )
    if lacking := _lacking(condition):
        table.add_row("connections", lacking, style="yellow")
    return table


def notes_of(condition: FleetCondition) -> Iterator[str]:
    """What is to be said of sites, a line each, however long their names are."""
    for site, what in islice(condition.noted.items(), _AT_MOST):
        yield escaped(f"{site}: {what}")
    if len(condition.noted) > _AT_MOST:
        yield f"and of {many(len(condition.noted) - _AT_MOST, 'more site')}"


def workers_table(condition: FleetCondition) -> Table:
    """A line a worker."""
    table = _table("worker", right=("sites", "up", "seen"), last="")
    for worker in condition.workers:
        is_silent = _silence(condition, worker) > SILENT
        told = [
            *(["draining"] if worker.draining else []),
            *(["silent"] if is_silent else []),
        ]
        table.add_row(
            printable(worker.name),
            f"{worker.at_work:,} of {worker.sites:,}",
            _span(condition.now, worker.started),
            f"{_span(condition.now, worker.seen)} ago",
            ", ".join(told),
            style="yellow" if is_silent else None,
        )
    return table


def runs_table(condition: FleetCondition) -> Table:
    """A line for each site that somebody has, the longest first."""
    table = _table("at work on", right=("for",), last="worker")
    for lease in condition.leases[:_AT_MOST]:
        over = lease.until <= condition.now
        span = _span(condition.now, lease.since)
        worker = printable(lease.worker)
        told = f"{worker}, not heard of for {_span(condition.now, lease.until)}" if over else worker
        table.add_row(printable(lease.site), span, told, style="yellow" if over else None)
    if len(condition.leases) > _AT_MOST:
        table.add_row(f"and {len(condition.leases) - _AT_MOST:,} more", "", "", style="dim")
    return table


def sites_table(
    sites: Iterable[FleetSite], held: Mapping[str, LeaseNow], turns: Mapping[str, datetime], now: datetime
) -> Table:
    """A line a site.

    :param held: who has which site
    :param turns: when each is due next
    """
    table = _table("site", left=("state",), right=("shard", "next run"), last="at work")
    for site in sites:
        lease, due = held.get(site.name), turns.get(site.name)
        at_work = lease and lease.until > now
        told = [printable(lease.worker)] if lease and at_work else []
        told += [printable(site.noted)] if site.noted else []
        planned = (
            ""
            if at_work or site.state != "active"
            else "due"
            if due is None or due <= now
            else _span(due, now)
        )
        table.add_row(
            printable(site.name), "moved" if site.state == "gone" else site.state, str(site.shard), planned,
            "; ".join(told),
            style=None if site.state == "active" else "dim",
        )  # fmt: skip
    return table


def condition_json(condition: FleetCondition) -> str:
    """All of it, as one object."""
    return json.dumps(asdict(condition), default=_plain, ensure_ascii=False)


def site_json(site: FleetSite, held: Mapping[str, LeaseNow], turns: Mapping[str, datetime]) -> str:
    """A site, without its profile, as one object."""
    values: dict[str, Any] = asdict(site)
    lease = held.get(site.name)
    values |= {"worker": lease.worker if lease else None, "next_run": turns.get(site.name)}
    kept = {name: value for name, value in values.items() if name != "profile"}
    return json.dumps(kept, default=_plain, ensure_ascii=False)


def _runs(condition: FleetCondition) -> str:
    jobs = condition.jobs
    said = [f"{sum(lease.until > condition.now for lease in condition.leases):,} at work"]
    if jobs.due:
        longest = f", the first for {_span(condition.now, jobs.due_since)}" if jobs.due_since else ""
        said.append(f"{jobs.due:,} due{longest}")
    if jobs.later:
        said.append(f"{jobs.later:,} in the queue")
    if condition.next_run:
        said.append(f"the next in {_span(condition.next_run, condition.now)}")
    return "; ".join(said)


def _table(first: str, *, left: tuple[str, ...] = (), right: tuple[str, ...] = (), last: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(first, overflow="fold")
    for name in left:
        table.add_column(name, no_wrap=True)
    for name in right:
        table.add_column(name, no_wrap=True, justify="right")
    table.add_column(last, overflow="fold")
    return table


def _lacking(condition: FleetCondition) -> str:
    limits = Limits(condition.most_connections, condition.reserved_connections)
    return too_many([one.sites for one in condition.workers if _silence(condition, one) <= SILENT], limits)


def _silence(condition: FleetCondition, worker: WorkerNow) -> float:
    return (condition.now - worker.seen).total_seconds()


def _span(now: datetime, since: datetime) -> str:
    return duration(max(0, round((now - since).total_seconds())))


def _plain(value: object) -> str | None:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
