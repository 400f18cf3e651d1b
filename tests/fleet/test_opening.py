"""A worker opens archives beside its event loop: a database that lets one site wait holds up no other."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.e2e.many_sites import many_sites
from tests.fleet.workers import Workers, workers_of

# The lease is so long that nobody gives up waiting for it.
SWITCHES = (
    "-s", "DAEMON_SPEED=3600", "-s", "FLEET_LEASE=600", "-s", "FLEET_HEARTBEAT=0.5", "-s", "SHUTDOWN_GRACE=5",
)  # fmt: skip
_ITS_LEASE = "SELECT token FROM fleet.lease JOIN fleet.site ON key = site_key WHERE name = %s FOR UPDATE"
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%.take(%'"


@pytest.fixture
def workers(fleet_database: str, tmp_path: Path) -> Iterator[Workers]:
    """A fleet with the site ``harbour``, and no worker yet."""
    with (
        many_sites({"harbour": 4, "canal": 5}) as sites,
        workers_of(sites, fleet_database, (tmp_path / "objects").as_uri(), tmp_path) as workers,
    ):
        workers.add(["harbour"])
        yield workers


@contextmanager
def standing_still(database: str, site: str) -> Iterator[None]:
    """While the block lasts, whoever takes a site's lease waits for it."""
    with psycopg.connect(database) as connection:
        connection.execute(_ITS_LEASE, (site,))
        yield


def until(is_so: Callable[[], bool], workers: Workers) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end, workers.printed("a").read_text(encoding="utf-8")
        time.sleep(0.05)


def is_waiting(database: str) -> bool:
    with psycopg.connect(database) as connection:
        return connection.execute(_WAITING).fetchone() == (1,)


def test_others_are_archived_while_a_lease_is_waited_for(workers: Workers) -> None:
    printed = workers.printed("a")
    with standing_still(workers.database, "harbour"):
        worker = workers.start("a", *SWITCHES)
        until(lambda: is_waiting(workers.database), workers)
        workers.add(["canal"])
        until(lambda: printed.read_text(encoding="utf-8").count("canal complete") >= 2, workers)
        assert "harbour" not in printed.read_text(encoding="utf-8")
    until(lambda: "harbour complete: 4 stored" in printed.read_text(encoding="utf-8"), workers)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) in {0, 2}


def test_told_to_end_meanwhile_it_asks_for_nothing_and_gives_the_lease_back(workers: Workers) -> None:
    with standing_still(workers.database, "harbour"):
        worker = workers.start("a", *SWITCHES)
        until(lambda: is_waiting(workers.database), workers)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)  # or it may have the lease before it has heard of it
        assert worker.poll() is None
    assert worker.wait(timeout=60) == 2
    assert not workers.sites.asked
    with psycopg.connect(workers.database) as connection:
        assert connection.execute("SELECT token > 0, worker FROM fleet.lease").fetchall() == [(True, "")]
