"""Whoever may only look looks with every command that does no more; the others say what is missing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from newsarchive.exceptions import Exit
from newsarchive.fleet.connecting import error_of
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.removal import remove_site
from newsarchive.fleet.roles import READER
from newsarchive.profiles import SiteProfile
from tests.e2e.crawling import ROOT
from tests.fleet.cluster import OWNER, Cluster
from tests.fleet.fleets import address
from tests.fleet.moves import Machine
from tests.unit.verify_archives import SHARE, build, source_id

_WORKS = "the fleet's owner lets a login work on it by GRANT newsarchive_worker TO"
_LOOKS = {
    "fleet status": Exit.COMPLETE, "fleet sites": Exit.COMPLETE, "fleet sites show finews": Exit.COMPLETE,
    "status": Exit.COMPLETE, "status finews --json": Exit.COMPLETE, "find 春耕": Exit.COMPLETE,
    f"why {SHARE.format(source_id(1))}": Exit.COMPLETE, f"history {source_id(1)}": Exit.COMPLETE,
    "report --to {}/report.html": Exit.COMPLETE, "collect --to {}/all.jsonl": Exit.COMPLETE,
}  # fmt: skip
_WORKS_ON_IT = (
    f"forget {source_id(1)} --reason order", "archive finews", "replay finews", "verify finews", "worker",
    "fleet sites pause finews", "fleet sites remove finews --discard", "fleet drain x", "move finews --to {}",
    "collect --to {}/news.jsonl --changed-since-last",
)  # fmt: skip


@pytest.fixture
def reader(cluster: Cluster) -> Iterator[str]:
    """A login that may look."""
    cluster.execute(f"CREATE ROLE looks_only LOGIN IN ROLE {READER}")
    yield "looks_only"
    cluster.execute("DROP ROLE looks_only")


@pytest.mark.long
def test_a_login_that_may_look_does_and_is_told_what_more_wants(
    fleet_database: str, reader: str, tmp_path: Path, profile: SiteProfile
) -> None:
    machine = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    build(machine.output / "finews", profile)
    assert machine.to_fleet("finews").code == 0
    looking = Machine(tmp_path / "nothing", fleet_database.replace(OWNER, reader), tmp_path / "objects")
    for words, code in _LOOKS.items():
        done = looking.there(*words.replace("{}", str(tmp_path)).split())
        assert (done.code, done.err) == (code, ""), words
    for words in _WORKS_ON_IT:
        done = looking.there(*words.replace("{}", str(tmp_path)).split())
        if words == "fleet drain x":
            assert "no such worker: x" in done.err
        else:
            assert _WORKS in done.out + done.err, words
        assert done.code == Exit.USAGE, words


@pytest.mark.parametrize(
    ("state", "said", "next_step"),
    [
        ("25006", "cannot execute UPDATE in a read-only transaction", "name the one that does"),
        ("53100", 'could not extend file "base/1/2"', "make room for the database"),
        ("53400", "temporary file size exceeds temp_file_limit", "make room for the database"),
        ("53300", "sorry, too many clients already", "max_connections"),
        ("", 'connection failed: FATAL:  database "x" does not exist', "make it: createdb"),
        (
            "",
            "connection failed: FATAL:  the database system is shutting down",
            "see that the address is right",
        ),
        ("", "connection failed: Connection refused", "try again once it answers"),
    ],
)
def test_what_a_database_says_comes_with_the_step_that_helps(state: str, said: str, next_step: str) -> None:
    error = psycopg.OperationalError(said)
    error.sqlstate = state or None
    assert next_step in str(error_of(error, address("postgresql://a@127.0.0.1/b")))


def test_what_was_collected_of_a_site_is_not_remembered_of_another_that_is_called_so(fleet: Fleet) -> None:
    fleet.note(fleet.root / "one" / "_archive" / "collected.json", "up to revision 7")
    fleet.note(fleet.root / "two" / "_archive" / "collected.json", "up to revision 8")
    remove_site(fleet, "one")
    with fleet.engine.connect() as connection:
        left = connection.execute(text("SELECT value FROM fleet.remembered")).scalars().all()
    assert left == ["up to revision 8"]


def test_a_worker_on_a_database_that_takes_no_writes_ends_when_told(
    fleet_database: str, tmp_path: Path, cluster: Cluster
) -> None:
    name = fleet_database.rpartition("/")[2]
    cluster.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    machine = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    environment = os.environ | machine.fleet_variables | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "newsarchive", "worker", "-s", "SHUTDOWN_GRACE=60"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as worker:  # fmt: skip
        try:
            assert worker.stdout
            assert any("the database does not answer" in line for line in worker.stdout)
            for _ in range(60):  # signals that come at once are one
                worker.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    worker.wait(timeout=1)
                    break
            assert worker.poll() is not None
        finally:
            worker.kill()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("s3%cret", "invalid percent-encoded token"),
        ("s3cret%", "invalid percent-encoded token"),
        ("s3cret%00", "forbidden value %00"),
        ("s3 cret", "unexpected spaces"),
    ],
)
def test_a_password_that_is_not_written_as_addresses_have_it_is_told_and_not_shown(
    password: str, said: str, tmp_path: Path
) -> None:
    done = Machine(tmp_path, f"postgresql://odd:{password}@127.0.0.1/x", tmp_path).there("fleet", "status")
    assert done.code == Exit.USAGE
    assert said in done.err
    assert "a % that stands for itself is written %25" in done.err
    assert not any(secret in done.err for secret in (password, "s3", "cret"))
