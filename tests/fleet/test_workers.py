"""Workers that are processes: killed, stopped, without their database for a while, drained, told to end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.crash.fleet_events import Kind
from tests.crash.fleet_matrix import matrix, sound
from tests.e2e.crawling import ROOT
from tests.e2e.many_sites import many_sites
from tests.fleet.cluster import running_cluster
from tests.fleet.fleets import made_on
from tests.fleet.workers import workers_of

NAMES = ("harbour", "canal", "bridge", "market")


@pytest.mark.long
def test_workers_of_whom_any_may_die(tmp_path: Path) -> None:
    articles = dict.fromkeys(NAMES, 6)
    with matrix(tmp_path, articles, workers=2, seed=7, lease=2, beat=0.5, speed=900) as fleet:
        fleet.settle()
        fleet.round(8, [Kind.KILL, Kind.RESTART, Kind.STOP, Kind.CUT_DATABASE])
        assert fleet.events.ends == []
        drained, told = (fleet.events.workers.running[name] for name in fleet.events.names)
        with psycopg.connect(fleet.database) as connection:
            connection.execute("UPDATE fleet.worker SET draining = true WHERE pid = %s", (drained.pid,))
        assert drained.wait(timeout=90) == 0
        fleet.settle_after(2)
        assert told.poll() is None
        told.send_signal(signal.SIGTERM)
        assert told.wait(timeout=90) in {0, 2, 74, 75}
        found = sound(fleet)
        assert found.revisions.total() == 16 * len(NAMES)
        assert found.witnessed >= found.revisions.total()
        with psycopg.connect(fleet.database) as connection:
            ended = [drained.pid, told.pid]  # the row of the one that was killed is there for a day
            left = connection.execute("SELECT count(*) FROM fleet.worker WHERE pid = ANY(%s)", (ended,))
            assert left.fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM fleet.lease WHERE worker <> ''").fetchone() == (
                0,
            )


def test_one_that_waits_for_its_database_ends_when_told_whatever_its_parent_ignores(tmp_path: Path) -> None:
    ignoring = ("sh", "-c", 'trap \'\' TERM; exec "$0" "$@"')
    away = {"NEWSARCHIVE_DATABASE": "postgresql://w@127.0.0.1:1/f", "NEWSARCHIVE_STORE": tmp_path.as_uri()}
    with subprocess.Popen(
        [*ignoring, sys.executable, "-m", "newsarchive", "worker"], cwd=ROOT, env=os.environ | away,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as worker:  # fmt: skip
        try:
            assert worker.stdout
            assert any("127.0.0.1:1" in line for line in worker.stdout)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=60) == -signal.SIGTERM
        finally:
            worker.kill()


def test_one_that_is_drained_ends_well_whatever_its_runs_were(fleet_database: str, tmp_path: Path) -> None:
    """So that systemd, which starts again what fails, leaves it alone."""
    with (
        many_sites({"harbour": 1}) as sites,
        workers_of(sites, fleet_database, (tmp_path / "objects").as_uri(), tmp_path) as workers,
    ):
        workers.add(["harbour"])
        with psycopg.connect(fleet_database) as connection:
            connection.execute("UPDATE fleet.site SET profile = replace(profile, '/feed/', '/no-feed/')")
        worker = workers.start("a")
        printed = workers.printed("a")
        until = time.monotonic() + 300
        while "harbour partial" not in printed.read_text(encoding="utf-8"):
            assert time.monotonic() < until, printed.read_text(encoding="utf-8")
            time.sleep(0.1)
        with psycopg.connect(fleet_database) as connection:
            connection.execute("UPDATE fleet.worker SET draining = true")
        assert worker.wait(timeout=60) == 0
        assert "query cancellation" not in printed.read_text(encoding="utf-8")


@pytest.mark.long
def test_a_worker_that_is_told_twice_ends_without_its_database(tmp_path: Path) -> None:
    with running_cluster() as cluster, many_sites({}) as sites:
        cluster.execute("CREATE DATABASE fleet TEMPLATE template0")
        made_on(cluster.url("fleet"))
        with workers_of(sites, cluster.url("fleet"), f"file://{tmp_path}/store", tmp_path) as workers:
            worker = workers.start("worker")
            until = time.monotonic() + 60
            while "working for" not in workers.printed("worker").read_text():  # a process's first line
                assert time.monotonic() < until
                time.sleep(0.05)
            cluster.stop(signal.SIGQUIT)
            worker.send_signal(signal.SIGTERM)
            time.sleep(0.5)  # or the two are one
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=90) == 0
