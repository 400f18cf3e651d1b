"""What is wrong with ``search.sqlite``, which a verification tells; what is missing in it is no fault."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsarchive.store.search.documents import has_words
from newsarchive.store.search.file import connection_to, is_busy, is_ours, path_of


def damage_in(folder: Path) -> str:
    """What is wrong with an archive's file, in words.

    Empty where it is sound, missing, or of another version, which the next use replaces.

    :param folder: the archive's own
    """
    path = path_of(folder)
    if not path.exists() or not path.stat().st_size:
        return ""
    try:
        with closing(connection_to(path, "rw")) as connection:
            if not is_ours(connection):
                return ""
            wrong = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if wrong == "ok" and has_words(connection):
                connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            return "" if wrong == "ok" else str(wrong)
    except sqlite3.DatabaseError as error:
        return "" if is_busy(error) else str(error)
