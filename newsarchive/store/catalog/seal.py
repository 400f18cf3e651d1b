"""A row's seal: what its values add up to, so that a damaged one is seen."""

import hashlib
from collections.abc import Mapping
from typing import Any

_SIZE = 16  # bytes


def seal_of(table: str, values: Mapping[str, object]) -> bytes:
    """The seal that a row's values call for.

    What is NULL has no part in it: a column that a later version adds leaves the rows sealed that are there.

    :param table: its name
    :param values: by column; a column of the name ``seal`` does not count
    :raises UnicodeEncodeError: a text is none, because the row is damaged
    """
    hashing = hashlib.blake2b(table.encode() + b";", digest_size=_SIZE)
    for name in sorted(values):
        if name != "seal" and (value := values[name]) is not None:
            hashing.update(name.encode() + b"=" + encoded(value))
    return hashing.digest()


def encoded(value: object) -> bytes:
    """Kind, length and value: no two rows run together to the same bytes."""
    if isinstance(value, bytes):
        return b"b%d;" % len(value) + value
    text = str(value).encode()
    return (b"i%d;" if isinstance(value, int) else b"s%d;") % len(text) + text


def storable(value: Any) -> Any:
    """A value as a table may have it: a text without NUL, which PostgreSQL has in none."""
    return value.replace("\0", "") if isinstance(value, str) and "\0" in value else value
