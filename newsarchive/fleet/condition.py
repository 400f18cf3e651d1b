"""How a fleet is: its sites by state, who works on which, and what waits in the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from newsarchive.fleet.connection_limits import limits_of
from newsarchive.fleet.schema.queue import SCHEMA as QUEUE
from newsarchive.fleet.sites import noted_sites

_WORKERS = """
SELECT name, host, pid, version, sites, started, seen, draining,
    (SELECT count(*) FROM fleet.lease WHERE lease.worker = worker.name
        AND until > clock_timestamp()) AS at_work
FROM fleet.worker ORDER BY name
"""
# What was given back has no worker; a lease that ran out has one still: it died, or was stopped.
_LEASES = """
SELECT site.name AS site, lease.worker, lease.since, lease.until FROM fleet.lease
JOIN fleet.site ON site.key = lease.site_key WHERE lease.worker <> '' ORDER BY lease.since, site.name
"""
_JOBS = f"""
SELECT count(*) FILTER (WHERE status::text = 'doing') AS at_work,
    count(*) FILTER (WHERE status::text = 'todo' AND due <= now) AS due,
    count(*) FILTER (WHERE status::text = 'todo' AND due > now) AS later,
    min(scheduled_at) FILTER (WHERE status::text = 'todo' AND due <= now) AS due_since
FROM (SELECT status, scheduled_at, coalesce(scheduled_at, '-infinity') AS due, clock_timestamp() AS now
    FROM {QUEUE}.procrastinate_jobs WHERE status IN ('todo', 'doing')) job
"""  # noqa: S608  our own name


@dataclass(frozen=True, slots=True)
class WorkerNow:
    """A worker, as it said last.

    :param sites: how many it archives side by side at most
    :param at_work: on how many it is
    """

    name: str
    host: str
    pid: int
    version: str
    sites: int
    started: datetime
    seen: datetime
    draining: bool
    at_work: int


@dataclass(frozen=True, slots=True)
class LeaseNow:
    """Who has a site, or had it when he was heard of last."""

    site: str
    worker: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class JobCounts:
    """What is in the queue.

    :param due: jobs whose time has come
    :param later: that wait for theirs
    :param due_since: the time of the first of them that has one; what is to be done at once has none
    """

    at_work: int
    due: int
    later: int
    due_since: datetime | None


@dataclass(frozen=True, slots=True)
class FleetCondition:
    """A fleet at one moment.

    :param now: the database's time
    :param sites: how many there are in each state
    :param noted: what is to be said of a site, by its name
    :param next_run: when the first of the sites is due that have no job yet; None where there is none
    """

    now: datetime
    version: str
    shards: int
    size: int
    connections: int
    most_connections: int
    reserved_connections: int
    sites: Mapping[str, int]
    noted: Mapping[str, str]
    jobs: JobCounts
    next_run: datetime | None
    workers: Sequence[WorkerNow] = field(default_factory=tuple)
    leases: Sequence[LeaseNow] = field(default_factory=tuple)


def condition_of(connection: Connection) -> FleetCondition:
    """How the fleet is."""
    about = connection.execute(
        text(
            "SELECT clock_timestamp() AS now, (SELECT version_num FROM fleet.version) AS common,"
            " (SELECT min(version) FROM fleet.shard) AS shard, (SELECT count(*) FROM fleet.shard) AS shards,"
            " (SELECT min(next_run) FROM fleet.turn JOIN fleet.site ON key = site_key WHERE state = 'active'"
            " AND next_run > clock_timestamp()) AS next_run,"
            " pg_database_size(current_database()) AS size,"
            " (SELECT sum(numbackends)::integer FROM pg_stat_database) AS connections"
        )
    ).one()
    limits = limits_of(connection)
    states = connection.exec_driver_sql(
        "SELECT state, count(*) FROM fleet.site GROUP BY state ORDER BY state"
    )
    jobs = connection.exec_driver_sql(_JOBS).mappings().one()
    return FleetCondition(
        now=about.now,
        version=f"{about.common}/{about.shard}",
        shards=about.shards,
        size=about.size,
        connections=about.connections,
        most_connections=limits.most,
        reserved_connections=limits.reserved,
        sites={state: count for state, count in states},  # noqa: C416  rows are no pairs to mypy
        noted={site.name: site.away or f"{site.state}: {site.detail}" for site in noted_sites(connection)},
        jobs=JobCounts(**jobs),
        next_run=about.next_run,
        workers=[WorkerNow(**row) for row in connection.exec_driver_sql(_WORKERS).mappings()],
        leases=[LeaseNow(**row) for row in connection.exec_driver_sql(_LEASES).mappings()],
    )


def turns_of(connection: Connection) -> dict[str, datetime]:
    """When each site's next run is due, by its name; of one that was never planned nothing is known."""
    found = connection.exec_driver_sql(
        "SELECT name, next_run FROM fleet.turn JOIN fleet.site ON key = site_key WHERE state = 'active'"
    )
    return {name: at for name, at in found}  # noqa: C416  rows are no pairs to mypy
