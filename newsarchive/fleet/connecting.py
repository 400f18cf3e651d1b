"""Connections to a fleet's database, as every use of it needs them."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event, exc

from newsarchive.exceptions import ArgumentError, LeaseLost, NotLetIn, StorageError
from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.barriers import barrier_of
from newsarchive.fleet.roles import READER, WORKER
from newsarchive.store.catalog.errors import FENCED, REMEDIES
from newsarchive.text import one_line, typed

# By these a machine that is gone, or a cable that is cut, is noticed after seconds, not after two hours.
_PATIENCE = {
    "connect_timeout": 10, "keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 5,
    "keepalives_count": 3, "tcp_user_timeout": 15_000,
}  # fmt: skip
_ITS_PATIENCE = (
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
    " SET tcp_user_timeout = 15000"
)
TO_WORK = f"SET ROLE {WORKER}; {_ITS_PATIENCE}"
"""What every connection of a worker begins with, besides those of :func:`engine_of`."""
_MISSING = {"3F000", "42P01", "42883", "22023"}  # SQLSTATEs of a schema, a table, a function, a role
_FORBIDDEN = "42501"
_NO_ADDRESS = re.compile("connection is bad: (?:invalid |definition of service )")
_ONCE_IT_ANSWERS = "try again once it answers"


def parameters_of(address: DatabaseAddress, name: str) -> dict[str, Any]:
    """The parameters of a connection, as libpq has them; what the address says goes before ours.

    :param name: which PostgreSQL shows of it
    :raises ArgumentError: libpq does not understand the address
    """
    try:
        asked = psycopg.conninfo.conninfo_to_dict(address.conninfo)
    except (psycopg.Error, UnicodeDecodeError) as error:  # what % stands for are bytes of UTF-8
        raise ArgumentError(
            f"{address.shown}: is not understood: {one_line(address.hide(error))}; in an"
            " address a % that stands for itself is written %25, @ is %40, / is %2F, : is %3A, a space is %20"
        ) from None
    return {**_PATIENCE, "client_encoding": "utf8", "application_name": name, **asked}


def engine_of(address: DatabaseAddress, *, name: str, role: str = WORKER) -> Engine:
    """A pool of connections. None is made yet.

    A connection keeps nothing of a site: a transaction says by the fence whose rows it is about, so that one
    that was cut and made anew sees nothing.

    :param name: which PostgreSQL shows of them
    :param role: as which they work, or look where whoever logs in may not work; empty for that of whoever
        logs in, who looks after the schema
    :raises ArgumentError: libpq does not understand the address
    """
    parameters = parameters_of(address, name)

    def connect() -> psycopg.Connection[Any]:
        return psycopg.connect(**parameters)

    # Any number of sites may be at work side by side, each of them with a connection of its own. As many as
    # a worker has as a rule are kept: one made anew for each run costs the server half as much as the run.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # what was cut off, told as a traceback
    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=32, max_overflow=-1, pool_pre_ping=True,
        use_native_hstore=False,
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def begin(connection: Any, _record: object) -> None:
        if role:
            _take_role(connection, role)
        connection.execute(_ITS_PATIENCE)
        connection.commit()

    return engine


def _take_role(connection: Any, role: str) -> None:
    try:
        connection.execute(f"SET ROLE {role}")
    except psycopg.errors.InsufficientPrivilege as error:
        connection.rollback()
        try:
            connection.execute(f"SET ROLE {READER}")
        except psycopg.Error:
            raise error from None  # which says what most want
    connection.commit()


WHO_WORKS = (
    f"the fleet's owner lets a login work on it by GRANT {WORKER} TO …, and look at it by GRANT {READER} TO …"
)
"""What is to be done where whoever logs in may not work on a fleet."""


@contextmanager
def database_errors(address: DatabaseAddress, *, forbidden: str = WHO_WORKS) -> Iterator[None]:
    """Turn what the database says into an error of ours, without a password in it.

    :param forbidden: what is to be done where whoever logs in may not do that
    :raises LeaseLost: it came from behind the fence
    :raises ArgumentError: the database is no fleet's, or whoever logs in may not do that on it
    :raises NotLetIn: it lets nobody in who comes like this
    :raises StorageError: it cannot be reached, or refuses
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise error_of(error.orig, address, forbidden) from error
    except (psycopg.Error, exc.PendingRollbackError) as error:
        raise error_of(error, address, forbidden) from error


def error_of(
    error: BaseException | None, address: DatabaseAddress, forbidden: str = WHO_WORKS
) -> LeaseLost | ArgumentError | StorageError:
    """What the database says as an error with the next step."""
    state = getattr(error, "sqlstate", None) or ""
    said, barrier = barrier_of(address.hide(error))
    words = f"{address.shown}: {said or type(error).__name__}"
    if state == FENCED:
        return LeaseLost(f"{words}; another worker has the site, and goes on with it")
    if state in _MISSING:
        return ArgumentError(f"{words}; {typed('fleet init')} makes a fleet of the database")
    if state == _FORBIDDEN:
        return ArgumentError(f"{words}; {forbidden}")
    if _NO_ADDRESS.search(words):
        return ArgumentError(f"{words}; put it right in the address")
    kind = NotLetIn if barrier and barrier.lasts else StorageError
    return kind(f"{words}; {REMEDIES.get(state) or (barrier.step if barrier else _ONCE_IT_ANSWERS)}")
