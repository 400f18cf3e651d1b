"""The words of an archive in a folder: ``search.sqlite`` is asked for them."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from newsarchive.exceptions import NewsArchiveError
from newsarchive.store.search.asked import FEW, SearchEnded
from newsarchive.store.search.both import thrown_away
from newsarchive.store.search.documents import can_search, has_words, places_of
from newsarchive.store.search.file import is_damaged
from newsarchive.store.search.index import behind, searching
from newsarchive.store.search.query import Query
from newsarchive.store.search.words import READ

STEPS = 20_000  # of SQLite's machine between two looks at the clock
_FOUND = (
    "SELECT words.rowid, revision.article, revision.number = article.revision FROM words"
    " CROSS JOIN document ON document.place = words.rowid"
    " CROSS JOIN catalog.revision ON revision.id = document.revision"
    " CROSS JOIN catalog.article ON article.id = revision.article"
    " WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid DESC"
)
_REVISIONS = (
    f"SELECT {READ.replace('post,', '')}, number, stored, fetched, published, language, place"  # noqa: S608
    " FROM catalog.revision LEFT JOIN document ON document.revision = revision.id"
    " WHERE article = ? ORDER BY number"
)
_ARTICLE = "SELECT revision, source_id, url, post, gone FROM catalog.article WHERE id = ?"
_POST = "SELECT post FROM catalog.revision WHERE id = ?"
_WHICH = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
_HAS = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"


@contextmanager
def words_in_file(folder: Path, *, bring_within: float) -> Iterator["WordsInFile"]:
    """The words of the archive in a folder; those of new revisions are entered first.

    :raises ArchiveBusy: somebody else is at work on it for too long
    :raises NewsArchiveError: this Python's SQLite cannot search
    :raises StorageError: it cannot be read
    """
    with searching(folder, words_within=bring_within) as connection:
        if not can_search(connection):
            raise NewsArchiveError(
                f"the SQLite of this Python ({sqlite3.sqlite_version}) was built without FTS5, which a search"
                " needs; use the Python of python.org, conda, uv or your system, which have it"
            )
        yield WordsInFile(folder, connection)


class WordsInFile:
    """See :class:`newsarchive.store.search.asked.Words`."""

    side_by_side = 1

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder, self._connection = folder, connection

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """SQLite looks at the clock now and then."""
        self._connection.set_progress_handler(_until(monotonic() + seconds), STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise SearchEnded(seconds) from error
        finally:
            self._connection.set_progress_handler(None, 0)

    def articles(self, query: Query, *, current: bool = False) -> Iterator[tuple[int, int]]:
        """The newest first, as FTS5 has them in that order."""
        if not has_words(self._connection):
            return
        first, last = places_of(query.since or "0001-01-01", query.until or "9999-12-31")
        seen, a_day = set[int](), places_of("0001-01-01")[0]
        try:
            for place, article, is_current in self._connection.execute(_FOUND, (query.match, first, last)):
                if article not in seen and (is_current or not current):
                    seen.add(article)
                    yield place // a_day, article
        except sqlite3.DatabaseError as error:
            if not is_damaged(error):
                raise
            raise thrown_away(self._folder, error) from error

    def article(self, number: int) -> Mapping[str, Any] | None:
        """An article's row."""
        return dict(self._connection.execute(_ARTICLE, (number,)).fetchone())

    def revisions(self, article: int) -> Sequence[Mapping[str, Any]]:
        """The rows of its revisions."""
        return [dict(row) for row in self._connection.execute(_REVISIONS, (article,))]

    def having(self, query: Query, revisions: Sequence[Mapping[str, Any]]) -> set[int]:
        """Those that have the words; several may share a place in the index."""
        places: set[int] = {one["place"] for one in revisions} - {None}
        if len(places) > FEW:
            found = self._connection.execute(_WHICH, (query.match, min(places), max(places)))
            places &= {place for (place,) in found}
        elif len(places) > 1:
            places = {one for one in places if self._connection.execute(_HAS, (query.match, one)).fetchone()}
        return {one["id"] for one in revisions if one["place"] in places}

    def post_of(self, revision: int) -> bytes:
        """Its compressed post."""
        return bytes(self._connection.execute(_POST, (revision,)).fetchone()[0])

    def behind(self) -> int:
        """How many revisions the file does not have yet."""
        return behind(self._connection)


def _until(end: float) -> Callable[[], bool]:
    return lambda: monotonic() > end
