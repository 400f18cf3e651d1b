"""A seal per row: a hash of its values, by which verification finds a changed one."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

_SIZE = 16


def sealed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with every column of its table, absent ones None, and its seal."""
    values = {column.name: row.get(column.name) for column in table.columns if column.name != "seal"}
    return {**values, "seal": seal_of(table, values)}


def seal_of(table: Table, row: Mapping[str, Any]) -> bytes:
    """The seal that a row's values call for."""
    hashing = hashlib.blake2b(table.name.encode(), digest_size=_SIZE)
    for column in table.columns:
        if column.name != "seal":
            hashing.update(_encoded(row[column.name]))
    return hashing.digest()


def _encoded(value: object) -> bytes:
    """Kind, length and value: no two rows run together to the same bytes."""
    if value is None:
        return b"n;"
    if isinstance(value, bytes):
        return b"b%d;" % len(value) + value
    text = str(value).encode()
    return (b"i%d;" if isinstance(value, int) else b"s%d;") % len(text) + text
