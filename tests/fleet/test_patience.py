"""Whoever no longer waits for the queue's database is let go, whatever becomes of the statement."""

import asyncio
from contextlib import suppress
from random import Random

import pytest
from procrastinate import PsycopgConnector

from newsarchive.fleet.patience import PatientConnector
from tests.fleet.cluster import Cluster
from tests.fleet.cut import line_to
from tests.fleet.fleets import address


def test_cancelling_is_heard_where_a_statement_hears_none(monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancelled() -> bool:
        begun, released = asyncio.Event(), asyncio.Event()

        async def deaf(self: PsycopgConnector, query: str) -> None:
            """As a pool is in which a connection becomes free at the moment of cancelling, in Python 3.11."""
            del self, query
            begun.set()
            with suppress(asyncio.CancelledError):
                await released.wait()

        monkeypatch.setattr(PsycopgConnector, "execute_query_async", deaf)
        connector = PatientConnector(address("postgresql://w@127.0.0.1:1/fleet"), name="w", dice=Random(1))
        asked = asyncio.create_task(connector.execute_query_async("SELECT 1"))
        await begun.wait()
        asked.cancel()
        await asyncio.wait({asked})
        released.set()
        return asked.cancelled()

    assert asyncio.run(cancelled())


def test_a_database_that_is_silent_when_the_queue_is_opened_is_waited_for(
    cluster: Cluster, fleet_database: str
) -> None:
    async def answer(there: str) -> dict[str, int]:
        connector = PatientConnector(address(there), name="w", dice=Random(1))
        await connector.open_async()
        asked = asyncio.create_task(connector.execute_query_one_async("SELECT 1 AS one"))
        await asyncio.wait({asked}, timeout=3)
        assert not asked.done()
        line.mend()
        answer = await asked
        await connector.close_async()
        return answer

    with line_to(cluster.port) as line:
        line.silence()
        assert asyncio.run(answer(fleet_database.replace(f":{cluster.port}/", f":{line.port}/"))) == {
            "one": 1
        }
