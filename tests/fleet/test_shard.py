"""A shard: the same rows as in SQLite's file, each site for itself, and written behind the fence alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from newsarchive.exceptions import LeaseLost, StorageError
from newsarchive.store.catalog.access import looking_into, reading, writing
from newsarchive.store.catalog.postgresql import FleetCatalog, create_shard
from newsarchive.store.catalog.row_kinds import ArticleRow, RunRow

NOTE = RunRow(command="crawl", arguments="{}", version="1", extraction="0", started=1)
# What `fleet init` makes beside the shards, as far as a catalog asks for it.
FENCE = """
CREATE SCHEMA fleet;
CREATE TABLE fleet.lease (site_key integer PRIMARY KEY, token bigint NOT NULL, UNIQUE (site_key, token));
CREATE FUNCTION fleet.fence(site integer, held bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM fleet.lease AS one WHERE one.site_key = site AND one.token = held FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE 'the lease is not held' USING ERRCODE = 'NA001';
    END IF;
    PERFORM set_config('newsarchive.site', site::text, true);
    PERFORM set_config('newsarchive.token', held::text, true);
END $$;
INSERT INTO fleet.lease VALUES (1, 7), (2, 7);
CREATE ROLE {role} NOLOGIN;
GRANT USAGE ON SCHEMA fleet, shard_000 TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA shard_000 TO {role};
GRANT SELECT, UPDATE ON fleet.lease TO {role};
"""


@pytest.fixture
def catalogs(database: str) -> Iterator[tuple[FleetCatalog, FleetCatalog]]:
    """Two sites of one shard; this process has the leases of both."""
    role = "worker_of_" + database.rpartition("/")[2]
    owner = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with owner.begin() as connection:
        create_shard(connection, "shard_000")
        connection.exec_driver_sql(FENCE.format(role=role))
    owner.dispose()
    engine = create_engine(
        database.replace("postgresql:", "postgresql+psycopg:"),
        connect_args={"options": f"-c role={role}"},  # a superuser sees every row
    )
    yield FleetCatalog(engine, "one", 1, 0, token=7), FleetCatalog(engine, "other", 2, 0, token=7)
    engine.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {role}; DROP ROLE {role}"))
    owner.dispose()


Catalogs = tuple[FleetCatalog, FleetCatalog]


def test_each_site_has_numbers_and_rows_of_its_own(catalogs: Catalogs) -> None:
    one, other = catalogs
    for catalog, many in (one, 3), (other, 2):
        with writing(catalog) as rows:
            assert [row.id for row in rows.add_all([NOTE] * many)] == [*range(1, many + 1)]
    with writing(one) as rows:
        rows.remove(RunRow, id=3)
        assert rows.add(NOTE).id == 4  # a number once given is never given again
    for catalog, there in (one, [1, 2, 4]), (other, [1, 2]):
        with reading(catalog) as rows:
            assert [row.id for row in rows.where(RunRow, order=[RunRow.c.id])] == there
        with looking_into(catalog) as look:
            query = "SELECT id, command FROM run WHERE started = ? AND command LIKE 'crawl%' ORDER BY id"
            found = look.execute(query, (1,)).fetchall()
            assert [row["id"] for row in found] == there
            assert found[0]["command"] == "crawl" == found[0][1]
            later = look.execute("SELECT count(*) FROM run WHERE id > :id", {"id": 1})
            assert later.fetchone()[0] == len(there) - 1


def test_what_breaks_off_leaves_nothing(catalogs: Catalogs) -> None:
    one, _ = catalogs
    with pytest.raises(ZeroDivisionError), writing(one) as rows:
        assert rows.add(NOTE).id / 0
    with writing(one) as rows:
        assert rows.count(RunRow) == 0
        assert rows.add(NOTE).id == 1


def test_nothing_is_written_without_the_lease(catalogs: Catalogs) -> None:
    one, _ = catalogs
    for token in None, 6, 8:
        with pytest.raises(LeaseLost, match="another worker"), writing(replace(one, token=token)) as rows:
            rows.add(NOTE)
    with pytest.raises(StorageError, match="read-only"), reading(one) as rows:
        rows.add(NOTE)


def test_an_address_may_be_as_long_as_one_may_be(catalogs: Catalogs) -> None:
    one, _ = catalogs
    url = "https://example.org/" + "".join(f"{number * 7919:x}" for number in range(2000))[:7980]
    with writing(one) as rows:
        rows.add(ArticleRow(site="one", source_id=url, url=url, discovered=1))
    with reading(one) as rows:
        assert rows.one(ArticleRow, url=url) == rows.one(ArticleRow, site="one", source_id=url) is not None
