"""Rows go in and out of the catalog here, and none without its seal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, text, update

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.tables import Row, layout_of, layouts
from newsarchive.text import typed

R = TypeVar("R", bound=Row)
_CHUNK = 500  # values in one IN (…); SQLite's limit was 999 for long


class Rows:
    """The rows of one catalog, through its one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._gathering = False
        self._added: dict[type[Row], list[Row]] = defaultdict(list)
        self._changed: dict[type[Row], dict[int, Row]] = defaultdict(dict)
        self._last_id: dict[str, int] = defaultdict(int)
        for name, number in connection.execute(text("SELECT name, seq FROM sqlite_sequence")):
            self._last_id[name] = number

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Write what is added and replaced in one go at the end, or when somebody reads meanwhile.

        A statement for twenty rows costs little more than one for a single row.
        """
        self._gathering = True
        try:
            yield
            self._flush()
        finally:
            self._gathering = False
            self._added.clear()
            self._changed.clear()

    def add(self, row: R) -> R:
        """Insert a row; as it is there, with its id if its table numbers its rows."""
        (added,) = self.add_all([row])
        return added

    def add_all(self, rows: Iterable[R]) -> list[R]:
        """Insert rows of one kind; as they are there."""
        added = [self._numbered(row) for row in rows]
        if added:
            self._added[type(added[0])] += added
            self._settle()
        return added

    def replace(self, *rows: Row) -> None:
        """Write rows that are there already, whole, found again by their ``id``."""
        for row in rows:
            self._changed[type(row)][_id_of(row)] = row
        self._settle()

    def one(self, kind: type[R], *where: ColumnElement[bool]) -> R | None:
        """The row that fits, or None."""
        found = self.where(kind, *where, limit=1)
        return found[0] if found else None

    def where(
        self, kind: type[R], *where: ColumnElement[bool], order: Sequence[Any] = (), limit: int | None = None
    ) -> list[R]:
        """All rows that fit, or the first ones of them.

        :raises StorageError: one is damaged
        """
        self._flush()
        layout = layout_of(kind)
        query = layout.query.where(*where).order_by(*order).limit(limit)
        try:
            return [layout.row(values) for values in self.connection.execute(query)]
        except ValueError as error:
            raise StorageError(
                f"table {layout.table.name} of the catalog: {error}; {typed('verify')} shows the damage"
            ) from error

    def by_values(
        self, kind: type[R], column: ColumnElement[Any], values: Iterable[Any], *where: ColumnElement[bool]
    ) -> Iterator[R]:
        """All rows whose ``column`` is among the values, however many these are."""
        waiting = list(values)
        for start in range(0, len(waiting), _CHUNK):
            yield from self.where(kind, column.in_(waiting[start : start + _CHUNK]), *where)

    def remove(self, kind: type[Row], *where: ColumnElement[bool]) -> None:
        """Delete rows for good."""
        self._flush()
        self.connection.execute(delete(layout_of(kind).table).where(*where))

    def _settle(self) -> None:
        if not self._gathering:
            self._flush()

    def _flush(self) -> None:
        """Write what waits, referred-to tables first."""
        if not (self._added or self._changed):
            return
        for layout in layouts():
            if added := self._added.pop(layout.kind, None):
                self.connection.execute(insert(layout.table), [layout.sealed(row) for row in added])
        for layout in layouts():
            if changed := self._changed.pop(layout.kind, None):
                statement = update(layout.table).where(layout.table.c.id == bindparam("that"))
                self.connection.execute(
                    statement, [_without_id(layout.sealed(row)) for row in changed.values()]
                )

    def _numbered(self, row: R) -> R:
        name = layout_of(type(row)).table.name
        if not hasattr(row, "id"):
            return row
        self._last_id[name] += 1
        numbered: Any = row
        return replace(numbered, id=self._last_id[name])  # type: ignore[no-any-return]


def _id_of(row: Any) -> int:
    return int(row.id)


def _without_id(values: dict[str, Any]) -> dict[str, Any]:
    """The values to write. Not the id: were it set, SQLite would look through every referring table."""
    return {"that": values.pop("id"), **values}
