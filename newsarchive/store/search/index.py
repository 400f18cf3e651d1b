"""An archive's ``search.sqlite`` to look into, and how it is brought up to date with its catalog."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from newsarchive.store.search.both import Busy, both, mark_of, set_mark, writing
from newsarchive.store.search.cards import bring_cards, has_merged
from newsarchive.store.search.documents import bring_piece, can_search

_NEWEST = "SELECT coalesce(max(id), 0) FROM catalog.revision"


@contextmanager
def searching(folder: Path, *, words_within: float = 0) -> Iterator[sqlite3.Connection]:
    """The file's tables as ``main`` and the catalog's as ``catalog``, both as they are at one moment.

    The cards are brought up to date first, unless somebody else is at that. Rows are read by column name;
    nothing may be written.

    :param folder: the archive's own
    :param words_within: the seconds that may be spent on bringing the words up to date, too
    :raises ArchiveBusy: the catalog is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, or either file cannot be read or made
    """
    with both(folder) as connection:
        _bring(connection, words_within)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield connection


def bring_up_to_date(folder: Path, *, within: float) -> int:
    """Bring an archive's cards up to date, and its words as far as the time goes.

    :param folder: the archive's own
    :param within: seconds; the next call goes on where this one ended
    :returns: how many revisions cannot be searched yet
    :raises ArchiveBusy: the catalog is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, or either file cannot be read or written
    """
    with both(folder) as connection:
        _bring(connection, within)
        return behind(connection)


def behind(connection: sqlite3.Connection) -> int:
    """How many revisions cannot be searched yet.

    :param connection: as :func:`searching` gives it
    """
    query = "SELECT count(*) FROM catalog.revision WHERE id > ?"
    return int(connection.execute(query, (mark_of(connection, "words"),)).fetchone()[0])


def _bring(connection: sqlite3.Connection, within: float) -> None:
    until = monotonic() + within
    with suppress(Busy):  # who is at it brings it up to date
        newest = connection.execute(_NEWEST).fetchone()[0]
        if mark_of(connection, "cards") < newest or has_merged(connection):
            with writing(connection):
                newest = connection.execute(_NEWEST).fetchone()[0]
                bring_cards(connection, mark_of(connection, "cards"))
                set_mark(connection, "cards", newest)
        while mark_of(connection, "words") < newest and monotonic() < until and can_search(connection):
            with writing(connection):
                set_mark(connection, "words", bring_piece(connection, mark_of(connection, "words")))
