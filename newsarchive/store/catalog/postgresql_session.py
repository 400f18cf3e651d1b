"""A site's catalog in a fleet's database through SQLAlchemy: how it is opened, and what begins a transaction.

As with SQLite, a statement that only reads stands for itself, so that a run that waits for its site holds
nothing open; the first one that writes begins a transaction. That transaction's first word is the fence.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event, exc

from newsarchive.exceptions import Unsure
from newsarchive.store.catalog.errors import catalog_errors, refused
from newsarchive.store.catalog.postgresql import SITE, TOKEN, FleetCatalog, shard_name
from newsarchive.store.catalog.rows import Rows

_OPENED = "newsarchive_opened"  # of a connection: the catalog that it is to, and what begins a transaction
_SITE = "newsarchive site"  # of a driver's connection: which site it was told
_TRANSACTION = "newsarchive transaction"  # of the same: the number of the one that was begun
_WRITES = "INSERT", "UPDATE", "DELETE"
_SETTINGS = (
    f"SELECT set_config('search_path', %s, false), set_config('{SITE}', %s, false),"
    f" set_config('{TOKEN}', '', false)"
)
_BEGIN = "BEGIN; SELECT fleet.fence({site:d}, {token:d})"
_BEGIN_TO_READ = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0"
)
PATIENCE = 120.0
"""Seconds to find out what came of a commit: longer than a transaction lasts whose client is gone."""


def open_catalog(catalog: FleetCatalog) -> Connection:
    """Open a catalog for writing, by the lease that this process holds of its site.

    :raises StorageError: the database cannot be reached
    """
    # Without a lease the fence lets nothing through.
    return connected(catalog, begins=_BEGIN.format(site=catalog.site_key, token=catalog.token or 0))


@contextmanager
def reading(catalog: FleetCatalog) -> Iterator[Rows]:
    """The rows as they are at one moment.

    :raises StorageError: the database cannot be reached
    """
    connection = connected(catalog)
    try:
        with catalog_errors(catalog):
            begin_to_read(connection)
            yield Rows(connection)
    finally:
        connection.close()


def connected(catalog: FleetCatalog, *, begins: str = "") -> Connection:
    """A connection that reads what it is asked for, each time as it is then.

    :param begins: what begins a transaction, where it may write
    :raises StorageError: the database cannot be reached
    """
    _listen(catalog.engine)
    with catalog_errors(catalog):
        connection = catalog.engine.connect()
        options = {"isolation_level": "AUTOCOMMIT", _OPENED: (catalog, begins)}
        try:
            connection = connection.execution_options(**options)
            _tell_site(connection, driver_of(connection), catalog)
        except BaseException:
            connection.close()
            raise
        return connection


def driver_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def begin_to_read(connection: Connection) -> None:
    """Begin a transaction that sees what there is now, however long it takes."""
    driver_of(connection).execute(_BEGIN_TO_READ)


def commit(connection: Connection) -> None:
    """Commit; where the connection breaks meanwhile, find out what came of it.

    :raises Unsure: the database cannot be asked any more
    :raises sqlalchemy.exc.DBAPIError: nothing was committed
    """
    catalog, _ = connection.get_execution_options()[_OPENED]
    number = connection.info.pop(_TRANSACTION, None)
    try:
        connection.commit()
    except exc.DBAPIError as error:
        if number is None or not error.connection_invalidated:
            raise
        connection.rollback()
        try:
            if not _is_committed(catalog, number):
                raise
        except Unsure:
            connection.close()  # nobody writes an account by it
            raise


def _is_committed(catalog: FleetCatalog, number: str) -> bool:
    """Whether a transaction came through, as soon as the database knows."""
    until, wait = time.monotonic() + PATIENCE, 0.05
    said: object = "nothing"
    while time.monotonic() < until:
        try:
            with catalog.engine.connect() as connection:
                asked = "SELECT pg_xact_status(%s::xid8)"
                state = connection.exec_driver_sql(asked, (str(number),)).scalar()
        except exc.DBAPIError as error:
            said = error.orig
        else:
            if state in {"committed", "aborted"}:
                return bool(state == "committed")
            said = f"the transaction is {state}"
        time.sleep(wait)
        wait = min(2 * wait, 5.0)
    raise Unsure(
        f"{catalog}: the connection broke at a commit, and nobody can say what came of it: {said};"
        " the run stops here without an account, and the next one goes on with what is there"
    )


def _listen(engine: Engine) -> None:
    if not event.contains(engine, "before_cursor_execute", _before_statement):
        event.listen(engine, "before_cursor_execute", _before_statement)


def _before_statement(
    connection: Connection,
    cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _many: bool,  # noqa: FBT001
) -> None:
    """Begin a transaction with the fence before the first statement that writes.

    SQLAlchemy may have connected anew by itself: then the site has to be told anew.
    """
    if (opened := connection.get_execution_options().get(_OPENED)) is None:
        return
    driver = cursor.connection
    if driver.info.transaction_status != TransactionStatus.IDLE:
        return
    catalog, begins = opened
    if connection.info.get(_SITE) is not catalog:
        _tell_site(connection, driver, catalog)
    if begins and statement.startswith(_WRITES):
        try:
            begun = driver.execute(begins)
            while begun.nextset():
                pass
            connection.info[_TRANSACTION] = begun.fetchone()[0]
        except psycopg.Error as error:
            raise refused(catalog, error) from error


def _tell_site(connection: Connection, driver: Any, catalog: FleetCatalog) -> None:
    try:
        driver.execute(_SETTINGS, (shard_name(catalog.shard), str(catalog.site_key)))
    except psycopg.Error as error:
        raise refused(catalog, error) from error
    connection.info[_SITE] = catalog
