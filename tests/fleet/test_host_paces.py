"""Workers agree by the database when which host is asked, and stay polite while it is away."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from scrapy.settings import Settings

from newsarchive.fetching.pace import LONGEST, PACES, Asking, HostPace, Paces
from newsarchive.fetching.shared_pace import BoardRow, OutOfReach, SharedPaces
from newsarchive.fleet import entering
from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.host_paces import HostPaces
from newsarchive.fleet.schema.upgrading import make
from tests.fleet.cluster import Cluster, running_cluster
from tests.fleet.fleets import address

ROOT = Path(__file__).parents[2]
DELAY = 0.2  # seconds
HOST = "a.example"
# What the database itself saw of each turn, by its own clock.
LOG = """
CREATE TABLE turns (at timestamptz, by text, penalty float, paused boolean);
CREATE FUNCTION note_turn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.turns
    VALUES (new.asked, new.asked_by, new.penalty, new.not_before > clock_timestamp() + interval '0.5 s');
    RETURN NULL;
END
$$;
CREATE TRIGGER turns AFTER UPDATE OF turn ON fleet.host_pace FOR EACH ROW EXECUTE FUNCTION note_turn()
"""


@pytest.fixture
def board(fleet_database: str) -> Iterator[Callable[[str], HostPaces]]:
    """Makes boards of processes of some name."""
    made = []

    def make_one(me: str) -> HostPaces:
        made.append(HostPaces(address(fleet_database), me))
        return made[-1]

    yield make_one
    for one in made:
        one.close()


def asking(delay: float, host: str = HOST) -> Asking:
    pace = HostPace(name=host)
    pace.delays[1] = delay
    return Asking(pace)


def test_what_one_writes_the_other_reads(board: Callable[[str], HostPaces]) -> None:
    async def both() -> tuple[BoardRow, BoardRow, list[bool]]:
        one, other = board("one"), board("other")
        new = await one.read(HOST)
        told = BoardRow(new.turn, 0.0, "", 2.0, 5.0, 36.0, 4.0, 20.0)
        done = [await one.write(HOST, told), await other.write(HOST, told)]
        return new, await other.read(HOST), done

    new, read, done = asyncio.run(both())
    assert (new.ago, new.by, new.penalty) == (None, "", 0.0)
    assert done == [True, False], "who is second writes nothing"
    assert (read.turn, read.by, read.delay, read.crawl_delay, read.penalty) == (
        new.turn + 1,
        "one",
        2.0,
        5.0,
        4.0,
    )
    assert read.ago is not None
    assert 0 <= read.ago < 20
    assert 0 < read.counts <= 36
    assert 0 < read.pause <= 20


def test_two_processes_on_one_host_ask_it_as_one_would(fleet_database: str) -> None:
    """By a site's two names; and what one is told by ``Retry-After`` the other heeds."""
    with psycopg.connect(fleet_database, autocommit=True) as connection:
        connection.execute(LOG)
        run = [sys.executable, "-m", "tests.fleet.asking", fleet_database]
        told = [str(DELAY), "5"]
        workers = [
            subprocess.Popen([*run, "one", f"www.{HOST}", *told, "1.5"], cwd=ROOT),
            subprocess.Popen([*run, "other", f"m.{HOST}", *told], cwd=ROOT),
        ]
        assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
        turns = connection.execute("SELECT * FROM turns ORDER BY at").fetchall()
        hosts = connection.execute("SELECT host FROM fleet.host_pace").fetchall()
    assert hosts == [(HOST,)]
    assert {by for _, by, _, _ in turns} == {"one", "other"}
    (slowed,) = [number for number, turn in enumerate(turns) if turn[3]]
    gaps = [(after[0] - before[0]).total_seconds() for before, after in pairwise(turns)]
    assert min(gaps[: slowed - 1], default=DELAY) >= DELAY
    assert gaps[slowed] >= 1.4, "nobody asks for 1.5 s after the 429, which came before it was told"
    assert min(gaps[slowed:]) >= DELAY


def test_a_process_with_several_loops_asks_in_each(board: Callable[[str], HostPaces]) -> None:
    one = board("one")
    turns = [asyncio.run(one.read(HOST)).turn for _ in range(2)]
    assert turns[0] == turns[1]


def test_a_run_that_is_cancelled_in_a_statement_leaves_no_half_answer(
    board: Callable[[str], HostPaces], fleet_database: str
) -> None:
    """It waits for a row that another has locked."""

    async def cancelled() -> BoardRow:
        one = board("one")
        await one.read(HOST)
        with psycopg.connect(fleet_database) as other:
            other.execute("SELECT FROM fleet.host_pace FOR UPDATE")
            task = asyncio.create_task(one.read(HOST))
            await asyncio.sleep(0.1)
            assert not task.done()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        return await one.read("b.example")

    known = asyncio.run(cancelled())
    assert (known.by, known.ago) == ("", None)


def test_while_the_database_is_away_nobody_is_asked_too_fast_and_nothing_ends() -> None:
    with running_cluster() as cluster:
        made = fleet_of(cluster)
        asyncio.run(check_through_a_restart(cluster, made))


def fleet_of(cluster: Cluster) -> str:
    """The address of a fleet of its own."""
    cluster.execute("CREATE DATABASE fleet")
    engine = engine_of(address(cluster.url("fleet")), name="tests", role="")
    make(engine, 1)
    engine.dispose()
    return cluster.url("fleet")


async def check_through_a_restart(cluster: Cluster, url: str) -> None:
    one, other = HostPaces(address(url), "one"), HostPaces(address(url), "other")
    mine, others = SharedPaces(one), SharedPaces(other)
    alone, both, new = (
        asking(DELAY, "alone.example"),
        asking(DELAY, "both.example"),
        asking(DELAY, "new.example"),
    )
    await until_asked(mine, alone)
    await until_asked(others, asking(DELAY, "both.example"))
    await until_asked(mine, both)
    both.pace.note(503, 0.0, asked=30.0, step=1.0, cap=60.0, now=mine.clock())
    await mine.tell(both.pace)

    cluster.stop(signal.SIGQUIT)
    with pytest.raises(OutOfReach):
        await other.read(HOST)
    await until_asked(mine, alone)  # nobody else asks it
    both.pace.not_before = both.pace.penalty = 0.0
    await asyncio.sleep(DELAY)
    for kept in (both, new):
        assert LONGEST - 5 < await mine.take_turn(kept) <= LONGEST
    cluster.start()

    # A crash has emptied the table: what is known here is told anew.
    both.pace.not_before, both.pace.penalty = mine.clock() + 30.0, 1.0
    await until_answered(one)
    assert (await one.read("both.example")).ago is None
    await mine.tell(both.pace)
    await until_answered(other)
    known = await other.read("both.example")
    assert known.penalty == 1.0
    assert 20 < known.pause <= 30
    await until_asked(mine, new)
    one.close()
    other.close()


async def until_asked(shared: SharedPaces, one: Asking) -> None:
    """Take a turn within the next seconds."""
    async with asyncio.timeout(10):
        while (wait := await shared.take_turn(one)) > 0:
            assert wait <= 1
            await asyncio.sleep(wait)


async def until_answered(board: HostPaces) -> None:
    """Wait until the database answers again."""
    async with asyncio.timeout(30):
        while True:
            try:
                await board.read("any.example")
            except OutOfReach:
                await asyncio.sleep(0.1)
            else:
                return


def test_who_enters_a_fleet_shares_its_paces(fleet_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSARCHIVE_DATABASE", fleet_database)
    settings = Settings()
    settings.setmodule("newsarchive.settings")
    fleet = entering.enter(settings)
    try:
        assert PACES.shared is not None
        assert PACES.shared.board.me == fleet.name
        assert Paces().shared is None
    finally:
        entering.leave_fleet(fleet)
    assert PACES.shared is None
