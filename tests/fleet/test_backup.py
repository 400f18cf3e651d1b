"""Backups of database and object storage, as docs/fleet.md has them: what `verify` says of which order."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from newsarchive.fleet.keeper import Fleet
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.keepers import kept
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.report import Report
from tests.fleet.cluster import Cluster, running_cluster
from tests.fleet.fleets import fleet_on, made_on
from tests.fleet.test_verify_fleet import PROFILE
from tests.fleet.typed import Type, told
from tests.unit.illustrated import article, came, crawl, write

DOCS = (Path(__file__).parents[2] / "docs" / "fleet.md").read_text(encoding="utf-8")
RAISED = re.search(r'psql newsarchive -c "(UPDATE fleet\.lease .+?)"', DOCS)
Restored = Callable[[str, str], Archive]


def program(cluster: Cluster, name: str, *words: object) -> None:
    """Run one of PostgreSQL's own."""
    command = [str(cluster.programs / name), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def copied(cluster: Cluster, fleet_database: str, tmp_path: Path) -> Callable[[str], None]:
    """Copies the database, and then the storage, under a name."""

    def copy(name: str) -> None:
        program(cluster, "pg_dump", "-Fc", "-f", tmp_path / f"{name}.dump", "-d", fleet_database)
        shutil.copytree(tmp_path / "store", tmp_path / f"{name}.store")

    return copy


@pytest.fixture
def restored(cluster: Cluster, tmp_path: Path) -> Iterator[Restored]:
    """Restores a database and a storage, each as it was copied under some name; the site's archive there."""
    with ExitStack() as last:

        def restore(database: str, storage: str) -> Archive:
            name = f"{tmp_path.name}_{database}_{storage}"
            cluster.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            last.callback(cluster.execute, f'DROP DATABASE "{name}" WITH (FORCE)')
            url = cluster.url(name)
            program(cluster, "pg_restore", "-d", url, tmp_path / f"{database}.dump")
            assert RAISED
            cluster.execute(RAISED[1], name)
            folder = tmp_path / name
            shutil.copytree(tmp_path / f"{storage}.store", folder / "store")
            there = fleet_on(url, folder / "scratch")
            last.callback(there.close)
            last.enter_context(kept(there.root, there))
            return Archive(there.root / "one", PROFILE)

        yield restore


def verified(archive: Archive) -> Report:
    with archive.lock.held():
        return check(archive)


def run(fleet: Fleet, number: int) -> None:
    """A run of the site that stores an article with a picture."""
    archive = Archive(fleet.root / "one", PROFILE)
    with crawl(archive, hours=number):
        write(archive, article(number, ("ferry", "ferry"), fetched=(came(archive, "ferry"),)), hours=number)


@pytest.mark.long
def test_the_storage_is_copied_after_the_database(
    fleet: Fleet, copied: Callable[[str], None], restored: Restored
) -> None:
    run(fleet, 1)
    copied("first")
    run(fleet, 2)
    copied("second")

    of_one_moment = verified(restored("second", "second"))
    assert (of_one_moment.faults, of_one_moment.posts) == ([], 2)

    older = restored("first", "second")
    report = verified(older)
    assert (report.faults, report.posts) == ([], 1)
    assert re.search(
        r"\d objects? that no row refers to, .*they go once they are old enough", str(report.notes)
    )
    with crawl(older, hours=3):
        write(older, article(2), hours=3)
    assert verified(older).faults == [], "what is missing is archived again"

    newer = verified(restored("second", "first"))
    assert newer.posts == 2
    assert [str(fault) for fault in newer.faults if "is missing from the storage" in str(fault)]


def test_a_backup_of_the_midst_of_a_run_is_one(
    fleet: Fleet, copied: Callable[[str], None], restored: Restored, cluster: Cluster, tmp_path: Path,
    fleet_database: str,
) -> None:  # fmt: skip
    archive = Archive(fleet.root / "one", PROFILE)
    with crawl(archive):
        write(archive, article(1))
        program(cluster, "pg_dump", "-Fc", "-f", tmp_path / "midst.dump", "-d", fleet_database)
        write(archive, article(2))
    copied("end")  # its parts are one file by now
    there = restored("midst", "end")
    assert ["was left open" in str(fault) for fault in verified(there).faults] == [True]
    with crawl(there, hours=1):
        write(there, article(2), hours=1)
    report = verified(there)
    assert (report.faults, report.posts) == ([], 2)


def test_a_shard_goes_to_a_second_database(
    fleet: Fleet, fleet_database: str, cluster: Cluster, tmp_path: Path
) -> None:
    run(fleet, 1)
    shard = Archive(fleet.root / "one", PROFILE).catalog.shard  # type: ignore[union-attr]
    name = f"second_{tmp_path.name}"
    cluster.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        made_on(cluster.url(name))
        dump, schema = tmp_path / "shard.dump", f"shard_{shard:03}"
        program(cluster, "pg_dump", "-Fc", "-n", schema, "-f", dump, "-d", fleet_database)
        program(cluster, "pg_restore", "--clean", "--if-exists", "-1", "-d", cluster.url(name), dump)
        with psycopg.connect(fleet_database) as first, psycopg.connect(cluster.url(name)) as second:
            for table, which in (
                ("site", f"shard = {shard}"),
                ("lease", f"site_key IN (SELECT key FROM fleet.site WHERE shard = {shard})"),
                ("turn", f"site_key IN (SELECT key FROM fleet.site WHERE shard = {shard})"),
            ):
                asked = f"(SELECT * FROM fleet.{table} WHERE {which})"
                assert asked.replace(f"shard = {shard}", "shard = 7") in DOCS
                with (
                    first.cursor().copy(f"COPY {asked} TO STDOUT") as out,
                    second.cursor().copy(f"COPY fleet.{table} FROM STDIN") as into,
                ):
                    for piece in out:
                        into.write(piece)
        there = fleet_on(cluster.url(name), tmp_path / "scratch-2")
        with kept(there.root, there):
            archive = Archive(there.root / "one", PROFILE)
            run(there, 2)
            report = verified(archive)
        there.close()
        assert (report.faults, report.posts) == ([], 2)
    finally:
        cluster.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_was_taken_down_since_the_backup_takes_no_other_with_it(
    fleet: Fleet, copied: Callable[[str], None], restored: Restored
) -> None:
    """Its takedown is done again, twice, by the catalog's old word of where things are in the file."""
    archive = Archive(fleet.root / "one", PROFILE)
    with crawl(archive):
        write(archive, *map(article, (1, 2, 3, 4)))
    copied("before")
    for number in (1, 3):
        _take_down(archive, number)
    copied("after")
    older = restored("before", "after")
    told = "forget again what was taken down since the database's backup"
    assert [told in str(fault) for fault in verified(older).faults] == [True]
    assert verified(older).notes == [], "what is left of the file is no orphan"
    for number in (3, 1):
        _take_down(older, number)
    report = verified(older)
    assert (report.faults, report.posts, report.warcs) == ([], 2, 1)
    with crawl(older, hours=5):
        pass
    assert verified(older).faults == []


def _take_down(archive: Archive, number: int) -> None:
    named = Identity(f"/2024/ferry-{number}", f"https://gazette.example/2024/ferry-{number}")
    with crawl(archive, hours=number):
        archive.transact(lambda rows: forget(rows, archive.name, named, reason="x", now=number))
        assert archive.finish_forgetting()


@pytest.mark.long
def test_a_new_server_is_made_ready_as_the_docs_have_it(
    cluster: Cluster, database: str, tmp_path: Path, typing: Type
) -> None:
    """The owner, who is an ordinary login, verifies, upgrades and works there."""
    made = re.search(r'psql -c "(CREATE ROLE newsarchive LOGIN .+?)"', DOCS)
    assert made
    assert "createdb --owner newsarchive newsarchive && sudo -u postgres pg_restore -d newsarchive" in DOCS
    name = database.rpartition("/")[2]
    for statement in made[1].split("; "):
        role = statement.split()[2]
        there = f"EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
        makes = statement.startswith("CREATE")
        cluster.execute(
            f"DO $$ BEGIN IF NOT {there} THEN {statement}; END IF; END $$" if makes else statement
        )
    cluster.execute(f"ALTER DATABASE {name} OWNER TO newsarchive")
    made_on(cluster.url(name, "newsarchive"))
    told(typing("fleet", "sites", "add", "finews", database=cluster.url(name, "newsarchive")))
    program(cluster, "pg_dump", "-Fc", "-f", tmp_path / "news.dump", "-d", database)
    with running_cluster() as other:
        for statement in made[1].split("; "):
            other.execute(statement)
        other.execute("CREATE DATABASE newsarchive OWNER newsarchive")
        program(other, "pg_restore", "-d", other.url("newsarchive"), tmp_path / "news.dump")
        assert RAISED
        other.execute(RAISED[1], "newsarchive")
        url = other.url("newsarchive", "newsarchive")
        assert "finews: 0 posts" in told(typing("verify", database=url))
        assert "is up to date" in told(typing("fleet", "upgrade", database=url))
        assert told(typing("fleet", "init", "--shards", "3", database=url))
        assert "herald" in told(typing("fleet", "sites", "add", "https://herald.example/", database=url))
