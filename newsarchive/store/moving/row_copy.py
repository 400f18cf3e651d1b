"""Rows from one catalog to another: each with its number and its seal, which is checked on both sides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, insert, literal, select, tuple_

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import Row, kinds, seal_of
from newsarchive.text import typed

PIECE = 500  # rows

Transaction = Callable[[], AbstractContextManager[Rows]]
"""Gives the rows of a catalog to be changed in one transaction, which is committed at its end."""
Told = Callable[[str], None]
"""Is told of each step that is done."""


class RowCopy:
    """The rows of one archive, from the catalog that has them to another one.

    :param source: the rows that are to be copied; nobody changes them meanwhile
    :param target: where they go
    :param site: the archive's name
    :param told: is told of each transaction that is done
    :param damaged_too: a row that is damaged is copied as it is
    """

    def __init__(
        self, source: Rows, target: Transaction, site: str, told: Told, *, damaged_too: bool = False
    ) -> None:
        self.source, self.target, self.site, self.told = source, target, site, told
        self.damaged_too = damaged_too

    def copy(self) -> int:
        """Bring the target to what the source has; how many rows that are.

        What is there already and right stays, so that a copy that was killed goes on. Where something else is
        there, which an earlier copy left whose source has changed since, all of it goes first.

        :raises StorageError: a row of the source is none that was written; nothing was copied from there on
        """
        if not self._is_begun_right():
            self._empty()
        copied = sum(self._copy(kind) for kind in kinds())
        with self.target() as there:
            for name, number in self.source.numbers().items():
                there.count_from(name, number)
        self.told("numbers")
        return copied

    def compare(self) -> None:
        """Read all of the target back.

        :raises StorageError: it is not what the source has, row by row and value by value
        """
        with self.target() as there:
            for kind in kinds():
                for here, back in _side_by_side(kind, self.source, there):
                    wrong = [key for key in here.keys() | back.keys() if here.get(key) != back.get(key)]
                    if not self.damaged_too:
                        wrong += [key for key, values in back.items() if not _is_sound(kind, values)]
                    if wrong:
                        raise StorageError(
                            f"row {_named(min(wrong))} of {kind.table.name} did not arrive as it is; nothing"
                            f" is moved yet, {typed(f'verify {self.site}')} shows what is wrong here"
                        )
            counted = there.numbers()
            for name, number in self.source.numbers().items():
                if counted.get(name, 0) < number:
                    raise StorageError(
                        f"new rows of {name} would be numbered from {counted.get(name, 0)},"
                        f" not from {number}; nothing is moved yet"
                    )
        self.told("compared")

    def _is_begun_right(self) -> bool:
        """Whether all that is in the target is as the source has it."""
        with self.target() as there:
            for kind in kinds():
                for piece in _pieces(kind, there):
                    here = _between(kind, self.source, piece)
                    if any(here.get(key) != values for key, values in piece.items()):
                        return False
        return True

    def _empty(self) -> None:
        for kind in reversed(kinds()):
            with self.target() as there:
                there.remove(kind)
            self.told(f"emptied {kind.table.name}")

    def _copy(self, kind: type[Row]) -> int:
        copied = 0
        waiting: dict[tuple[Any, ...], dict[str, Any]] = {}
        for piece in _pieces(kind, self.source):
            with self.target() as there:
                known = _between(kind, there, piece)
                new = {key: values for key, values in piece.items() if key not in known}
                for key, values in new.items():
                    if not (self.damaged_too or _is_sound(kind, values)):
                        raise StorageError(
                            f"row {_named(key)} of {kind.table.name}: its values are not those that were"
                            f" sealed; {typed(f'verify {self.site}')} shows the damage"
                        )
                waiting |= _referring_forward(kind, new, waiting)
                _insert(kind, there, [values for key, values in new.items() if key not in waiting])
            copied += len(piece)
            if new:
                self.told(f"{kind.table.name} {copied}")
        if waiting:
            with self.target() as there:
                _insert(kind, there, _those_referred_to_first(kind, waiting))
            self.told(f"{kind.table.name} {copied}, all")
        return copied


def _side_by_side(
    kind: type[Row], source: Rows, target: Rows
) -> Iterator[tuple[dict[tuple[Any, ...], dict[str, Any]], dict[tuple[Any, ...], dict[str, Any]]]]:
    """The rows of both, by their keys, a piece of the source at a time; what is beyond it comes last."""
    after: tuple[Any, ...] | None = None
    for piece in _pieces(kind, source):
        yield piece, _between(kind, target, piece, after)
        after = max(piece)
    for rest in _pieces(kind, target, after):
        yield {}, rest


def _pieces(
    kind: type[Row], rows: Rows, after: tuple[Any, ...] | None = None
) -> Iterator[dict[tuple[Any, ...], dict[str, Any]]]:
    """All rows by their keys and in the order of these, a piece at a time, with their seals."""
    while found := _read(kind, rows, limit=PIECE, after=after):
        yield found
        after = max(found)


def _between(
    kind: type[Row], rows: Rows, piece: Mapping[tuple[Any, ...], object], after: tuple[Any, ...] | None = None
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows from the first of a piece, or what is after another one, to its last."""
    return _read(kind, rows, first=None if after else min(piece), last=max(piece), after=after)


def _read(
    kind: type[Row],
    rows: Rows,
    *,
    limit: int | None = None,
    after: tuple[Any, ...] | None = None,
    first: tuple[Any, ...] | None = None,
    last: tuple[Any, ...] | None = None,
) -> dict[tuple[Any, ...], dict[str, Any]]:
    columns = [kind.c[name] for name in kind.key]
    names = (*kind.names, "seal")
    query = select(*(kind.c[name] for name in names)).order_by(*columns).limit(limit)
    for bound, compare in ((after, "__gt__"), (first, "__ge__"), (last, "__le__")):
        if bound is not None:
            query = query.where(_compared(columns, bound, compare))
    found = (dict(zip(names, values, strict=True)) for values in rows.connection.execute(query))
    return {tuple(values[name] for name in kind.key): values for values in found}


def _compared(
    columns: Sequence[ColumnElement[Any]], bound: tuple[Any, ...], compare: str
) -> ColumnElement[bool]:
    left = columns[0] if len(columns) == 1 else tuple_(*columns)
    right = bound[0] if len(columns) == 1 else tuple_(*map(literal, bound))
    compared: ColumnElement[bool] = getattr(left, compare)(right)
    return compared


def _named(key: tuple[Any, ...]) -> str:
    return ", ".join(map(str, key))


def _is_sound(kind: type[Row], values: Mapping[str, Any]) -> bool:
    try:
        return bool(seal_of(kind.table.name, values) == values["seal"])
    except UnicodeEncodeError:  # a text that is no UTF-8 any more
        return False


def _insert(kind: type[Row], rows: Rows, new: Sequence[dict[str, Any]]) -> None:
    if new:
        rows.connection.execute(insert(kind.table), new)


def _references(kind: type[Row]) -> list[str]:
    """The columns that refer to rows of the same table."""
    return [
        column.name
        for column in kind.table.columns
        if any(key.column.table is kind.table for key in column.foreign_keys)
    ]


def _referring_forward(
    kind: type[Row], rows: Mapping[tuple[Any, ...], dict[str, Any]], waiting: Mapping[tuple[Any, ...], object]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Those that refer to a row of their table that comes only later, or to one that waits itself."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for key, values in rows.items():
        named = [(values[name],) for name in _references(kind) if values[name] is not None]
        if any(one > key or one in waiting or one in found for one in named):
            found[key] = values
    return found


def _those_referred_to_first(
    kind: type[Row], rows: Mapping[tuple[Any, ...], dict[str, Any]]
) -> list[dict[str, Any]]:
    ordered: dict[tuple[Any, ...], dict[str, Any]] = {}

    def settle(key: tuple[Any, ...]) -> None:
        trail = []
        while key in rows and key not in ordered and key not in trail:
            trail.append(key)
            key = next(((rows[key][name],) for name in _references(kind) if rows[key][name] is not None), ())
        ordered.update((one, rows[one]) for one in reversed(trail))

    for key in rows:
        settle(key)
    return list(ordered.values())
