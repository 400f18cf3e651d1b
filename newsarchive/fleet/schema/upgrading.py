"""A fleet's database is made, or brought to this version, schema by schema."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from newsarchive.exceptions import ArchiveBusy, ArgumentError, StorageError
from newsarchive.fleet.roles import grant, grant_looking, make_roles
from newsarchive.fleet.schema import COMMON, SHARD
from newsarchive.fleet.schema.queue import SCHEMA as QUEUE
from newsarchive.fleet.schema.queue import bring_up_queue
from newsarchive.store.catalog.postgresql import create_shard, shard_name
from newsarchive.text import typed

_HERE = Path(__file__).parent
STEPS = {"common": _HERE / "common", "shards": _HERE / "shards"}
"""Where the steps are: of what all sites share, and of each shard."""
_ONE_AT_A_TIME = 6_733_190_814  # the advisory lock of whoever changes the schema
_AT_WORK = (
    "SELECT name FROM fleet.lease JOIN fleet.site ON key = site_key WHERE until > clock_timestamp()"
    " ORDER BY name"
)
_THERE = "SELECT to_regclass('fleet.version') IS NOT NULL"


def make(engine: Engine, shards: int, *, told: Callable[[str], None] = lambda _: None) -> None:
    """Make a fleet of a database; what is there already stays, and comes to this version.

    Ended at any moment, the next call goes on with it: each schema is brought up in one transaction.

    :param engine: connects as who is to own it all, and may make roles or finds them made
    :param shards: how many there are to be at least
    :param told: is told what has been made, a line each
    :raises ArgumentError: its encoding is not UTF-8
    :raises sqlalchemy.exc.DBAPIError: the database refuses
    """
    with _alone(engine) as connection:
        with connection.begin():
            _check_encoding(connection)
            make_roles(connection)
            told("roles")
        _bring_up(connection, shards, told)


def _check_encoding(connection: Connection) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise ArgumentError(
            f"the database's encoding is {encoding}, which has no room for all that is written in the news;"
            " make one of UTF-8: createdb --template template0 --encoding UTF8 …"
        )


def upgrade(engine: Engine, *, told: Callable[[str], None] = lambda _: None) -> None:
    """Bring a fleet's database to this version.

    :raises ArgumentError: it is no fleet's yet
    :raises StorageError: a later newsarchive made it
    """
    with _alone(engine) as connection:
        with connection.begin():
            if not connection.exec_driver_sql(_THERE).scalar_one():
                raise ArgumentError(f"the database is no fleet's yet; {typed('fleet init')} makes it one")
        _bring_up(connection, 0, told)


def _bring_up(connection: Connection, shards: int, told: Callable[[str], None]) -> None:
    with connection.begin():
        _check_nobody_is_at_work(connection)
    with connection.begin():
        connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS fleet")
        _migrate(connection, "common", "fleet", COMMON)
        grant(connection, "fleet", kept="fleet.version, fleet.shard, fleet.note")
        grant_looking(connection)
    with connection.begin():
        bring_up_queue(connection)
        grant(connection, QUEUE)
    told("what all sites share, and the queue")
    with connection.begin():
        numbers = set(connection.exec_driver_sql("SELECT number FROM fleet.shard").scalars())
    for number in sorted(numbers | set(range(shards))):
        with connection.begin():
            _bring_up_shard(connection, number, shard_name(number))
        told(shard_name(number))


def _check_nobody_is_at_work(connection: Connection) -> None:
    """A table that changes under somebody's statements would end his run.

    :raises ArchiveBusy: somebody has a site, and there is something to change
    """
    if not connection.exec_driver_sql(_THERE).scalar_one():
        return
    common = connection.exec_driver_sql("SELECT version_num FROM fleet.version").scalar()
    others = connection.execute(
        text("SELECT count(*) FROM fleet.shard WHERE version <> :version"), {"version": SHARD}
    )
    if (common, others.scalar_one()) == (COMMON, 0):
        return
    busy = connection.exec_driver_sql(_AT_WORK).scalars().all()
    if busy:
        names = ", ".join(busy[:3]) + (f" and {len(busy) - 3:,} more" if len(busy) > 3 else "")
        raise ArchiveBusy(
            f"there is something to bring up to date, and somebody is at work on {names}: stop the workers"
            f" first ({typed('fleet drain WORKER')})"
        )


def _bring_up_shard(connection: Connection, number: int, schema: str) -> None:
    """A new shard is made as this version has it; one that is there goes the steps to it."""
    config = _config(connection, "shards", schema)
    has = connection.execute(
        text("SELECT version FROM fleet.shard WHERE number = :number"), {"number": number}
    ).scalar()
    if has is None:
        create_shard(connection, schema)
        command.stamp(config, "head")
    else:
        _migrate(connection, "shards", schema, SHARD)
    grant(connection, schema, kept=f"{schema}.version")
    connection.execute(
        text(
            "INSERT INTO fleet.shard (number, version) VALUES (:number, :version)"
            " ON CONFLICT (number) DO UPDATE SET version = excluded.version"
        ),
        {"number": number, "version": SHARD},
    )


def _migrate(connection: Connection, steps: str, schema: str, version: str) -> None:
    noted = f"{schema}.version"
    has = None
    if connection.execute(text("SELECT to_regclass(:name)"), {"name": noted}).scalar() is not None:
        has = connection.exec_driver_sql(f"SELECT version_num FROM {noted}").scalar()  # noqa: S608  ours
    if has is not None and has > version:
        raise StorageError(
            f"{schema} is of version {has}, this newsarchive knows {version}; install the newsarchive that"
            " made it, or a newer one"
        )
    command.upgrade(_config(connection, steps, schema), "head")


def configuration(steps: str) -> Config:
    """How Alembic finds some steps.

    :param steps: a name in ``STEPS``
    """
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("version_locations", str(STEPS[steps]))
    config.set_main_option("path_separator", "newline")
    return config


def _config(connection: Connection, steps: str, schema: str) -> Config:
    config = configuration(steps)
    config.attributes.update(connection=connection, schema=schema)
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection while nobody else changes the schema; whoever does is waited for."""
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _ONE_AT_A_TIME})
        connection.commit()
        try:
            yield connection
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ONE_AT_A_TIME})
            connection.commit()
