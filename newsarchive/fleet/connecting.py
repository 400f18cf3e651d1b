"""Connections to a fleet's database, as every use of it needs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event, exc

from newsarchive.exceptions import ArgumentError, LeaseLost, StorageError
from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.roles import WORKER
from newsarchive.text import typed

FENCED = "NA001"
"""The SQLSTATE with which the database refuses what comes from behind the fence."""
# A machine that is gone, or a cable that is cut, is noticed after half a minute, and not after two hours.
_PATIENCE = {
    "connect_timeout": 10, "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5,
    "keepalives_count": 4, "tcp_user_timeout": 30_000,
}  # fmt: skip
_MISSING = {"3F000", "42P01", "22023"}  # of a schema, of a table, of a role: SQLSTATE


def engine_of(address: DatabaseAddress, *, name: str, idle: float, role: str = WORKER) -> Engine:
    """A pool of connections. None is made yet.

    :param name: which PostgreSQL shows of them
    :param idle: seconds after which a transaction is ended whose client says nothing more, such as a process
        that was stopped; a lease has to be longer
    :param role: as which they work; empty for that of whoever logs in
    """
    asked = psycopg.conninfo.conninfo_to_dict(address.conninfo)
    settings: dict[str, Any] = {**_PATIENCE, **asked, "application_name": asked.get("application_name", name)}

    def connect() -> psycopg.Connection[Any]:
        return psycopg.connect(**settings)

    # Any number of sites may be at work side by side, each of them with a connection of its own.
    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=4, max_overflow=-1, pool_pre_ping=True,
        use_native_hstore=False,
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def begin(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            if role:
                cursor.execute(f"SET ROLE {role}")
            cursor.execute(f"SET idle_in_transaction_session_timeout = {round(idle * 1000)}")
        connection.commit()

    return engine


@contextmanager
def database_errors(address: DatabaseAddress) -> Iterator[None]:
    """Turn what the database says into an error of ours, without a password in it.

    :raises LeaseLost: it came from behind the fence
    :raises ArgumentError: the database is no fleet's, or whoever logs in may not work on it
    :raises StorageError: it cannot be reached, or refuses
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise error_of(error.orig, address) from error
    except psycopg.Error as error:
        raise error_of(error, address) from error


def error_of(
    error: BaseException | None, address: DatabaseAddress
) -> LeaseLost | ArgumentError | StorageError:
    """What the database says as an error with the next step."""
    state = getattr(error, "sqlstate", None) or ""
    said = address.hide(error).strip().splitlines()
    words = f"{address.shown}: {said[0] if said else type(error).__name__}"
    if state == FENCED:
        return LeaseLost(f"{words}; another worker has the site, and goes on with it")
    if state in _MISSING:
        return ArgumentError(f"{words}; {typed('fleet init')} makes a fleet of the database")
    if state == "42501":  # a privilege that is missing
        return ArgumentError(f"{words}; who made the fleet grants it: GRANT {WORKER} TO …")
    return StorageError(f"{words}; the run stops here, and the next one goes on")
