"""A site's catalog in a fleet's database through SQLAlchemy: how it is opened, and what begins a transaction.

As with SQLite, a statement that only reads stands for itself, so that a run that waits for its site holds
nothing open; the first one that writes begins a transaction. That transaction's first word is the fence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event

from newsarchive.store.catalog.errors import catalog_errors, refused
from newsarchive.store.catalog.postgresql import SITE, TOKEN, FleetCatalog, shard_name
from newsarchive.store.catalog.rows import Rows

_BEGINS = "newsarchive begins with"  # the key of a connection's note
_WRITES = "INSERT", "UPDATE", "DELETE"
_SETTINGS = (
    f"SELECT set_config('search_path', %s, false), set_config('{SITE}', %s, false),"
    f" set_config('{TOKEN}', '', false)"
)


def open_catalog(catalog: FleetCatalog) -> Connection:
    """Open a catalog for writing, by the lease that this process holds of its site.

    :raises StorageError: the database cannot be reached
    """
    connection = connected(catalog)
    token = catalog.token or 0  # without a lease the fence lets nothing through
    connection.info[_BEGINS] = catalog, f"BEGIN; SELECT fleet.fence({catalog.site_key:d}, {token:d})"
    return connection


@contextmanager
def reading(catalog: FleetCatalog) -> Iterator[Rows]:
    """The rows as they are at one moment.

    :raises StorageError: the database cannot be reached
    """
    connection = connected(catalog)
    try:
        with catalog_errors(catalog):
            begin_to_read(driver_of(connection))
            yield Rows(connection)
    finally:
        connection.close()


def connected(catalog: FleetCatalog) -> Connection:
    """A connection that reads what it is asked for, each time as it is then.

    :raises StorageError: the database cannot be reached
    """
    _listen(catalog.engine)
    with catalog_errors(catalog):
        connection = catalog.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.info.pop(_BEGINS, None)
        try:
            place = shard_name(catalog.shard), str(catalog.site_key)
            driver_of(connection).execute(_SETTINGS, place)
        except psycopg.Error as error:
            connection.close()
            raise refused(catalog, error) from error
        return connection


def driver_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def begin_to_read(driver: Any) -> None:
    """Begin a transaction that sees what there is now, however long it takes."""
    driver.execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0"
    )


def _listen(engine: Engine) -> None:
    if not event.contains(engine, "before_cursor_execute", _begin_to_write):
        event.listen(engine, "before_cursor_execute", _begin_to_write)


def _begin_to_write(
    connection: Connection,
    cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _many: bool,  # noqa: FBT001
) -> None:
    driver = cursor.connection
    is_first = statement.startswith(_WRITES) and driver.info.transaction_status == TransactionStatus.IDLE
    if is_first and (begins := connection.info.get(_BEGINS)):
        catalog, first = begins
        try:
            driver.execute(first)
        except psycopg.Error as error:
            raise refused(catalog, error) from error
