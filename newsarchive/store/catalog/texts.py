"""Texts that a database does not take as they are, and how they are found all the same.

An index of PostgreSQL's takes nothing over 2,704 bytes, and an address may have 8,000 characters. A shard
has a digest beside each column of such texts that an index or a rule is about; whoever looks for a text says
its digest, too.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    LargeBinary,
    Table,
    cast,
    func,
    literal_column,
)

_LONG = frozenset({"url", "source_id", "subject"})


def storable(value: Any) -> Any:
    """A value as a table may have it: a text without NUL, which PostgreSQL has in none, that is UTF-8.

    A lone surrogate, which has no UTF-8, becomes its escape.
    """
    if not isinstance(value, str):
        return value
    if "\0" in value:
        value = value.replace("\0", "")
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def key_of(name: str) -> str:
    """The column of a shard's table that is in an index for another one: that itself, or its digest."""
    return f"{name}_key" if name in _LONG else name


@cache
def digested(table: Table) -> frozenset[str]:
    """The columns of a table that have a digest beside them in a shard."""
    indexed: list[Any] = [*table.indexes, *table.constraints]
    return _LONG & {column.name for one in indexed for column in one.columns}


def of_digests(table: Table, equal: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """That columns have these values, said of the digests.

    :param equal: what columns of these names have
    """
    for name in digested(table) & equal.keys():
        if isinstance(equal[name], str):
            yield _column(table, name) == _digest(equal[name])


def among_digests(column: Any, values: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """That a column has one of the values, said of the digests."""
    if column.name in digested(column.table):
        yield _column(column.table, column.name) == func.any(
            cast([*map(_digest, values)], ARRAY(LargeBinary))
        )


def _column(table: Table, name: str) -> ColumnElement[bytes]:
    return literal_column(f"{table.name}.{key_of(name)}", LargeBinary)


def _digest(text: str) -> bytes:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()
