"""Whether what a connection is told stays with it, as it does not behind a pooler of transactions."""

import secrets

from sqlalchemy import Engine

from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.address import DatabaseAddress

_TIMES = 3  # since others who come through the pooler may hide it
_IS_IT = "SELECT pg_backend_pid()"
_TELL = "SELECT set_config('newsarchive.told', %s, false)"
_ASK = "SELECT current_setting('newsarchive.told', true)"


def check_sessions(engine: Engine, address: DatabaseAddress) -> None:
    """Make sure that a connection is one to the database itself, or to a pooler that keeps sessions apart.

    A role and a site are told to a connection once. One that had those of somebody else would read, of all
    sites, that one's.

    :raises ArgumentError: a pooler gives each transaction whatever connection it has
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        if connection.exec_driver_sql(_IS_IT).scalar() == driver.info.backend_pid:
            return  # nobody is between
    with engine.connect() as one, engine.connect() as other:
        for _ in range(_TIMES):
            told = secrets.token_hex(8)
            one.exec_driver_sql(_TELL, (told,))
            one.commit()
            seen = [
                each.exec_driver_sql(_ASK).scalar() for each in (other, one)
            ]  # both transactions are open
            one.rollback()
            other.rollback()
            if seen[0] == told or seen[1] != told:
                raise ArgumentError(
                    f"{address.shown}: is a pooler that gives each transaction another connection, and a"
                    " worker needs one that is its own; have it keep sessions (PgBouncer: pool_mode=session),"
                    " or give the address of PostgreSQL itself"
                )
