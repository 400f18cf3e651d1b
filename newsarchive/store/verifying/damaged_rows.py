"""Rows of a catalog that may be damaged: read however broken its file is, and proven by their seals."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, exc, func, literal_column, select, table, text

from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.migrations import columns_of, up_to_date
from newsarchive.store.catalog.sqlite import any_text
from newsarchive.store.catalog.tables import Row

_AT_ONCE = 500
_PATIENCE = 2_000  # failed reads of a table before a bad range is no longer halved: some hundred pages
_LONGEST = 1 << 14  # bytes of a value whose bits are tried; twice as long a one takes four times as long
_ROWID: ColumnElement[int] = literal_column("rowid").label("rowid")
DAMAGE = (exc.DBAPIError, sqlite3.Error, ValueError, OverflowError, MemoryError)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as it was found.

    :param row: every value as the table has it, so that times are texts; a damaged one may be of any type
    """

    rowid: int
    row: Any
    seal: Any

    @property
    def is_sound(self) -> bool:
        """Whether its values are those that it was written with."""
        try:
            return bool(self.row.right_seal() == self.seal)
        except UnicodeEncodeError:  # a text that is no UTF-8 any more
            return False

    @property
    def values(self) -> dict[str, Any]:
        """Its values and its seal, by column."""
        return {**self.row.values(), "seal": self.seal}

    def unflipped(self) -> "FoundRow | None":
        """The row as it was sealed, should no more than one bit of one value differ: its seal proves it."""
        if self._is_seal_flipped():
            return replace(self, seal=self.row.right_seal())
        for name, stored in self.row.values().items():
            for value in _one_bit_off(stored) if name != "id" else ():
                candidate = replace(self, row=replace(self.row, **{name: value}))
                if candidate.is_sound:
                    return candidate
        return None

    def _is_seal_flipped(self) -> bool:
        try:
            right = self.row.right_seal()
        except UnicodeEncodeError:
            return False
        if not isinstance(self.seal, bytes) or len(self.seal) != len(right):
            return False
        return (int.from_bytes(self.seal) ^ int.from_bytes(right)).bit_count() == 1


class RowReader(Protocol):
    """One pass over the rows of one kind.

    :ivar lost: not even the table's definition can be read
    :ivar unreadable: rowids, as ranges (first, last), that nothing can be read of
    :ivar reason: why
    """

    lost: bool
    unreadable: list[tuple[int, int]]
    reason: str

    def __iter__(self) -> Iterator[FoundRow]:
        """The rows as they are."""


class TableReader:
    """One pass over the rows of one kind; one bad page must not hide the others.

    :param version: of the catalog; the rows come as today's version has them
    :ivar lost: not even the table's definition can be read
    :ivar unreadable: rowids, as ranges (first, last), that nothing can be read of
    :ivar reason: why
    """

    def __init__(self, connection: Connection, kind: type[Row], version: int = VERSION) -> None:
        self.connection = connection
        self.kind = kind
        self.version = version
        self.unreadable: list[tuple[int, int]] = []
        self.reason = ""
        self.lost = False
        self._failed = 0
        driver: Any = connection.connection.driver_connection
        name = kind.table.name
        self._columns = kind.names if version == VERSION else columns_of(driver).get(name, ["seal"])[:-1]
        # Without types: a damaged value may be of any, and is to be seen as it is.
        values: list[ColumnElement[Any]] = [
            literal_column(f'"{one}"').label(one) for one in (*self._columns, "seal")
        ]
        self._table = table(name)
        self._query = select(_ROWID, *values).select_from(self._table)

    def __iter__(self) -> Iterator[FoundRow]:
        """The rows as they are; those of damaged pages are left out."""
        for rowid, *values, seal in self._all():
            if self.version == VERSION:
                yield FoundRow(rowid, self.kind.as_found(values), seal)
                continue
            there = dict(zip(self._columns, values, strict=True))
            known, new_seal = up_to_date(self._table.name, there, seal, self.version, to=VERSION)
            yield FoundRow(rowid, self.kind.as_found([known.get(one) for one in self.kind.names]), new_seal)

    def _all(self) -> Iterator[Sequence[Any]]:
        last = 0
        try:
            for chunk in self.connection.execute(self._query).partitions(_AT_ONCE):
                for values in chunk:
                    last = values[0]
                    yield values
        except DAMAGE as error:
            self._note_reason(error)
            name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
            self.lost = name in {"SQLITE_ERROR", "SQLITE_NOTADB", "SQLITE_CANTOPEN"}
        end = 0 if self.lost or not self.reason else self._last_rowid()
        for first in range(last + 1, end + 1, _AT_ONCE):
            yield from self._between(first, min(first + _AT_ONCE - 1, end))

    def _between(self, first: int, last: int) -> Sequence[Sequence[Any]]:
        """The rows of a range, which is halved until what is damaged stands alone."""
        try:
            return self._rows(first, last)
        except DAMAGE as error:
            self._failed += 1
            if first == last or self._failed > _PATIENCE:
                self._note_reason(error)
                return self._leniently(first, last)
        middle = (first + last) // 2
        return [*self._between(first, middle), *self._between(middle + 1, last)]

    def _leniently(self, first: int, last: int) -> Sequence[Sequence[Any]]:
        """A row whose texts are no UTF-8 any more is still worth seeing."""
        if first == last:
            try:
                with any_text(self.connection):
                    return self._rows(first, last)
            except DAMAGE:
                pass
        if self.unreadable and self.unreadable[-1][1] == first - 1:
            first = self.unreadable.pop()[0]
        self.unreadable.append((first, last))
        return []

    def _note_reason(self, error: BaseException) -> None:
        self.reason = str(getattr(error, "orig", error))

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
        except DAMAGE:
            return 0


def _one_bit_off(value: object) -> Iterator[object]:
    if isinstance(value, int):
        yield from (value ^ 1 << bit for bit in range(63))
    elif isinstance(value, bytes):
        yield from _flips(value)
    elif isinstance(value, str):
        for data in _flips(value.encode("utf-8", "surrogateescape")):
            try:
                yield data.decode()
            except UnicodeDecodeError:
                continue


def _flips(data: bytes) -> Iterator[bytes]:
    flipped = bytearray(data if len(data) <= _LONGEST else b"")
    for place in range(len(flipped)):
        for bit in range(8):
            flipped[place] ^= 1 << bit
            yield bytes(flipped)
            flipped[place] ^= 1 << bit
