"""How many connections a fleet's workers may come to have, beside how many the database takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newsarchive.text import many

OF_A_WORKER = 5
"""Those that a worker has besides one a run: of its queue, its leases, its hosts' paces, and for looking."""
SILENT = 60
"""Seconds after which a worker that says nothing counts as gone."""
_TENS = 10
_LIMITS = (
    "SELECT current_setting('max_connections')::integer AS most,"
    " current_setting('superuser_reserved_connections')::integer"
    # Of version 16 on.
    " + coalesce(current_setting('reserved_connections', true), '0')::integer AS reserved"
)
_OTHERS = text(
    "SELECT sites FROM fleet.worker"
    " WHERE name <> :me AND seen > clock_timestamp() - make_interval(secs => :silent)"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the database takes.

    :param most: connections, all in all
    :param reserved: of these for those that look after it
    """

    most: int
    reserved: int


def limits_of(connection: Connection) -> Limits:
    """What the database takes."""
    return Limits(**connection.exec_driver_sql(_LIMITS).mappings().one())


def others_of(connection: Connection, me: str) -> list[int]:
    """How many sites each of the other workers archives side by side at most, of those that live."""
    return list(connection.execute(_OTHERS, {"me": me, "silent": SILENT}).scalars())


def too_many(workers: Sequence[int], limits: Limits) -> str:
    """That workers may come to want more connections than there are, and what to do; nothing where not.

    :param workers: how many sites each archives side by side at most
    """
    need, there = sum(workers) + OF_A_WORKER * len(workers), limits.most - limits.reserved
    if need <= there:
        return ""
    runs = many(sum(workers), "site")
    enough = -(-(need + limits.reserved + OF_A_WORKER) // _TENS) * _TENS
    return (
        f"{many(len(workers), 'worker')} may come to want {need:,} ({runs} side by side, and"
        f" {OF_A_WORKER} each), and the database has {there:,} for them ({limits.most:,}, less"
        f" {limits.reserved:,} reserved): set its max_connections to {enough:,}, or give workers"
        " fewer --sites"
    )
