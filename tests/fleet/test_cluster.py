"""The tests' own PostgreSQL is real, and comes back after a crash."""

import signal

import psycopg

from tests.fleet.cluster import running_cluster


def test_a_database_is_new_and_empty(database: str) -> None:
    with psycopg.connect(database) as connection:
        version, tables = connection.execute(
            "SELECT version(), (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')"
        ).fetchone() or ("", -1)
    assert version.startswith("PostgreSQL")
    assert tables == 0


def test_what_was_committed_is_there_after_a_crash() -> None:
    with running_cluster() as cluster:
        cluster.execute("CREATE TABLE kept AS SELECT 1 AS value")
        cluster.restart(signal.SIGQUIT)
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT value FROM kept").fetchone() == (1,)
