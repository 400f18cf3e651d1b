"""More connections than the database has, which workers may come to want, are told with numbers."""

import psycopg
import pytest

from newsarchive.fleet.connection_limits import Limits, too_many
from tests.fleet.typed import Type, told


@pytest.mark.parametrize(
    ("workers", "said"),
    [
        ((), ""),
        ((32, 32), ""),
        ((92,), ""),
        (
            (93,),
            "1 worker may come to want 98 (93 sites side by side, and 5 each), and the database has 97 for"
            " them (100, less 3 reserved): set its max_connections to 110, or give workers fewer --sites",
        ),
        (
            (32, 32, 32),
            "3 workers may come to want 111 (96 sites side by side, and 5 each), and the database has 97 for"
            " them (100, less 3 reserved): set its max_connections to 120, or give workers fewer --sites",
        ),
    ],
)
def test_more_connections_than_there_are_is_told(workers: tuple[int, ...], said: str) -> None:
    assert too_many(workers, Limits(100, 3)) == said


def test_status_tells_of_workers_for_which_there_are_too_few_connections(
    typing: Type, fleet_database: str
) -> None:
    def said() -> str:
        return " ".join(told(typing("fleet", "status")).split())

    with psycopg.connect(fleet_database, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO fleet.worker (name, host, pid, sites, version, seen) VALUES"
            " ('a', 'a', 1, 60, '1', clock_timestamp()),"
            " ('b', 'b', 2, 60, '1', clock_timestamp() - interval '1 hour')"
        )
        assert "may come to want" not in said(), "who is silent has no connections"
        connection.execute("UPDATE fleet.worker SET seen = clock_timestamp()")
        assert "connections 2 workers may come to want 130" in said()
