"""A takedown's part in ``search.sqlite``: the words themselves go, or the file does.

FTS5 removes a text's words only if it is told the very same ones again, so they are read while the catalog
still has them; whatever is in doubt is thrown away with the file.
"""

import logging
from pathlib import Path

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.store.search.both import Busy, Foreign, both, check_left, mark_of, set_mark, writing
from newsarchive.store.search.documents import Changed, has_words, remove
from newsarchive.store.search.file import discard, path_of

_WAIT = 5.0  # seconds for somebody else who is writing the file
logger = logging.getLogger(__name__)


def take_out(folder: Path, articles: list[int]) -> None:
    """Take articles out, as the first step: the catalog still has them, and nobody reads them any more.

    :param folder: the archive's own
    :param articles: the catalog's numbers
    :raises OSError: the file can be neither written nor thrown away
    """
    if not path_of(folder).exists():
        return
    try:
        with both(folder) as connection, writing(connection, wait=_WAIT):
            remove(connection, articles)
            connection.executemany("DELETE FROM card WHERE article = ?", [(one,) for one in articles])
            for part in ("cards", "words"):
                if after := mark_of(connection, part):
                    set_mark(connection, part, after, without=articles)
    except (ArchiveBusy, Busy, Changed, StorageError) as error:
        logger.info("%s: is thrown away and made anew: %s", path_of(folder), error or type(error).__name__)
        discard(folder)


def scrub(folder: Path) -> bool:
    """Write the file anew, once the catalog has the articles no more, so that nothing of them is left in it.

    Takes about the file's size in free space.

    :param folder: the archive's own
    :returns: False where somebody else is reading or writing the file, so that it is to be done once more
    :raises OSError: the file can be neither written nor thrown away
    """
    if not path_of(folder).exists():
        return True
    try:
        with both(folder) as connection:
            with writing(connection, wait=_WAIT):
                check_left(connection)
                for part in ("cards", "words"):
                    if after := mark_of(connection, part):
                        set_mark(connection, part, after)
                if has_words(connection):
                    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("VACUUM main")
            is_busy = connection.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not is_busy
    except (ArchiveBusy, Busy):
        return False
    except (Foreign, StorageError) as error:
        logger.info("%s: is thrown away and made anew: %s", path_of(folder), error or "it has more")
        discard(folder)
        return True
