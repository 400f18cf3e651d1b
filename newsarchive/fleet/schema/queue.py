"""The queue's own tables, which procrastinate brings, in a schema of their own."""

from importlib.metadata import version
from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from newsarchive.exceptions import StorageError

SCHEMA = "procrastinate"
"""The schema that has them: they are named without it, so that `search_path` has to."""
_NOTED = "SELECT value FROM fleet.note WHERE name = 'procrastinate'"
_NOTE = text(
    "INSERT INTO fleet.note VALUES ('procrastinate', :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def bring_up_queue(connection: Connection) -> None:
    """Make the tables, or bring them to the version of procrastinate that is installed.

    :raises StorageError: they are of a later one
    """
    here = _numbered(version("procrastinate"))
    noted = connection.exec_driver_sql(_NOTED).scalar()
    if noted is not None and _numbered(noted) > here:
        raise StorageError(
            f"the queue's tables are of procrastinate {noted}, here is {version('procrastinate')}:"
            " install that or a later one"
        )
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.exec_driver_sql(f"SET LOCAL search_path = {SCHEMA}")
    for statements in _steps(_numbered(noted), here) if noted else [SchemaManager.get_schema()]:
        _run(connection, statements)
    connection.execute(_NOTE, {"value": version("procrastinate")})


def _steps(after: tuple[int, ...], to: tuple[int, ...]) -> list[str]:
    """What procrastinate's migrations say between two versions; their names begin with theirs."""
    found = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return [
        one.read_text(encoding="utf-8") for one in found if after < _numbered(one.name.split("_")[0]) <= to
    ]


def _run(connection: Connection, statements: str) -> None:
    """Several statements in one go, whatever stands in them."""
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        cursor.execute(statements)


def _numbered(said: str) -> tuple[int, ...]:
    return tuple(int(part) for part in said.split(".")[:3] if part.isdigit())
