"""A look at an archive's catalog, of whatever version that is."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.exceptions import EarlierCatalog
from newsarchive.store.catalog.access import Catalog, looking_into, reading
from newsarchive.store.durable import storage_errors

T = TypeVar("T")


def look(catalog: Catalog, see: Callable[[Connection], T]) -> T:
    """What is seen in a catalog, which is brought up to date first where it is of an earlier version.

    :param catalog: its file, or what stands for it
    :param see: is given the catalog as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, it is of a later version, or it cannot be read
    """
    try:
        return _seen(catalog, see)
    except EarlierCatalog:
        with reading(catalog):
            pass  # which has brought it up to date
        return _seen(catalog, see)


def _seen(catalog: Catalog, see: Callable[[Connection], T]) -> T:
    with storage_errors(), looking_into(catalog) as connection:
        return see(connection)
