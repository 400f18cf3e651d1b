"""A worker's place among the others: that it lives, at which jobs it is, and what others ask of it."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from newsarchive import __version__
from newsarchive.fleet.patience import PatientConnector

_BEAT = """
INSERT INTO fleet.worker (name, host, pid, sites, version, jobs)
VALUES (%(name)s, %(host)s, %(pid)s, %(sites)s, %(version)s, %(jobs)s)
ON CONFLICT (name) DO UPDATE SET seen = clock_timestamp(), jobs = excluded.jobs
RETURNING clock_timestamp() AS now, draining
"""
_NOT_WANTED = "SELECT name FROM fleet.site WHERE name = ANY(%(names)s) AND state <> 'active'"
_LEAVE = "DELETE FROM fleet.worker WHERE name = %(name)s"
_FIRST_SITE = "SELECT coalesce(min(added), clock_timestamp()) AS began FROM fleet.site"
_FORGET = "DELETE FROM fleet.worker WHERE seen < clock_timestamp() - interval '1 day'"


@dataclass(frozen=True, slots=True)
class HeartbeatAnswer:
    """What the database answers to a worker's heartbeat.

    :param now: its time
    :param is_draining: the worker is to take no more jobs, and to end when those it has are done
    :param not_wanted: sites among its own whose runs are to end in order
    """

    now: datetime
    is_draining: bool
    not_wanted: frozenset[str]


class Presence:
    """A worker's row.

    :param name: of the worker
    :param sites: that it archives side by side at most
    """

    def __init__(self, connector: PatientConnector, name: str, *, sites: int) -> None:
        self.connector, self.name, self.sites = connector, name, sites

    async def beat(self, jobs: Collection[int], sites: Collection[str]) -> HeartbeatAnswer:
        """Say that it lives.

        :param jobs: numbers of those that it is at
        :param sites: whose runs are at work in it
        """
        row = await self.connector.execute_query_one_async(
            _BEAT, name=self.name, host=os.uname().nodename, pid=os.getpid(), sites=self.sites,
            version=__version__, jobs=list(jobs),
        )  # fmt: skip
        named = {"names": list(sites)}
        stopped = await self.connector.execute_query_all_async(_NOT_WANTED, **named) if sites else []
        return HeartbeatAnswer(row["now"], row["draining"], frozenset(one["name"] for one in stopped))

    async def arrive(self) -> datetime:
        """Begin; since when the fleet has sites, aware.

        Who had its name before was killed, as in a container that is started again.
        """
        await self.leave()
        row = await self.connector.execute_query_one_async(_FIRST_SITE)
        began: datetime = row["began"]
        return began

    async def leave(self) -> None:
        """It ends."""
        await self.connector.execute_query_async(_LEAVE, name=self.name)

    async def forget_the_dead(self) -> None:
        """Remove workers that nobody has heard of for a day."""
        await self.connector.execute_query_async(_FORGET)
