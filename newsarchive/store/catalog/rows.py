"""Rows go in and out of the catalog here, and none without its seal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Connection, bindparam, cast, delete, func, insert, select, update

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.numbering import numbering_of
from newsarchive.store.catalog.tables import Row, kinds
from newsarchive.store.catalog.texts import among_digests, of_digests, storable
from newsarchive.text import typed

R = TypeVar("R", bound=Row)
_PIECE = 200
_CHUNK = 500  # values in one IN (…); SQLite's limit was 999 for long


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column's value, by which rows are sorted once they are found."""
    return column + 0 if column.type.python_type is int else column.concat("")


def _storable(equal: Mapping[str, Any]) -> dict[str, Any]:
    return {name: storable(value) for name, value in equal.items()}


class Rows:
    """The rows of one catalog, through its one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._gathering = False
        self._added: dict[type[Row], list[Row]] = defaultdict(list)
        self._changed: dict[type[Row], dict[Any, Row]] = defaultdict(dict)
        self._last_id: dict[str, int] = {}
        self._numbering = numbering_of(connection)
        self._is_sqlite = connection.dialect.name == "sqlite"

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

    def restore(self, row: Row) -> None:
        """Insert a row under the number that it had."""
        self._flush()
        self.connection.execute(insert(row.table), row.sealed())
        if (number := getattr(row, "id", None)) is not None:
            self._numbering.note([(row.table.name, number)])
        self._last_id.clear()

    def replace(self, *rows: Any) -> None:
        """Write rows that are there already, whole, found again by their key."""
        for row in rows:
            self._changed[type(row)][row.key_of()] = row
        self._settle()

    def one(self, kind: type[R], /, *where: ColumnElement[bool], **equal: Any) -> R | None:
        """The row that fits, or None; of several the first one by its key."""
        # SQLite finds that one first. Elsewhere no index on the key is to be walked along for it.
        first = () if self._is_sqlite else [_plain(kind.c[name]) for name in kind.key]
        found = self.where(kind, *where, order=first, limit=1, **equal)
        return found[0] if found else None

    def where(
        self,
        kind: type[R],
        /,
        *where: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int | None = None,
        **equal: Any,
    ) -> list[R]:
        """All rows that fit, or the first ones of them.

        :param equal: what columns of these names have; None for NULL
        """
        self._flush()
        equal = _storable(equal)
        digests = () if self._is_sqlite else of_digests(kind.table, equal)
        query = kind.query.filter_by(**equal).where(*where, *digests).order_by(*order).limit(limit)
        try:
            found = [kind.from_table(values) for values in self.connection.execute(query)]
        except ValueError as error:
            raise StorageError(
                f"table {kind.table.name} of the catalog: {error}; {typed('verify')} shows the damage"
            ) from error
        if not (self._is_sqlite or order or limit):
            found.sort(key=kind.key_of)
        return found

    def count(self, kind: type[Row], /, **equal: Any) -> int:
        """How many rows fit."""
        self._flush()
        counted = select(func.count()).select_from(kind.table).filter_by(**_storable(equal))
        return int(self.connection.execute(counted).scalar_one())

    def pieces(self, kind: type[R], /, *where: ColumnElement[bool], after: int = 0) -> Iterator[list[R]]:
        """All rows that fit, in the order of their ids, a piece at a time.

        :param after: the last id that does not count
        """
        column = kind.c.id
        while found := self.where(kind, column > after, *where, order=[column], limit=_PIECE):
            yield found
            last: Any = found[-1]
            after = last.id

    def by_values(
        self,
        kind: type[R],
        column: ColumnElement[Any],
        values: Iterable[Any],
        /,
        *where: ColumnElement[bool],
        **equal: Any,
    ) -> Iterator[R]:
        """All rows whose ``column`` is among the values, however many these are."""
        waiting = [storable(value) for value in values]
        if not self._is_sqlite:  # one statement for any number of values
            if waiting:
                among = column == func.any(cast(waiting, ARRAY(column.type)))
                yield from self.where(kind, among, *among_digests(column, waiting), *where, **equal)
            return
        for start in range(0, len(waiting), _CHUNK):
            yield from self.where(kind, column.in_(waiting[start : start + _CHUNK]), *where, **equal)

    def remove(self, kind: type[Row], /, *where: ColumnElement[bool], **equal: Any) -> None:
        """Delete rows for good."""
        self._flush()
        self.connection.execute(delete(kind.table).where(*where).filter_by(**_storable(equal)))

    def count_from(self, table: str, number: int) -> None:
        """Let new rows of a table be numbered from above ``number`` at least."""
        self._numbering.count_from(table, number)
        self._last_id.pop(table, None)

    def numbers(self) -> dict[str, int]:
        """The last number that a row of each table was given, also of one that is there no more."""
        names = (kind.table.name for kind in kinds() if "id" in kind.names)
        return {name: self._numbering.last(name) for name in names}

    def _settle(self) -> None:
        if not self._gathering:
            self._flush()

    def _flush(self) -> None:
        """Write what waits, referred-to tables first."""
        if not (self._added or self._changed):
            return
        numbered = dict[str, int]()
        for kind in kinds():
            if added := self._added.pop(kind, None):
                self.connection.execute(insert(kind.table), [row.sealed() for row in added])
                if (last := getattr(added[-1], "id", None)) is not None:
                    numbered[kind.table.name] = last
        if numbered:
            self._numbering.note(numbered.items())
        for kind in kinds():
            if changed := self._changed.pop(kind, None):
                statement = update(kind.table).where(*(kind.c[k] == bindparam(f"that_{k}") for k in kind.key))
                # Not the key: were it set, SQLite would look through every referring table.
                values = [row.sealed() for row in changed.values()]
                for one in values:
                    one.update({f"that_{name}": one.pop(name) for name in kind.key})
                self.connection.execute(statement, values)

    def _numbered(self, row: R) -> R:
        if not hasattr(row, "id"):
            return row
        name = row.table.name
        if name not in self._last_id:
            self._last_id[name] = self._numbering.last(name)
        self._last_id[name] += 1
        numbered: Any = row
        return replace(numbered, id=self._last_id[name])  # type: ignore[no-any-return]
