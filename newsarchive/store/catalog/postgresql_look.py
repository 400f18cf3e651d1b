"""A look into a site's catalog in a fleet's database, asked as SQLite's own connection is.

What is asked is SQL that both understand. SQLite's marks for values are written anew here, and its rows,
whose values are found by place and by name, are imitated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from sqlite3 import Connection as Looked
from typing import Any, cast

import psycopg

from newsarchive.store.catalog.errors import is_mistake, refused
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.catalog.postgresql_session import begin_to_read, connected, driver_of

# A text, or a mark; neither a cast nor a colon of anything else.
_MARK = re.compile(r"'(?:[^']|'')*'|\?|(?<!:):([a-z_]\w*)|%")


@contextmanager
def looking_into(catalog: FleetCatalog) -> Iterator[Looked]:
    """The catalog as it is at one moment, whatever a run does to it meanwhile.

    :raises StorageError: the database cannot be reached, or refuses
    """
    connection = connected(catalog)
    try:
        begin_to_read(connection)
        yield cast("Looked", _Look(driver_of(connection)))  # as far as anybody asks it
    except psycopg.Error as error:
        if is_mistake(error):
            raise
        raise refused(catalog, error) from error
    finally:
        connection.close()


class _Look:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def execute(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """A cursor with what was asked for."""
        return _cursor(self._driver).execute(_for_driver(statement), values)


def _cursor(driver: Any) -> Any:
    return driver.cursor(row_factory=_row_factory)


@cache
def _for_driver(statement: str) -> str:
    return _MARK.sub(_mark_for_driver, statement)


def _mark_for_driver(found: re.Match[str]) -> str:
    if found[1]:
        return f"%({found[1]})s"
    return "%s" if found[0] == "?" else found[0].replace("%", "%%")


def _row_factory(cursor: Any) -> Any:
    return _row_of(tuple(column.name for column in cursor.description or ()))


@cache
def _row_of(names: tuple[str, ...]) -> type[tuple[Any, ...]]:
    """A kind of rows with these columns."""
    places = {name: place for place, name in reversed(list(enumerate(names)))}

    class Row(tuple[Any, ...]):
        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:
            return tuple.__getitem__(self, places[key] if isinstance(key, str) else key)

        def keys(self) -> list[str]:
            return list(names)

    return Row
