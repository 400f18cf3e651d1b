"""Undo a single flipped bit in a row: its seal proves which one it was."""

from collections.abc import Iterator

from sqlalchemy import Table

from newsarchive.store.catalog.rows import Row, sealed
from newsarchive.store.verifying.catalog_check import is_sound

_LONGEST = 1 << 14  # bytes of a value; twice as long a one takes four times as long


def unflipped(table: Table, row: Row) -> Row | None:
    """The row as it was sealed, should no more than one bit of one value differ."""
    if _differ_in_one_bit(table, row):
        return row | sealed(table, row)
    for column in table.columns:
        if column.name in {"id", "seal"}:
            continue
        for value in _one_bit_off(row[column.name]):
            candidate = row | {column.name: value}
            if is_sound(table, candidate):
                return candidate
    return None


def _differ_in_one_bit(table: Table, row: Row) -> bool:
    """Whether it is the seal that was hit."""
    try:
        right = sealed(table, row)["seal"]
    except UnicodeEncodeError:
        return False
    seal = row["seal"]
    if not isinstance(seal, bytes) or len(seal) != len(right):
        return False
    return (int.from_bytes(seal) ^ int.from_bytes(right)).bit_count() == 1


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
    if len(data) > _LONGEST:
        return
    flipped = bytearray(data)
    for place in range(len(data)):
        for bit in range(8):
            flipped[place] ^= 1 << bit
            yield bytes(flipped)
            flipped[place] ^= 1 << bit
