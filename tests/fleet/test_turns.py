"""Whose turn it is: what is due comes to the queue once, and what dead workers had comes there again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.presence import Presence
from newsarchive.fleet.queue import ARCHIVE, Queue
from newsarchive.fleet.sites import SiteState, set_profile, set_state
from newsarchive.fleet.turns import Turns
from tests.fleet.cluster import running_cluster
from tests.fleet.fleets import address, made_on

Work = Callable[[Turns, int], Awaitable[None]]


def do(fleet: Fleet, work: Work, *, lease: float = 0) -> None:
    """Something with the turns of a fleet, and the number by which procrastinate knows a worker."""

    async def all_of_it() -> None:
        queue = Queue(fleet.address, name="test", dice=Random(1))
        async with queue.app.open_async():
            worker = await queue.app.job_manager.register_worker()
            await work(Turns(queue, lease=lease, ahead=30), worker)

    asyncio.run(all_of_it())


async def fetched(turns: Turns, worker: int) -> Job:
    job = await turns.queue.app.job_manager.fetch_job([ARCHIVE], worker)
    assert job
    return job


async def waiting(turns: Turns) -> int:
    return len(list(await turns.queue.app.job_manager.list_jobs_async(status="todo")))


def test_a_site_that_was_never_planned_comes_to_the_queue_once(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        assert await turns.plan() == 2
        assert await turns.plan() == 0
        job = await fetched(turns, worker)
        assert job.task_kwargs == {"site": job.lock, "plan": True}
        assert await turns.plan() == 0  # it is at work

    do(fleet, work)


def test_a_run_comes_to_the_queue_shortly_before_it_is_due(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        now = datetime.now(UTC)
        await turns.set("one", now + timedelta(seconds=3600))
        await turns.set("two", now + timedelta(seconds=20))
        assert await turns.plan() == 1
        assert await turns.queue.app.job_manager.fetch_job([ARCHIVE], worker) is None
        await turns.set("one", now)
        assert await turns.plan() == 1
        assert (await fetched(turns, worker)).lock == "one"

    do(fleet, work)


def test_a_paused_site_has_no_turn(fleet: Fleet) -> None:
    with fleet.engine.begin() as connection:
        set_state(connection, "one", SiteState.PAUSED)

    async def work(turns: Turns, worker: int) -> None:
        assert await turns.plan() == 1
        assert (await fetched(turns, worker)).lock == "two"

    do(fleet, work)


def test_a_site_that_goes_on_or_has_another_profile_is_planned_anew(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        del worker
        await turns.set("one", datetime.now(UTC) + timedelta(days=1))
        await turns.set("two", datetime.now(UTC) + timedelta(days=1))
        assert await turns.plan() == 0
        with fleet.engine.begin() as connection:
            set_state(connection, "one", SiteState.PAUSED)
            set_state(connection, "one", SiteState.ACTIVE)
            set_profile(connection, "two", "home: https://two.example/news\n")
        assert await turns.plan() == 2

    do(fleet, work)


def test_a_job_that_nobody_is_at_is_swept(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        await turns.plan()
        job = await fetched(turns, worker)
        assert await turns.sweep() == [job.lock]
        assert await turns.plan() == 1
        assert await waiting(turns) == 2
        # Its worker, which was stopped meanwhile, ends a job that is there no more, and disturbs nobody.
        await turns.queue.app.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
        assert await waiting(turns) == 2

    do(fleet, work)


def test_a_job_is_at_work_while_its_site_has_a_living_lease(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        await turns.plan()
        lease = fleet.lock(fleet.root / str((await fetched(turns, worker)).lock))
        with lease.held():
            assert await turns.sweep() == []
        assert len(await turns.sweep()) == 1

    do(fleet, work)


def test_a_job_is_at_work_while_a_living_worker_says_so_or_could_not_yet(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        await turns.plan()
        job = await fetched(turns, worker)
        assert await turns.sweep() == []  # it began within this minute
        patient = Turns(turns.queue, lease=60, ahead=0)
        await turns.connector.execute_query_async(
            "UPDATE procrastinate_events SET at = at - interval '1 hour'"
        )
        presence = Presence(turns.connector, "test", sites=1)
        assert job.id
        await presence.beat([job.id], [])
        assert await patient.sweep() == []
        await presence.beat([], [])
        assert await patient.sweep() == [job.lock]

    do(fleet, work, lease=60)


def test_a_site_that_ends_its_workers_is_tried_ever_later(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        del worker
        waits = []
        for _ in range(9):
            await turns.put_off("one")
            row = await turns.connector.execute_query_one_async(
                "SELECT round(extract(epoch FROM next_run - clock_timestamp()))::int AS wait FROM fleet.turn"
            )
            waits.append(row["wait"])
        assert waits == [0, 30, 90, 210, 450, 930, 1800, 1800, 1800]
        await turns.set("one", datetime.now(UTC))
        row = await turns.connector.execute_query_one_async("SELECT lost FROM fleet.turn")
        assert row["lost"] == 0

    do(fleet, work, lease=60)


def test_what_one_worker_does_now_no_other_does(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        del worker
        assert [await turns.is_mine("turns", 60) for _ in range(3)] == [True, False, False]
        assert await turns.is_mine("other", 60)
        await turns.connector.execute_query_async("UPDATE fleet.chore SET done = done + interval '1 year'")
        assert await turns.is_mine("turns", 60)  # the database's clock was set back

    do(fleet, work)


def test_a_worker_hears_what_is_asked_of_it(fleet: Fleet) -> None:
    async def work(turns: Turns, worker: int) -> None:
        del worker
        presence = Presence(turns.connector, "test", sites=3)
        word = await presence.beat([], ["one", "two"])
        assert not word.is_draining
        assert not word.not_wanted
        with fleet.engine.begin() as connection:
            set_state(connection, "two", SiteState.PAUSED)
            connection.exec_driver_sql("UPDATE fleet.worker SET draining = true")
        word = await presence.beat([], ["one", "two"])
        assert word.is_draining
        assert word.not_wanted == {"two"}
        await presence.leave()
        with fleet.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM fleet.worker").scalar_one() == 0

    do(fleet, work)


def test_a_database_that_is_away_is_waited_for(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_cluster() as cluster:
        cluster.execute("CREATE DATABASE away TEMPLATE template0")
        made_on(cluster.url("away"))

        async def work() -> None:
            queue = Queue(address(cluster.url("away")), name="test", dice=Random(1))
            async with queue.app.open_async():
                await asyncio.to_thread(cluster.stop)
                asked = asyncio.create_task(queue.connector.execute_query_one_async("SELECT 7 AS seven"))
                while "does not answer" not in caplog.text:  # noqa: ASYNC110  a log tells nobody
                    await asyncio.sleep(0.05)
                assert not asked.done()
                await asyncio.to_thread(cluster.start)
                assert (await asked)["seven"] == 7
                assert "answers again" in caplog.text
                monkeypatch.setattr("newsarchive.fleet.patience.AN_ANSWER", 0.5)
                slow = "SELECT CASE WHEN clock_timestamp() < %(then)s THEN pg_sleep(9) END"
                then = datetime.now(UTC) + timedelta(seconds=2)
                await queue.connector.execute_query_async(slow, then=then)
                await asyncio.to_thread(cluster.stop)
                queue.connector.patient = False
                with pytest.raises((ConnectorException, TimeoutError)):
                    await queue.connector.execute_query_one_async("SELECT 7 AS seven")
                with pytest.raises(psycopg.OperationalError):
                    await psycopg.AsyncConnection.connect(cluster.url("away"))

        asyncio.run(work())
