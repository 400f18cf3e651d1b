"""Rows that refer to rows of their own table, which have to be there before them."""

from collections.abc import Mapping

from newsarchive.store.catalog.tables import Row
from newsarchive.store.moving.row_pieces import Key, Piece, Values


def _references(kind: type[Row]) -> tuple[str, ...]:
    """The columns that refer to rows of the same table."""
    return tuple(
        column.name
        for column in kind.table.columns
        if any(key.column.table is kind.table for key in column.foreign_keys)
    )


def referring_forward(kind: type[Row], rows: Mapping[Key, Values], waiting: Mapping[Key, object]) -> Piece:
    """Those that refer to a row of their table that comes only later, or to one that waits itself.

    :param rows: in the order of their keys
    :param waiting: the keys of rows that were before these, and are not there yet
    """
    found: Piece = {}
    names = _references(kind)
    for key, values in rows.items():
        named = [(values[name],) for name in names if values[name] is not None]
        if any(one > key or one in waiting or one in found for one in named):
            found[key] = values
    return found


def referred_to_first(kind: type[Row], rows: Mapping[Key, Values]) -> list[Values]:
    """The rows in an order in which each comes after the row of these that it refers to."""
    ordered: Piece = {}
    names = _references(kind)

    def settle(key: Key) -> None:
        trail = []
        while key in rows and key not in ordered and key not in trail:
            trail.append(key)
            key = next(((rows[key][name],) for name in names if rows[key][name] is not None), ())
        ordered.update((one, rows[one]) for one in reversed(trail))

    for key in rows:
        settle(key)
    return list(ordered.values())
