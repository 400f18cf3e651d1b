"""`fleet`: what somebody types who looks after a fleet, and what he is told."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from newsarchive.exceptions import Exit
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.roles import WORKER
from tests.e2e.crawling import ROOT
from tests.fleet.cluster import Cluster
from tests.fleet.typed import Type, table, told

_ONE = "name: one\nhome: https://one.example/\nhosts: [one.example, '*.one.example']\n"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "one.yml"
    path.write_text(_ONE, encoding="utf-8")
    return path


def test_init_makes_a_fleet_and_says_what_is_next(typing: Type, database: str) -> None:
    said = told(typing("fleet", "status", database=database), Exit.USAGE)
    assert "`newsarchive fleet init` makes a fleet of the database" in said
    said = told(typing("fleet", "init", "--shards", "1", database=database))
    assert said.splitlines()[0] == f"{database} is a fleet's"
    assert f"GRANT {WORKER} TO" in said
    said = told(typing("fleet", "status", database=database))
    assert "in 1 shard, version" in said
    assert told(typing("fleet", "upgrade", database=database)) == f"{database} is up to date\n"
    assert "give a number from 1 to 999" in told(typing("fleet", "init", "--shards", "0"), Exit.USAGE)


def test_a_password_is_never_shown(typing: Type, fleet_database: str, tmp_path: Path) -> None:
    secret = fleet_database.replace("newsarchive_tests@", "newsarchive_tests:p%40ssword@")
    for database in (secret, secret.replace("127.0.0.1:", "127.0.0.1:1")):
        ended = typing("fleet", "status", database=database)
        assert "ssword" not in ended.out + ended.err
        assert "newsarchive_tests:…@127.0.0.1" in ended.out + ended.err


@pytest.mark.long
def test_sites_come_pause_and_go(typing: Type, profile: Path) -> None:
    assert "the fleet has no site yet" in told(typing("fleet", "sites"))
    assert "the fleet has no site yet" in told(typing("status"), Exit.USAGE)
    said = told(typing("fleet", "sites", "add", str(profile), "finews", "https://two.example/", "--paused"))
    assert said == "one: added; paused\nfinews: added; paused\ntwo.example: added; paused\n"
    assert "the fleet has that site already; it is paused" in told(
        typing("fleet", "sites", "add", "finews"), Exit.USAGE
    )
    assert told(typing("fleet", "sites", "show", "one")) == _ONE
    assert "is active" in told(typing("fleet", "sites", "resume", "one"))
    assert "is active already" in told(typing("fleet", "sites", "resume", "one"))
    assert table(typing("fleet", "sites")) == [
        ["site", "state", "shard", "next", "run", "at", "work"], ["finews", "paused", "1"],
        ["one", "active", "0", "due"], ["two.example", "paused", "0"],
    ]  # fmt: skip
    assert "has that profile already" in told(typing("fleet", "sites", "update", str(profile)))
    profile.write_text(_ONE + "zone: Asia/Shanghai\n", encoding="utf-8")
    assert "its next run goes by the new profile" in told(typing("fleet", "sites", "update", str(profile)))
    found = [json.loads(line) for line in told(typing("fleet", "sites", "--json")).splitlines()]
    assert {one["name"]: one["spider"] for one in found} == {
        "finews": "finews.spider.FinewsSpider", "one": "", "two.example": "",
    }  # fmt: skip
    assert told(typing("fleet", "sites", "remove", "one", "two.example")) == (
        "one: removed\ntwo.example: removed\n"
    )
    assert "one: is no site of the fleet" in told(typing("fleet", "sites", "pause", "one"), Exit.USAGE)
    assert "its first run is due at once" in told(typing("fleet", "sites", "add", str(profile)))


@pytest.mark.parametrize(
    "words", ["status", "verify", "why https://one.example/a", "report --to r.html", "find it"]
)
def test_a_fleet_without_sites_says_what_is_next(typing: Type, words: str) -> None:
    assert told(typing(*words.split()), Exit.USAGE) == (
        "the fleet has no site yet; `newsarchive fleet sites add SITE` adds one\n"
    )


def test_who_is_not_let_in_is_told_why_and_what_to_do(typing: Type, fleet_database: str) -> None:
    stranger = fleet_database.replace("newsarchive_tests@", "nobody@")
    said = told(typing("fleet", "status", database=stranger), Exit.IO)
    assert 'role "nobody" does not exist; put the right user and password into the address' in said
    elsewhere = fleet_database.rpartition("/")[0] + "/nosuch"
    said = told(typing("fleet", "init", database=elsewhere), Exit.IO)
    assert 'database "nosuch" does not exist; make it: createdb --owner USER DATABASE' in said
    silent = re.sub(r":\d+/", ":1/", fleet_database)
    assert "try again once it answers" in told(typing("fleet", "status", database=silent), Exit.IO)


def test_a_worker_begins_with_a_storage_alone(typing: Type) -> None:
    for store in ("", "ftp://store.example/"):
        assert "NEWSARCHIVE_STORE" in told(typing("worker", NEWSARCHIVE_STORE=store), Exit.USAGE)


def test_a_site_that_is_the_fleets_has_nothing_here_to_move(typing: Type, profile: Path) -> None:
    told(typing("fleet", "sites", "add", "finews", str(profile)))
    for site in ("one", "finews"):
        said = told(typing("move", site, "--to", "fleet"), Exit.USAGE)
        assert f"{site}: is the fleet's, and there is no archive of it in " in said
        assert f"`newsarchive move {site} --to FOLDER` takes it to a folder" in said
    said = told(typing("move", "two", "--to", str(profile.parent)), Exit.USAGE)
    assert "no such site of the fleet: two; " in said


@pytest.mark.parametrize("words", ["fleet status", "worker", "move one --to fleet", "status"])
def test_an_extra_that_is_missing_is_named(typing: Type, tmp_path: Path, words: str) -> None:
    missing = "raise ModuleNotFoundError(name='psycopg')"
    (tmp_path / "psycopg.py").write_text(missing, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "newsarchive", *words.split()], capture_output=True, text=True, check=False,
        env=os.environ | {
            "PYTHONPATH": f"{tmp_path}:{ROOT}", "NEWSARCHIVE_DATABASE": "postgresql://localhost/x",
        },
        cwd=tmp_path,
    )  # fmt: skip
    assert ended.returncode == Exit.USAGE
    assert ended.stderr == (
        "a fleet needs psycopg, which is not installed: pip install 'newsarchive[fleet]';"
        " in a checkout: make develop\n"
    )


def test_help_fits_a_terminal(typing: Type) -> None:
    for command in ("fleet", "worker", "move"):
        assert [line for line in told(typing(command, "-h")).splitlines() if len(line) > 80] == []


def test_a_wrong_one_adds_none(typing: Type, profile: Path) -> None:
    profile.write_text(_ONE + "hoem: x\n", encoding="utf-8")
    said = told(typing("fleet", "sites", "add", "finews", str(profile)), Exit.PROFILE)
    assert "did you mean 'home'" in said
    assert "the fleet has no site yet" in told(typing("fleet", "sites"))


def test_what_is_archived_is_given_up_only_where_somebody_says_so(
    typing: Type, fleet: Fleet, tmp_path: Path
) -> None:
    add = (
        "INSERT INTO article (id, site, source_id, url, state, discovered, attempts, seal)"
        " VALUES (1, 'one', 'a', 'https://one.example/a', 'owed', 1, 0, '')"
    )
    lease = fleet.lock(fleet.root / "one")
    with lease.held():
        with fleet.engine.begin() as connection:
            fence = f"SELECT fleet.fence({lease.catalog.site_key}, {lease.token})"
            connection.exec_driver_sql(fence)
            connection.exec_driver_sql(add)
        said = told(typing("fleet", "sites", "remove", "one"), Exit.BUSY)
        assert "one: one is busy: test:" in said
    said = told(typing("fleet", "sites", "remove", "one"), Exit.USAGE)
    assert said == (
        "one: has 1 article; `newsarchive move one --to FOLDER` takes them to a folder, `newsarchive fleet"
        " sites remove one --discard` gives them up for good\n"
    )
    left = tmp_path / "store" / "one" / "media" / "ab"
    left.mkdir(parents=True)
    said = told(typing("fleet", "sites", "remove", "one", "--discard"))
    assert said == "one: removed, and 1 article with it\n"
    with fleet.engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT fleet.look({lease.catalog.site_key})")
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar() == 0


def test_status_tells_of_a_job_that_is_to_be_done_at_once(typing: Type, fleet_database: str) -> None:
    """As a site's first one is, until a worker has it."""
    with psycopg.connect(fleet_database) as connection:
        connection.execute("SET search_path = procrastinate")
        connection.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, lock, queueing_lock)"
            " VALUES ('archive', 'archive', 'one', 'one')"
        )
    assert "0 at work; 1 due" in told(typing("fleet", "status"))
    assert json.loads(told(typing("fleet", "status", "--json")))["jobs"]["due_since"] is None


def test_status_tells_of_workers_and_runs(typing: Type, fleet: Fleet, fleet_database: str) -> None:
    with psycopg.connect(fleet_database) as connection:
        connection.execute(
            "INSERT INTO fleet.worker (name, host, pid, sites, version, seen) VALUES"
            " ('a:1', 'a', 1, 32, '1', clock_timestamp()),"
            " ('b:2', 'b', 2, 8, '1', clock_timestamp() - interval '1 hour')"
        )
        connection.execute(
            "UPDATE fleet.lease SET worker = 'b:2', until = clock_timestamp() - interval '1 min'"
        )
    lease = fleet.lock(fleet.root / "one")
    fleet.name = "a:1"
    lease.acquire(started=datetime.now(UTC))
    assert told(typing("fleet", "sites", "pause", "two", "--reason", "it asked us to")) == "two: is paused\n"
    lines = table(typing("fleet", "status"))
    assert ["sites", "2:", "1", "active,", "1", "paused"] in lines
    assert ["two:", "paused:", "it", "asked", "us", "to"] in lines
    (a,) = (line for line in lines if line[0:1] == ["a:1"])
    assert a[1:4] == ["1", "of", "32"]
    (b,) = (line for line in lines if line[0:1] == ["b:2"])
    assert b[-1] == "silent"
    (two,) = (line for line in lines if line[:1] == ["two"] and "b:2," in line)
    assert "not heard of for 1 min" in " ".join(two)
    values = json.loads(told(typing("fleet", "status", "--json")))
    assert {one["site"]: one["worker"] for one in values["leases"]} == {"one": "a:1", "two": "b:2"}
    assert told(typing("fleet", "drain", "a:1")) == (
        "a:1: takes no more runs, and ends when those that it has are done\n"
    )
    assert any(line.endswith("draining") for line in told(typing("fleet", "status")).splitlines())
    assert "no such worker: c; " in told(typing("fleet", "drain", "c"), Exit.USAGE)
    lease.release()


def test_what_is_for_folders_says_so(typing: Type) -> None:
    for words in (["publish", "one"], ["browse"], ["daemon"], ["crawl", "one"]):
        said = told(typing(*words), Exit.USAGE)
        assert "is for archives in folders, and NEWSARCHIVE_DATABASE names a fleet" in said


def test_what_is_typed_wrong_is_told(typing: Type) -> None:
    for words, said in {
        "": "give one of init, upgrade, status, drain, sites; -h says more",
        "statu": "did you mean status?",
        "status one": "fleet status takes no more words; what is one for?",
        "sites pause": "fleet sites pause: name one site at least",
        "sites stop one": "fleet sites: give one of add, update, remove, pause, resume, show",
        "drain": "give a worker's name",
        "sites add nosuch": "no such site: nosuch",
        "status -s FLEET_LEASE=30": "give FLEET_HEARTBEAT less than half of it, and not 15",
        "status -s FLEET_LEASE=0": "-s FLEET_LEASE=0: give a value such as 60.0",
    }.items():
        assert said in told(typing("fleet", *words.split()), Exit.USAGE)


def test_a_site_that_has_an_archive_here_is_moved_and_not_begun_anew(typing: Type, tmp_path: Path) -> None:
    catalog = tmp_path / "output" / "finews" / "_archive" / "catalog.sqlite"
    catalog.parent.mkdir(parents=True)
    catalog.touch()
    said = told(typing("fleet", "sites", "add", "finews"), Exit.USAGE)
    assert "finews: there is an archive of it in " in said
    assert "`newsarchive move finews --to fleet` takes it to the fleet" in said


def test_a_worker_that_lacks_the_class_of_a_site_does_not_guess(
    typing: Type, fleet: Fleet, fleet_database: str
) -> None:
    with psycopg.connect(fleet_database) as connection:
        connection.execute("UPDATE fleet.site SET spider = 'other.spider.OtherSpider' WHERE name = 'one'")
        connection.execute("UPDATE fleet.site SET profile = %s", [_ONE])
    said = told(typing("archive", "one"), Exit.PROFILE)
    assert "is read by other.spider.OtherSpider, which is not installed here" in said


def test_nothing_of_a_process_is_left(typing: Type, fleet: Fleet, tmp_path: Path, cluster: Cluster) -> None:
    told(typing("fleet", "sites"))
    left = tmp_path / "newsarchive-fleet-of-one-that-was-killed"
    left.mkdir()
    told(typing("fleet", "sites"))
    assert list(tmp_path.glob("newsarchive-fleet-*")) == []


def test_processes_that_begin_together_have_a_folder_each(tmp_path: Path) -> None:
    """None takes that of another for one that was left over, from before it is locked."""
    code = (
        "import sys; from newsarchive.fleet.scratch import remove, scratch\n"
        "for _ in range(300):\n"
        "    root = scratch(sys.argv[1])\n"
        "    assert root.is_dir()\n"
        "    remove(root)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, tmp_path], cwd=ROOT) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert list(tmp_path.iterdir()) == []
