"""Workers that are stopped, cut off and late write nothing behind the fence."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event

import psycopg
import pytest
from sqlalchemy import exc, text

from newsarchive.exceptions import ArchiveBusy, LeaseLost
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.lease import Lease
from tests.fleet.cluster import Cluster
from tests.fleet.fleets import fleet_on
from tests.fleet.holding import FENCE, write

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHORT, BEAT = 1.5, 0.3  # seconds
OVER = text("SELECT until <= clock_timestamp() FROM fleet.lease WHERE site_key = :site")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'fleet.take'"


class Holder:
    """A process of `tests/fleet/holding.py`."""

    def __init__(
        self, url: str, name: str, *, pause: float = 0, rest: float = 0.02, beat: float = BEAT
    ) -> None:
        given = [url, "/nonexistent", name, "one", *map(str, (SHORT, beat, pause, rest))]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.fleet.holding", *given], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def says(self, word: str) -> str:
        """Wait until it says a line that begins so; the line."""
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith(word):
                return line.strip()
        raise AssertionError(f"it ended without {word!r}")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def holding(*given: object, **more: float) -> Iterator[Holder]:
    holder = Holder(*given, **more)  # type: ignore[arg-type]
    try:
        yield holder
    finally:
        holder.process.kill()
        holder.process.wait()
        assert holder.process.stdout
        holder.process.stdout.close()


def rows(fleet: Fleet) -> list[tuple[int, str, int]]:
    """Number, writer and token of each row of the site ``one``, in their order."""
    key = fleet.catalog(fleet.root / "one").site_key
    with fleet.engine.connect() as connection:
        connection.execute(text("SELECT fleet.look(:site)"), {"site": key})
        return [
            tuple(row) for row in connection.execute(text("SELECT id, command, started FROM run ORDER BY id"))
        ]


def check_order(found: list[tuple[int, str, int]]) -> None:
    """No row of an earlier token comes after one of a later token, and each token is one writer's."""
    tokens = [token for _, _, token in found]
    assert tokens == sorted(tokens)
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    assert len({(token, writer) for _, writer, token in found}) == len(set(tokens))


def taken(lease: Lease, *, within: float = 30) -> int:
    """Take a lease as soon as it can be had; its token."""
    end = time.monotonic() + within
    while True:
        try:
            lease.acquire(started=NOW)
        except ArchiveBusy:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            assert lease.token
            return lease.token


@pytest.fixture
def short(fleet: Fleet, fleet_database: str) -> Iterator[Fleet]:
    """The same fleet with leases that run out soon."""
    found = fleet_on(fleet_database, fleet.root, lease=SHORT, beat=BEAT, name="taker:1")
    yield found
    found.close()


def test_who_was_stopped_writes_nothing_once_another_has_the_site(short: Fleet, fleet_database: str) -> None:
    """It is stopped within a transaction, whose rows are gone with it."""
    with holding(fleet_database, "stopped:1", pause=0.2) as holder:
        first = int(holder.says("took").split()[1])
        holder.says("wrote")
        holder.says("within")
        holder.stop()
        before = rows(short)
        lease = short.lock(short.root / "one")
        token = taken(lease)
        assert token > first
        write(short, lease, token)
        holder.wake()
        said = holder.says("failed")  # its connection is gone, and so is its transaction
        assert said
        write(short, lease, token)
        assert rows(short) == [*before, *((len(before) + n, "taker:1", token) for n in (1, 2))]
        lease.release()
        assert int(holder.says("took").split()[1]) > token, "it works on, by a lease of its own"
    check_order(rows(short))


def test_who_was_stopped_between_two_transactions_is_told_by_the_next(
    short: Fleet, fleet_database: str
) -> None:
    with holding(fleet_database, "stopped:2", rest=0.5) as holder:
        holder.says("wrote")
        holder.stop()
        lease = short.lock(short.root / "one")
        token = taken(lease)
        write(short, lease, token)
        holder.wake()
        assert holder.says("lost")
        assert [row for row in rows(short) if row[2] >= token] == [(len(rows(short)), "taker:1", token)]
        lease.release()
    check_order(rows(short))


def test_what_is_begun_ends_before_another_has_it(short: Fleet, fleet_database: str) -> None:
    """Its process prolongs nothing, but is at work: what it has begun is written, and is the last of it."""
    silent = fleet_on(fleet_database, short.root, lease=SHORT, beat=1000, name="silent:1")
    late = silent.lock(silent.root / "one")
    late.acquire(started=NOW)
    assert late.token
    key, takes = late.catalog.site_key, Event()
    lease = short.lock(short.root / "one")
    with silent.engine.connect() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute(FENCE, {"site": key, "token": late.token})
        # A busy machine may take long from one statement to the next, which is not what is tried here.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        while not connection.execute(OVER, {"site": key}).scalar():
            pass
        taking = pool.submit(lambda: (takes.set(), lease.acquire(started=NOW)))
        takes.wait()
        while not waiting(fleet_database):
            assert not taking.done(), taking.exception()
            connection.execute(text("SELECT 1"))
        connection.execute(text("INSERT INTO numbering (name, seq) VALUES ('run', 7)"))
        assert not taking.done()
        connection.commit()
        taking.result(timeout=30)
        assert lease.token == late.token + 1
        with pytest.raises(exc.DBAPIError, match="is over"):
            connection.execute(FENCE, {"site": key, "token": late.token})
        connection.rollback()
    with short.engine.connect() as connection:
        connection.execute(text("SELECT fleet.look(:site)"), {"site": key})
        assert connection.execute(text("SELECT seq FROM numbering")).scalars().all() == [7]
    lease.release()
    late.release()
    silent.close()


def waiting(database: str) -> bool:
    """Whether somebody waits for a lease's row; only a superuser sees what others do."""
    with psycopg.connect(database) as connection:
        return connection.execute(WAITING).fetchone() != (0,)


def test_of_many_who_come_at_once_one_has_it(short: Fleet, fleet_database: str) -> None:
    comers = [fleet_on(fleet_database, short.root, name=f"comer:{n}") for n in range(8)]
    leases = [comer.lock(comer.root / "one") for comer in comers]

    def come(lease: Lease) -> int | None:
        try:
            lease.acquire(started=NOW)
        except ArchiveBusy:
            return None
        return lease.token

    for round_ in range(1, 4):
        with ThreadPoolExecutor(len(leases)) as pool:
            tokens = [token for token in pool.map(come, leases) if token is not None]
        assert len(tokens) == 1, round_
        for lease in leases:
            lease.release()
    for comer in comers:
        comer.close()


def test_a_lease_is_kept_whatever_a_workers_clock_says(
    short: Fleet, fleet_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease, real = short.lock(short.root / "one"), time.time
    other = fleet_on(fleet_database, short.root, name="other:1")
    with lease.held():
        token = lease.token
        assert token
        for jump in (timedelta(days=400), timedelta(days=-400)):
            offset = jump.total_seconds()
            monkeypatch.setattr(time, "time", lambda offset=offset: real() + offset)
            time.sleep(SHORT * 0.7)  # a wait in a test: at its end the lease would have run out
            with pytest.raises(ArchiveBusy):
                other.lock(other.root / "one").acquire(started=NOW + jump)
        assert not lease.is_lost
        write(short, lease, token)
    other.close()


def test_a_lease_that_nobody_can_prolong_counts_as_lost(
    short: Fleet, fleet_database: str, cluster: Cluster
) -> None:
    """Nothing goes out any more in the name of a run that another may have begun anew by now."""
    lease, found = short.lock(short.root / "one"), Event()
    short.when_lost = lambda _: found.set()
    lease.acquire(started=NOW)
    name = fleet_database.rpartition("/")[2]
    cluster.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    cut_all(cluster, name)
    assert found.wait(30)
    with pytest.raises(LeaseLost):
        lease.token_to_write()
    cluster.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    lease.release()
    lease.acquire(started=NOW)
    lease.token_to_write()
    lease.release()


def test_a_database_that_does_not_answer_is_not_waited_for(short: Fleet, fleet_database: str) -> None:
    lease, found = short.lock(short.root / "one"), Event()
    short.when_lost = lambda _: found.set()
    lease.acquire(started=NOW)
    with psycopg.connect(fleet_database) as connection:
        connection.execute("LOCK TABLE fleet.lease IN ACCESS EXCLUSIVE MODE")
        assert found.wait(30)
    lease.release()


def test_a_lease_outlives_a_connection_that_is_cut(
    short: Fleet, fleet_database: str, cluster: Cluster
) -> None:
    lease = short.lock(short.root / "one")
    with lease.held():
        for _ in range(3):
            cut_all(cluster, fleet_database.rpartition("/")[2])
            time.sleep(SHORT / 2)  # a wait in a test: several beats
        lease.token_to_write()
        assert lease.token
        write(short, lease, lease.token)


def cut_all(cluster: Cluster, database: str) -> None:
    cluster.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def test_a_connection_that_is_made_anew_knows_no_site(
    short: Fleet, fleet_database: str, cluster: Cluster
) -> None:
    lease = short.lock(short.root / "one")
    with lease.held(), short.engine.connect() as connection:
        asked = {"site": lease.catalog.site_key, "token": lease.token}
        connection.execute(FENCE, asked)
        cut_all(cluster, fleet_database.rpartition("/")[2])
        with pytest.raises(exc.DBAPIError):
            connection.execute(text("SELECT 1"))
        connection.rollback()
        assert connection.execute(text("SELECT current_user")).scalar() == "newsarchive_worker"
        with pytest.raises(exc.DBAPIError, match='relation "run" does not exist'):
            connection.execute(text("SELECT * FROM run"))


@pytest.mark.parametrize(
    "rounds", [pytest.param(3, marks=pytest.mark.long), pytest.param(40, marks=pytest.mark.soak)]
)
def test_workers_that_are_stopped_at_any_moment_never_write_out_of_turn(
    short: Fleet, fleet_database: str, rounds: int
) -> None:
    """The holder is stopped: for less than its lease, or until the other has taken over and written."""
    seed = 20261129
    dice, taken_over = Random(seed), 0
    with ExitStack() as until:
        holder = until.enter_context(holding(fleet_database, "a:1", pause=0.01))
        holder.says("took")
        other = until.enter_context(holding(fleet_database, "b:1", pause=0.01))
        for _ in range(rounds):
            holder.says("wrote")
            time.sleep(
                dice.uniform(0, 0.05)
            )  # a wait in a test: it is stopped at any moment of a transaction
            holder.stop()
            if dice.random() < 0.7:
                other.says("took")
                other.says("wrote")
                taken_over += 1
                holder.wake()
                holder, other = other, holder
            else:
                holder.wake()
    found = rows(short)
    check_order(found)
    assert len({token for _, _, token in found}) > taken_over > 0, f"seed {seed}"
