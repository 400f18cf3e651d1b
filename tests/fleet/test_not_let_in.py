"""Whom a fleet's database does not let in: who begins to work ends where that lasts, and waits else."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsarchive.exceptions import Exit, NotLetIn, StorageError
from newsarchive.fleet.connecting import database_errors, engine_of
from tests.e2e.crawling import ROOT
from tests.fleet.cluster import OWNER, Cluster
from tests.fleet.fleets import address
from tests.fleet.typed import Type, told

_LASTING = {
    "sesame:wrong@": "password authentication failed.*; put the right user and password",
    "sesame@": "no password supplied; put the right user and password",
    "nobody@": 'role "nobody" does not exist; put the right user and password',
    "asleep@": 'role "asleep" is not permitted to log in; put the right user and password',
    "barred@": "pg_hba.conf rejects connection .*; have the server's pg_hba.conf let this machine in",
}
_PASSING = {"crowded@": 'too many connections for role "crowded"; let it take more connections'}
_RULES = (
    "host all sesame 127.0.0.1/32 scram-sha-256\n"
    "host all barred 127.0.0.1/32 reject\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def logins(cluster: Cluster) -> Iterator[None]:
    """Logins that are not let in."""
    rules = cluster.data / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    for made in (
        "sesame LOGIN PASSWORD 'open'",
        "asleep",
        "barred LOGIN",
        "crowded LOGIN CONNECTION LIMIT 0",
    ):
        cluster.execute(f"CREATE ROLE {made}")
    rules.write_text(_RULES + before, encoding="utf-8")
    cluster.execute("SELECT pg_reload_conf()")
    for _ in range(200):  # the server reads it in its own time
        try:
            psycopg.connect(cluster.url("postgres", "barred")).close()
        except psycopg.OperationalError:
            break
        time.sleep(0.05)
    yield
    rules.write_text(before, encoding="utf-8")
    cluster.execute("SELECT pg_reload_conf()")
    for name in ("sesame", "asleep", "barred", "crowded"):
        cluster.execute(f"DROP ROLE {name}")


def refused(url: str) -> StorageError:
    """The error of whoever connects."""
    there = address(url)
    engine = engine_of(there, name="tests")
    with pytest.raises(StorageError) as told_of, database_errors(there), engine.connect():
        pass
    return told_of.value


@pytest.mark.parametrize(("login", "said"), [*_LASTING.items(), *_PASSING.items()])
@pytest.mark.usefixtures("logins")
def test_what_lasts_is_told_from_what_passes(fleet_database: str, login: str, said: str) -> None:
    error = refused(fleet_database.replace(f"{OWNER}@", login))
    assert isinstance(error, NotLetIn) == (login in _LASTING), error
    with pytest.raises(StorageError, match=said):
        raise error


@pytest.mark.usefixtures("logins")
def test_a_worker_that_is_not_let_in_ends(typing: Type, fleet_database: str) -> None:
    wrong = fleet_database.replace(f"{OWNER}@", "sesame:wrong@")
    elsewhere = fleet_database.rpartition("/")[0] + "/nosuch"
    for database, step in ((wrong, "put the right user and password"), (elsewhere, "make it: createdb")):
        said = told(typing("worker", database=database), Exit.IO)
        assert step in said
        assert said.count("\n") == 1, said
        assert "wrong" not in said


@pytest.mark.long
@pytest.mark.usefixtures("logins")
def test_a_worker_waits_for_what_passes(fleet_database: str, tmp_path: Path, cluster: Cluster) -> None:
    cluster.execute("GRANT newsarchive_worker TO crowded")
    environment = os.environ | {
        "NEWSARCHIVE_DATABASE": fleet_database.replace(f"{OWNER}@", "crowded@"), "PYTHONUNBUFFERED": "1",
        "NEWSARCHIVE_STORE": (tmp_path / "store").as_uri(), "NEWSARCHIVE_SCRATCH": str(tmp_path),
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "newsarchive", "worker", "--sites", "500"], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as worker:  # fmt: skip
        try:
            assert worker.stdout
            assert any("let it take more connections" in line for line in worker.stdout)
            cluster.execute("ALTER ROLE crowded CONNECTION LIMIT -1")
            assert any(line.startswith("working for") for line in worker.stdout)
            assert worker.stdout.readline().startswith("connections: 1 worker may come to want 505")
        finally:
            worker.kill()
    cluster.execute("ALTER ROLE crowded CONNECTION LIMIT 0")
