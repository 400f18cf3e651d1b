"""The rows of a catalog as another database can have them, by their keys and in pieces."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, literal, select, tuple_

from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import Row

PIECE = 500  # rows

Key = tuple[Any, ...]
"""What a row is known by in its table."""
Values = dict[str, Any]
"""The values of a row by its columns' names, its seal among them."""
Piece = dict[Key, Values]
"""Rows by their keys, in the order of these."""


def side_by_side(kind: type[Row], source: Rows, target: Rows) -> Iterator[tuple[Piece, Piece]]:
    """The rows of both, by their keys, a piece of the source at a time; what is beyond it comes last."""
    after: Key | None = None
    for piece in pieces(kind, source):
        yield piece, between(kind, target, piece, after)
        after = max(piece)
    for rest in pieces(kind, target, after):
        yield {}, rest


def pieces(kind: type[Row], rows: Rows, after: Key | None = None) -> Iterator[Piece]:
    """All rows by their keys and in the order of these, a piece at a time, with their seals."""
    while found := _read(kind, rows, limit=PIECE, after=after):
        yield found
        after = max(found)


def between(kind: type[Row], rows: Rows, piece: Mapping[Key, object], after: Key | None = None) -> Piece:
    """The rows from the first of a piece, or what is after another one, to its last."""
    return _read(kind, rows, first=None if after else min(piece), last=max(piece), after=after)


def _read(
    kind: type[Row],
    rows: Rows,
    *,
    limit: int | None = None,
    after: Key | None = None,
    first: Key | None = None,
    last: Key | None = None,
) -> Piece:
    columns = [kind.c[name] for name in kind.key]
    names = (*kind.names, "seal")
    query = select(*(kind.c[name] for name in names)).order_by(*columns).limit(limit)
    for bound, compare in ((after, "__gt__"), (first, "__ge__"), (last, "__le__")):
        if bound is not None:
            query = query.where(_compared(columns, bound, compare))
    found = (dict(zip(names, values, strict=True)) for values in rows.connection.execute(query))
    return {tuple(values[name] for name in kind.key): values for values in found}


def _compared(columns: Sequence[ColumnElement[Any]], bound: Key, compare: str) -> ColumnElement[bool]:
    left = columns[0] if len(columns) == 1 else tuple_(*columns)
    right = bound[0] if len(columns) == 1 else tuple_(*map(literal, bound))
    compared: ColumnElement[bool] = getattr(left, compare)(right)
    return compared
