"""What a database says of disk, file and connection, as errors with the next step."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exc

from newsarchive.exceptions import LeaseLost, StorageError
from newsarchive.store.catalog.file import storage_error
from newsarchive.text import typed

if TYPE_CHECKING:
    from newsarchive.store.catalog.access import Catalog

FENCED = "NA001"
"""The SQLSTATE by which a fleet's database refuses a run whose lease is another's by now."""
_NO_TABLES = ("3F000", "42P01", "42703", "42883")  # a schema, table, column or function is missing
_ROOM = "the run stops here, make room for the database and run again"
REMEDIES = {
    "25006": (
        "it takes no writes, as a standby or one that is set to read only: name the one that does, or let"
        " this one, and run again"
    ),
    "53100": _ROOM,
    "53400": _ROOM,
    "53300": "let it take more connections (max_connections), or begin fewer runs side by side",
}
"""What is to be done about what a fleet's database says, by its SQLSTATE."""
_REMEDIES = {
    **REMEDIES,
    "42501": f"the role of this process may not do that, {typed('fleet upgrade')} grants what it needs",
    **dict.fromkeys(_NO_TABLES, f"{typed('fleet upgrade')} brings the database to this version"),
}


@contextmanager
def catalog_errors(catalog: "Catalog | str" = "the catalog") -> Iterator[None]:
    """Turn what a database says of disk and connection into StorageError; a row that breaks a rule is none.

    :raises LeaseLost: the catalog is another worker's by now
    """
    try:
        yield
    except (exc.IntegrityError, exc.DataError):
        raise
    except exc.DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            if is_mistake(error.orig):
                raise
            raise refused(catalog, error.orig) from error
        if isinstance(error, exc.ProgrammingError) or not isinstance(error, exc.DatabaseError):
            raise
        raise storage_error(str(catalog), error.orig) from error
    except (exc.PendingRollbackError, exc.ResourceClosedError) as error:  # after a connection has broken
        raise refused(catalog, error) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a message may quote damaged bytes
        raise storage_error(str(catalog), error) from error


def is_mistake(error: BaseException | None) -> bool:
    """Whether a fleet's database was asked for what makes no sense, which is a mistake in the program."""
    state = getattr(error, "sqlstate", None) or ""
    return state.startswith("42") and state not in _REMEDIES


def refused(catalog: object, error: BaseException | None) -> StorageError:
    """What a fleet's database says, or that it says nothing more.

    :param error: the driver's
    """
    state = getattr(error, "sqlstate", None) or ""
    if state == FENCED:
        return LeaseLost(
            f"{catalog}: another worker has its lease by now; nothing of this run was written after that, and"
            " the run that holds it goes on"
        )
    lines = str(error).strip().splitlines() or [type(error).__name__]
    remedy = _REMEDIES.get(state, "the run stops here, and the next one goes on once the database answers")
    return StorageError(f"{catalog}: {lines[0]}; {remedy}")
