"""Rows go in and out of the catalog here, and none without its seal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, text, update

from newsarchive.store.catalog.schema import metadata
from newsarchive.store.catalog.seals import seal_of

Row = dict[str, Any]
_CHUNK = 500  # values in one IN (…); SQLite's limit was 999 for long


class Rows:
    """The rows of one catalog, through its one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._gathering = False
        self._added: dict[Table, list[Row]] = defaultdict(list)
        self._changed: dict[Table, dict[int, Row]] = defaultdict(dict)
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

    def add(self, table: Table, *rows: Mapping[str, Any]) -> list[int]:
        """Insert rows; their ids, where the table numbers its rows."""
        if not rows:
            return []
        numbered = [{**row, "id": self._next_id(table)} if "id" in table.c else {**row} for row in rows]
        self._added[table] += numbered
        self._settle()
        return [row["id"] for row in numbered] if "id" in table.c else []

    def replace(self, table: Table, *rows: Mapping[str, Any]) -> None:
        """Write rows that are there already, whole, found again by their ``id``."""
        if rows:
            self._changed[table] |= {row["id"]: dict(row) for row in rows}
            self._settle()

    def one(self, table: Table, *where: ColumnElement[bool]) -> Row | None:
        """The row that fits, or None."""
        self._flush()
        found = self.connection.execute(select(table).where(*where).limit(1)).mappings().first()
        return dict(found) if found else None

    def where(
        self, table: Table, *where: ColumnElement[bool], order: Sequence[Any] = (), limit: int | None = None
    ) -> list[Row]:
        """All rows that fit, or the first ones of them."""
        self._flush()
        query = select(table).where(*where).order_by(*order).limit(limit)
        return [dict(row) for row in self.connection.execute(query).mappings()]

    def by_values(
        self, table: Table, column: str, values: Iterable[Any], *where: ColumnElement[bool]
    ) -> Iterator[Row]:
        """All rows whose ``column`` is among the values, however many these are."""
        waiting = list(values)
        for start in range(0, len(waiting), _CHUNK):
            yield from self.where(table, table.c[column].in_(waiting[start : start + _CHUNK]), *where)

    def remove(self, table: Table, *where: ColumnElement[bool]) -> None:
        """Delete rows for good."""
        self._flush()
        self.connection.execute(delete(table).where(*where))

    def _settle(self) -> None:
        if not self._gathering:
            self._flush()

    def _flush(self) -> None:
        """Write what waits, referred-to tables first."""
        if not (self._added or self._changed):
            return
        for table in metadata.sorted_tables:
            if added := self._added.pop(table, None):
                self.connection.execute(insert(table), [sealed(table, row) for row in added])
        for table in metadata.sorted_tables:
            if changed := self._changed.pop(table, None):
                statement = update(table).where(table.c.id == bindparam("that"))
                self.connection.execute(statement, [_renewed(table, row) for row in changed.values()])

    def _next_id(self, table: Table) -> int:
        self._last_id[table.name] += 1
        return self._last_id[table.name]


def _renewed(table: Table, row: Row) -> Row:
    """The values to write. Not the id: were it set, SQLite would look through every referring table."""
    values = sealed(table, row)
    return {"that": values.pop("id"), **values}


def sealed(table: Table, row: Mapping[str, Any]) -> Row:
    """The row with every column of its table, absent ones None, and its seal."""
    values = {column.name: row.get(column.name) for column in table.columns if column.name != "seal"}
    return {**values, "seal": seal_of(table.name, values)}
