"""Look into a catalog without taking the archive's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import catalog_errors, read_catalog


@contextmanager
def reading(catalog: Path) -> Iterator[Rows]:
    """The rows as they are at one moment, whatever a run does to them meanwhile.

    :raises StorageError: there is no catalog, it is of another version, or it cannot be read
    """
    connection = read_catalog(catalog)
    try:
        with catalog_errors(catalog):
            connection.execute(text("BEGIN"))
            yield Rows(connection)
    finally:
        connection.close()
        connection.engine.dispose()
