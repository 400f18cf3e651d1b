"""Read a table's rows however damaged the file is: one bad page must not hide the others."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, exc, func, literal_column, select, table, text

from newsarchive.store.catalog.sqlite import any_text

_AT_ONCE = 500
_PATIENCE = 2_000  # failed reads of a table before a bad range is no longer halved: some hundred pages
_ROWID: ColumnElement[int] = literal_column("rowid").label("rowid")
_DAMAGE = (exc.DBAPIError, sqlite3.Error, ValueError, OverflowError, MemoryError)


class TableReader:
    """One pass over one table.

    :param columns: the columns to read
    :ivar lost: not even its definition can be read
    :ivar unreadable: rowids, as ranges (first, last), that nothing can be read of
    :ivar reason: why
    """

    def __init__(self, connection: Connection, name: str, columns: Sequence[str]) -> None:
        self.connection = connection
        self.unreadable: list[tuple[int, int]] = []
        self.reason = ""
        self.lost = False
        self._failed = 0
        # Without types: a damaged value may be of any, and is to be seen as it is.
        values: list[ColumnElement[Any]] = [literal_column(f'"{one}"').label(one) for one in columns]
        self._table = table(name)
        self._query = select(_ROWID, *values).select_from(self._table)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """The rows as they are: rowid, and the values; those of damaged pages are left out."""
        last = None
        try:
            for chunk in self.connection.execute(self._query).partitions(_AT_ONCE):
                for values in chunk:
                    last = values[0]
                    yield values
        except _DAMAGE as error:
            self.reason = str(getattr(error, "orig", error))
            self.lost = _concerns_all(error)
            if self.lost:
                return
        else:
            return
        start = 1 if last is None else last + 1
        end = self._last_rowid()
        for first in range(start, end + 1, _AT_ONCE):
            yield from self._between(first, min(first + _AT_ONCE - 1, end))

    def _between(self, first: int, last: int) -> Iterator[Sequence[Any]]:
        try:
            found = self._rows(first, last)
        except _DAMAGE as error:
            self._failed += 1
            if first < last and self._failed > _PATIENCE:
                self.reason = str(getattr(error, "orig", error))
                self._note(first, last)
                return
            if first < last:
                middle = (first + last) // 2
                yield from self._between(first, middle)
                yield from self._between(middle + 1, last)
                return
            found = self._leniently(first, error)
        yield from found

    def _leniently(self, rowid: int, error: BaseException) -> Sequence[Sequence[Any]]:
        """Read a row whose texts are no UTF-8 any more: its other values may still be of use."""
        self.reason = str(getattr(error, "orig", error))
        try:
            with any_text(self.connection):
                return self._rows(rowid, rowid)
        except _DAMAGE:
            self._note(rowid, rowid)
            return []

    def _note(self, first: int, last: int) -> None:
        if self.unreadable and self.unreadable[-1][1] == first - 1:
            self.unreadable[-1] = (self.unreadable[-1][0], last)
        else:
            self.unreadable.append((first, last))

    def _rows(self, first: int, last: int) -> Sequence[Sequence[Any]]:
        return self.connection.execute(self._query.where(_ROWID.between(first, last))).all()

    def _last_rowid(self) -> int:
        """An upper bound; by the file's length where the table cannot tell."""
        most = max(self._number(text("SELECT page_count * 4096 / 8 FROM pragma_page_count")), 100_000)
        numbered = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        numbered = numbered.bindparams(name=self._table.name)
        stated = self._number(numbered) or self._number(select(func.max(_ROWID)).select_from(self._table))
        return stated if 0 < stated <= most else most

    def _number(self, query: Any) -> int:
        try:
            return int(self.connection.execute(query).scalar() or 0)
        except _DAMAGE:
            return 0


def _concerns_all(error: BaseException) -> bool:
    """Whether the error is the whole file's, so that no row can be read."""
    name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
    return name in {"SQLITE_ERROR", "SQLITE_NOTADB", "SQLITE_CANTOPEN"}
