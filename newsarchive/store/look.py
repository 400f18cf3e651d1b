"""A look at an archive's catalog, of whatever version that is."""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.exceptions import EarlierCatalog
from newsarchive.store.catalog.file import looking_into
from newsarchive.store.durable import storage_errors

T = TypeVar("T")


def look(catalog: Path, see: Callable[[Connection], T]) -> T:
    """What is seen in a catalog, which is brought up to date first where it is of an earlier version.

    :param catalog: its file
    :param see: is given the catalog as :func:`newsarchive.store.catalog.file.looking_into` gives it
    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, it is of a later version, or it cannot be read
    """
    try:
        return _seen(catalog, see)
    except EarlierCatalog:
        from newsarchive.store.catalog.sqlite import reading  # noqa: PLC0415  seldom needed, and SQLAlchemy with it

        with reading(catalog):
            pass  # which has brought it up to date
        return _seen(catalog, see)


def _seen(catalog: Path, see: Callable[[Connection], T]) -> T:
    with storage_errors(), looking_into(catalog) as connection:
        return see(connection)
