"""The words of every revision, in a table of SQLite's full-text search (FTS5).

The table has no text, but where in which revision each word stands: the texts are in the catalog. A
revision's number in it, its place, begins with its day, so that the newest come first and days are ranges.
Revisions of an article that say the same on the same day share a place, as one whose pictures came later
does with the one before.
"""

import sqlite3
from datetime import date

from newsarchive.store.search.words import COLUMNS, READ, words_of

PLACES = 1 << 20
"""How many places a day has."""
AT_ONCE = 250
"""How many revisions are entered in one transaction."""
_HASHED = 16 * 1024 * 1024  # bytes of words that are sorted in memory before they are written
_TABLE = (
    f"CREATE VIRTUAL TABLE words USING fts5({', '.join(COLUMNS)}, content='', columnsize=0, tokenize='ascii')"
)
_INSERT = f"INSERT INTO words (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
_DELETE = f"INSERT INTO words (words, rowid, {', '.join(COLUMNS)}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"  # noqa: S608
_PIECE = f"SELECT {READ}, article FROM catalog.revision WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608  constants
_SAME = (
    "SELECT place FROM document JOIN catalog.revision ON revision.id = document.revision"
    " WHERE article = ? AND digest = ? AND place BETWEEN ? AND ? LIMIT 1"
)
_LAST = "SELECT coalesce(max(place), ? - 1) FROM document WHERE place BETWEEN ? AND ?"


def can_search(connection: sqlite3.Connection) -> bool:
    """Whether this Python's SQLite has FTS5."""
    query = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
    return connection.execute(query).fetchone() is not None


def has_words(connection: sqlite3.Connection) -> bool:
    """Whether anything was entered yet."""
    query = "SELECT 1 FROM main.sqlite_schema WHERE name = 'words'"
    return can_search(connection) and connection.execute(query).fetchone() is not None


def bring_piece(connection: sqlite3.Connection, after: int) -> int:
    """Enter the words of the next revisions, within the transaction that the connection is in.

    :param connection: to the file, with the catalog attached
    :param after: the number of the last revision whose words are there
    :returns: the number of the last one now
    """
    connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
    if not after:
        connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (_HASHED,))
    entered = []
    for row in connection.execute(_PIECE, (after, AT_ONCE)).fetchall():
        after, words = row["id"], words_of(row)
        first, last = places_of(row["day"])
        found = connection.execute(_SAME, (row["article"], words.digest, first, last)).fetchone()
        place = found[0] if found else connection.execute(_LAST, (first, first, last)).fetchone()[0] + 1
        connection.execute("INSERT INTO document VALUES (?, ?, ?)", (row["id"], place, words.digest))
        if not found:
            entered.append((place, *words))
    # FTS5 sorts in memory what comes in the order of its places, and writes at once what does not.
    connection.executemany(_INSERT, sorted(entered))
    return after


def places_of(day: str, until: str | None = None) -> tuple[int, int]:
    """The first and the last place of a day, or of the days up to another.

    :param day: ``YYYY-MM-DD``
    """
    first, last = map(_number, (day, until or day))
    return first * PLACES, (last + 1) * PLACES - 1


def _number(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # the row is damaged
        return 1


class Changed(Exception):
    """What is to be removed is not what was entered."""


def remove(connection: sqlite3.Connection, articles: list[int]) -> None:
    """Remove the words of articles, whose revisions the catalog still has, within a transaction.

    :raises Changed: a revision has other words now, so that those which were entered are not known any more
    """
    query = (
        f"SELECT {READ}, place, digest FROM document JOIN catalog.revision"  # noqa: S608  a constant
        " ON revision.id = document.revision WHERE article = ? ORDER BY place"
    )
    for article in articles if has_words(connection) else ():
        seen = set[int]()
        for row in connection.execute(query, (article,)).fetchall():
            words = words_of(row)
            if words.digest != row["digest"]:
                raise Changed
            if row["place"] not in seen:
                seen.add(row["place"])
                connection.execute(_DELETE, (row["place"], *words))
            connection.execute("DELETE FROM document WHERE revision = ?", (row["id"],))
