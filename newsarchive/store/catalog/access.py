"""Where a catalog is kept, known here alone: in a file of SQLite's, or in a fleet's database.

Each function does the same with either; what is one database's own is in modules of its own, which are
imported when they are needed: those who only look at a file need neither SQLAlchemy nor a driver.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as Looked
from typing import TYPE_CHECKING, Union

from newsarchive.sites import catalog_file
from newsarchive.store.catalog import file
from newsarchive.store.keepers import keeper_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from newsarchive.store.catalog.postgresql import FleetCatalog
    from newsarchive.store.catalog.rows import Rows

Catalog = Union[Path, "FleetCatalog"]
"""A catalog's file, or what stands for a catalog in a fleet's database."""


def catalog_of(folder: Path) -> Catalog:
    """The catalog of the archive in ``folder``."""
    keeper = keeper_of(folder)
    return keeper.catalog(folder) if keeper else catalog_file(folder)


@contextmanager
def looking_into(catalog: Catalog) -> Iterator[Looked]:
    """The catalog as it is at one moment, whatever a run does to it meanwhile; rows by column name.

    What it is asked is SQL that both databases understand, with ``?`` or ``:name`` for values.

    :raises EarlierCatalog: it is of an earlier version
    :raises StorageError: there is no catalog, it is of a later version, or it cannot be read
    """
    if isinstance(catalog, Path):
        with file.looking_into(catalog) as connection:
            yield connection
    else:
        from newsarchive.store.catalog import postgresql_look  # noqa: PLC0415  see above

        with postgresql_look.looking_into(catalog) as look:
            yield look


def open_catalog(catalog: Catalog) -> "Connection":
    """Open the catalog for writing; make it, or bring it to this version, where needed.

    One connection, used by one thread at a time. The caller holds the archive's lock.

    :raises StorageError: it is of a newer version, no catalog, damaged, or the disk refuses; it is as it was
    """
    if isinstance(catalog, Path):
        from newsarchive.store.catalog import sqlite  # noqa: PLC0415

        return sqlite.open_catalog(catalog)
    from newsarchive.store.catalog import postgresql_session  # noqa: PLC0415

    return postgresql_session.open_catalog(catalog)


def commit(connection: "Connection") -> None:
    """Commit what was written; where a connection breaks meanwhile, find out what came of it.

    :raises Unsure: nobody can say
    """
    if connection.dialect.name == "sqlite":
        connection.commit()
        return
    from newsarchive.store.catalog import postgresql_session  # noqa: PLC0415

    postgresql_session.commit(connection)


@contextmanager
def writing(catalog: Catalog) -> Iterator["Rows"]:
    """The rows, to be changed in one transaction. The caller holds the archive's lock."""
    from newsarchive.store.catalog.errors import catalog_errors  # noqa: PLC0415
    from newsarchive.store.catalog.rows import Rows  # noqa: PLC0415

    connection = open_catalog(catalog)
    try:
        with catalog_errors(catalog):
            yield Rows(connection)
            commit(connection)
    finally:
        connection.rollback()
        connection.close()


@contextmanager
def reading(catalog: Catalog, *, earlier_too: bool = False, locked: bool = False) -> Iterator["Rows"]:
    """The rows as they are at one moment, whatever a run does to them meanwhile.

    A catalog of an earlier version is brought up to date first, under the archive's lock.

    :param earlier_too: an earlier version will do, as it is
    :param locked: the caller holds the lock
    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, it is of a newer version, or it cannot be read
    """
    if isinstance(catalog, Path):
        from newsarchive.store.catalog import sqlite  # noqa: PLC0415

        with sqlite.reading(catalog, earlier_too=earlier_too, locked=locked) as rows:
            yield rows
    else:
        from newsarchive.store.catalog import postgresql_session  # noqa: PLC0415

        with postgresql_session.reading(catalog) as rows:
            yield rows


def scrub(connection: "Connection") -> bool:
    """Leave nothing of deleted rows where the catalog is, as far as that can be had.

    :returns: False where somebody else is reading it, so that it cannot be done yet
    """
    from newsarchive.store.catalog import sqlite  # noqa: PLC0415

    return connection.dialect.name != "sqlite" or sqlite.scrub(connection)
