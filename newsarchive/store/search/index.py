"""An archive's ``search.sqlite`` to look into, and how it is brought up to date with its catalog."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.catalog.file import is_unwritable
from newsarchive.store.search.both import Busy, both, last_run, mark_of, set_mark, writing
from newsarchive.store.search.cards import bring_cards, has_merged
from newsarchive.store.search.documents import bring_piece, can_search
from newsarchive.store.search.file import discard, path_of, put_aside

if TYPE_CHECKING:
    from newsarchive.store.catalog.postgresql import FleetCatalog

_AT_THE_END = 10.0  # seconds of a run
_HOURS = 10 * 3600.0
_WAIT = 1.0  # seconds that a run waits for somebody else who is writing the file
logger = logging.getLogger(__name__)
_NEWEST = "SELECT coalesce(max(id), 0) FROM catalog.revision"


@contextmanager
def searching(folder: Path, *, words_within: float = 0) -> Iterator[sqlite3.Connection]:
    """The file's tables as ``main`` and the catalog's as ``catalog``, both as they are at one moment.

    The cards are brought up to date first, unless somebody else is at that. Where the disk is full or
    read-only, that is done in a temporary folder. Rows are read by column name; nothing may be written.

    :param folder: the archive's own
    :param words_within: the seconds that may be spent on bringing the words up to date, too, and on
        waiting for somebody else who is at that
    :raises ArchiveBusy: the catalog is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, or either file cannot be read or made
    """
    path = path_of(folder)
    with ExitStack() as until_then:
        connection = until_then.enter_context(both(folder))
        try:
            _bring(connection, words_within, wait=words_within)
        except sqlite3.OperationalError as error:
            if not (is_unwritable(error) and put_aside(folder, path)):
                raise
            connection = until_then.enter_context(both(folder))
            _bring(connection, words_within, wait=words_within)
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
        _bring(connection, within, wait=_WAIT)
        return behind(connection)


def renew(folder: Path) -> None:
    """Throw an archive's file away and make it anew, however long that takes.

    :param folder: the archive's own
    """
    with suppress(OSError):  # then it is found out that it is of another catalog
        discard(folder)
    keep_current(folder, within=_HOURS)


def keep_current(folder: Path, *, within: float = _AT_THE_END) -> None:
    """Bring an archive's file up to date at the end of a run, which no trouble with it may spoil.

    What takes longer, as the first time in a large archive, the next run or search goes on with.

    :param folder: the archive's own
    :param within: seconds
    """
    catalog = catalog_of(folder)
    if not isinstance(catalog, Path):
        _keep_fleet_current(catalog, within)
        return
    try:
        bring_up_to_date(folder, within=within)
    except (ArchiveBusy, StorageError) as error:  # of which the file is none the worse
        logger.warning("a search makes it current: %s", error)
    except Exception as error:  # noqa: BLE001  the file is worth less than the run that ends
        logger.warning("%s: is thrown away, a search makes it anew: %s", path_of(folder), error)
        with suppress(OSError):
            discard(folder)


def _keep_fleet_current(catalog: "FleetCatalog", within: float) -> None:
    from newsarchive.store.search.in_fleet import enter_words  # noqa: PLC0415  needs the extra

    try:
        enter_words(catalog, within=within)
    except (ArchiveBusy, StorageError) as error:
        logger.warning("the next run makes the search current: %s", error)


def behind(connection: sqlite3.Connection) -> int:
    """How many revisions cannot be searched yet.

    :param connection: as :func:`searching` gives it
    """
    query = "SELECT count(*) FROM catalog.revision WHERE id > ?"
    return int(connection.execute(query, (mark_of(connection, "words"),)).fetchone()[0])


def _bring(connection: sqlite3.Connection, within: float, *, wait: float = 0) -> None:
    until = monotonic() + within
    newest = connection.execute(_NEWEST).fetchone()[0]
    with suppress(Busy):  # who is at it brings it up to date
        run, known = last_run(connection, "cards")
        if mark_of(connection, "cards") < newest or run != known or has_merged(connection):
            with writing(connection, wait=wait):
                newest = connection.execute(_NEWEST).fetchone()[0]
                bring_cards(connection, mark_of(connection, "cards"), compare=run != known)
                set_mark(connection, "cards", newest)
        while mark_of(connection, "words") < newest and monotonic() < until and can_search(connection):
            with writing(connection, wait=min(wait, max(0.0, until - monotonic()))):
                set_mark(connection, "words", bring_piece(connection, mark_of(connection, "words")))
