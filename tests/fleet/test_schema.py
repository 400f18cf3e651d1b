"""A fleet's database is made and brought up to date, by whom it may be, and holds each to his rights."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import exc, text

from newsarchive.exceptions import ArchiveBusy, ArgumentError, StorageError
from newsarchive.fleet.connecting import database_errors, engine_of
from newsarchive.fleet.entering import check_rights, check_versions
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.roles import READER, WORKER
from newsarchive.fleet.schema import COMMON, SHARD, upgrading
from newsarchive.fleet.schema.upgrading import make, upgrade
from newsarchive.fleet.sites import add_site, sites_of
from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.postgresql import shard_name
from tests.fleet.cluster import Cluster
from tests.fleet.fleets import PROFILE, SHARDS, address

ROOT = Path(__file__).parents[2]
_MAKING = """
import os, sys
from tests.fleet.fleets import address
from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.schema.upgrading import make
def told(what):
    if what == sys.argv[2]:
        os.kill(os.getpid(), 9)
make(engine_of(address(sys.argv[1]), name="tests", role=""), 2, told=told)
"""
ALL = "what all sites share, and the queue"
_DIFFERENCES = """
SELECT n.nspname, c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname IN ('fleet', 'procrastinate') OR n.nspname LIKE 'shard%' ORDER BY 1, 2, 4
"""


def shape(url: str) -> list[object]:
    with closing(psycopg.connect(url)) as connection:
        return list(connection.execute(_DIFFERENCES))


@pytest.mark.parametrize("steps", ["common", "shards"])
def test_the_version_that_is_asked_for_is_the_last_step(steps: str) -> None:
    (head,) = ScriptDirectory.from_config(upgrading.configuration(steps)).get_heads()
    assert head == {"common": COMMON, "shards": SHARD}[steps]


def test_a_shards_version_is_the_catalogs() -> None:
    assert f"{VERSION:04}" == SHARD


@pytest.mark.parametrize(
    "end", [*(pytest.param(end, marks=pytest.mark.soak) for end in ("roles", ALL)), "shard_000"]
)
def test_one_that_was_killed_while_it_was_made_is_gone_on_with(
    database: str, fleet_template: str, cluster: Cluster, end: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", _MAKING, database, end], cwd=ROOT, check=False)
    assert killed.returncode == -9
    engine = engine_of(address(database), name="tests", role="")
    make(engine, SHARDS)
    assert shape(database) == shape(cluster.url(fleet_template))
    engine.dispose()


def test_making_it_again_changes_nothing_but_adds_shards(fleet_database: str) -> None:
    engine = engine_of(address(fleet_database), name="tests", role="")
    before = shape(fleet_database)
    make(engine, SHARDS)
    upgrade(engine)
    assert shape(fleet_database) == before
    make(engine, SHARDS + 1)
    assert len(shape(fleet_database)) > len(before)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM fleet.shard").scalar() == SHARDS + 1
        names = connection.exec_driver_sql("SELECT number, fleet.shard_name(number) FROM fleet.shard")
        assert all(shard_name(number) == name for number, name in names)
    engine.dispose()


def test_each_shard_goes_the_steps_that_it_lacks(
    fleet: Fleet, fleet_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not while somebody is at work; one that was ended half way goes on with the shards that are left."""
    steps = tmp_path / "steps"
    shutil.copytree(upgrading.STEPS["shards"], steps)
    (steps / "later.py").write_text(
        '"""Later."""\nfrom alembic import op\nrevision, down_revision = "0007", "0006"\n\n\n'
        "def upgrade(schema):\n"
        "    op.execute(f'ALTER TABLE {schema}.run ADD later bigint')\n",
        encoding="utf-8",
    )
    monkeypatch.setitem(upgrading.STEPS, "shards", steps)
    monkeypatch.setattr(upgrading, "SHARD", "0007")
    engine = engine_of(address(fleet_database), name="tests", role="")
    lease = fleet.lock(fleet.root / "one")
    with (
        lease.held(),
        pytest.raises(
            ArchiveBusy, match="something to bring up to date, and somebody is at work on one: stop"
        ),
    ):
        upgrade(engine)

    def stop(what: str) -> None:
        if what == "shard_000":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upgrade(engine, told=stop)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version FROM fleet.shard ORDER BY number").scalars()
        assert found.all() == ["0007", "0006"]
        monkeypatch.setattr("newsarchive.fleet.entering.SHARD", "0007")
        with pytest.raises(
            StorageError, match=rf"is of version {COMMON}/0006; `newsarchive fleet upgrade` brings"
        ):
            check_versions(connection, fleet.address)
    upgrade(engine)
    columns = [row[:4] for row in shape(fleet_database) if row[3] == "later"]  # type: ignore[index]
    assert columns == [(shard_name(number), "run", "r", "later") for number in range(SHARDS)]
    with engine.connect() as connection:
        check_versions(connection, fleet.address)
        monkeypatch.setattr("newsarchive.fleet.entering.SHARD", "0006")
        with pytest.raises(StorageError, match="install the newsarchive that made it, or a newer one"):
            check_versions(connection, fleet.address)
    engine.dispose()


def test_sites_of_an_earlier_version_get_ids_of_their_own(fleet: Fleet, fleet_database: str) -> None:
    """Those of a backup from before, restored and upgraded again, are the same."""
    before, ids = shape(fleet_database), []
    engine = engine_of(address(fleet_database), name="tests", role="")
    for _ in range(2):
        with closing(psycopg.connect(fleet_database)) as connection:
            connection.execute("ALTER TABLE fleet.site DROP id")
            connection.execute("UPDATE fleet.version SET version_num = '0002'")
            connection.commit()
        with engine.connect() as one, pytest.raises(StorageError, match="is of version 0002/0006; `newsa"):
            check_versions(one, fleet.address)
        upgrade(engine)
        assert shape(fleet_database) == before
        with fleet.connection() as one:
            ids.append([site.id for site in sites_of(one)])
    engine.dispose()
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_a_database_that_is_no_fleets_says_how_it_becomes_one(database: str) -> None:
    engine = engine_of(address(database), name="tests", role="")
    with pytest.raises(ArgumentError, match="is no fleet's yet; `newsarchive fleet init` makes it one"):
        upgrade(engine)
    makes = "`newsarchive fleet init` makes a fleet of the database"
    with (
        pytest.raises(ArgumentError, match=makes),
        database_errors(address(database)),
        engine.connect() as one,
    ):
        check_versions(one, address(database))
    engine.dispose()


@pytest.fixture
def login(cluster: Cluster, fleet_database: str) -> str:
    """Somebody who may log in, and nothing else."""
    name = "somebody_" + fleet_database.rpartition("_")[2]
    cluster.execute(f"CREATE ROLE {name} LOGIN")
    return name


def test_who_is_not_let_in_is_told_who_lets_him(fleet_database: str, login: str, cluster: Cluster) -> None:
    there = address(fleet_database.replace("newsarchive_tests@", f"{login}@"))
    engine = engine_of(there, name="tests")
    with pytest.raises(ArgumentError, match=f"GRANT {WORKER} TO"), database_errors(there):
        engine.connect()
    cluster.execute(f"GRANT {WORKER} TO {login}")
    with engine.begin() as connection:
        check_versions(connection, there)
        check_rights(connection, there)
        add_site(connection, "one", PROFILE.format(name="one"))
    engine.dispose()


def test_an_ordinary_login_owns_a_fleet_and_works_on_it(database: str, login: str, cluster: Cluster) -> None:
    """It makes all that there is, and sees one site at a time all the same."""
    name = database.rpartition("/")[2]
    owned = address(database.replace("newsarchive_tests@", f"{login}@"))
    engine = engine_of(owned, name="tests", role="")
    with (
        pytest.raises(ArgumentError, match=r"must have admin option|permission denied"),
        database_errors(owned),
    ):
        make(engine, 1)
    cluster.execute(f"ALTER DATABASE {name} OWNER TO {login}")
    for role in (WORKER, READER):
        cluster.execute(f"GRANT {role} TO {login} WITH ADMIN OPTION")
    make(engine, 1)
    engine.dispose()
    engine = engine_of(owned, name="tests")
    with engine.begin() as connection:
        check_rights(connection, owned)
        add_site(connection, "one", PROFILE.format(name="one"))
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE fleet.more (id integer)", "CREATE TABLE shard_000.more (id integer)",
        "ALTER TABLE shard_000.run DISABLE ROW LEVEL SECURITY", "DROP POLICY its_own_select ON shard_000.run",
        "DROP TABLE shard_000.run", "TRUNCATE shard_000.run", "CREATE ROLE more",
        "UPDATE fleet.version SET version_num = 'x'",
        "INSERT INTO fleet.shard VALUES (77, 'x')",
    ],
)  # fmt: skip
def test_a_worker_changes_rows_and_nothing_else(fleet: Fleet, statement: str) -> None:
    refused = pytest.raises(exc.DBAPIError, match=r"permission denied|must be owner")
    with fleet.engine.connect() as connection, refused:
        connection.execute(text(statement))


def test_a_reader_reads_the_site_that_he_names_and_writes_nothing(fleet: Fleet, fleet_database: str) -> None:
    with fleet.lock(fleet.root / "one").held():
        key, token = fleet.catalog(fleet.root / "one").site_key, fleet.catalog(fleet.root / "one").token
        with fleet.engine.begin() as connection:
            connection.execute(text("SELECT fleet.fence(:site, :token)"), {"site": key, "token": token})
            connection.execute(text("INSERT INTO numbering (name, seq) VALUES ('run', 7)"))
    engine = engine_of(address(fleet_database), name="tests", role=READER)
    for site, seen in (("one", [7]), ("two", [])):
        with engine.begin() as connection:
            its = {"site": fleet.catalog(fleet.root / site).site_key}
            connection.execute(text("SELECT fleet.look(:site)"), its)
            assert connection.execute(text("SELECT seq FROM numbering")).scalars().all() == seen
    for statement in (
        "DELETE FROM fleet.site",
        "SELECT fleet.fence(1, 1)",
        "SELECT fleet.take(1, 'x', 1, '{active}')",
    ):
        with engine.connect() as connection, pytest.raises(exc.DBAPIError, match="permission denied"):
            connection.execute(text(statement))
    engine.dispose()


def test_who_sees_all_sites_is_not_let_to_work(fleet: Fleet, fleet_database: str) -> None:
    engine = engine_of(address(fleet_database), name="tests", role="")  # a superuser's
    with (
        engine.connect() as connection,
        pytest.raises(ArgumentError, match="not held to the rows of one site"),
    ):
        check_rights(connection, fleet.address)
    engine.dispose()
