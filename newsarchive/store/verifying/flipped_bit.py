"""Undo a single flipped bit in a row: its seal proves which one it was."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from newsarchive.store.catalog.tables import Row
from newsarchive.store.verifying.found_rows import FoundRow

R = TypeVar("R", bound=Row)
_LONGEST = 1 << 14  # bytes of a value; twice as long a one takes four times as long


def unflipped(found: FoundRow[R]) -> FoundRow[R] | None:
    """The row as it was sealed, should no more than one bit of one value differ."""
    if _differ_in_one_bit(found):
        return replace(found, seal=found.layout.seal(found.row))
    for name, stored in found.layout.stored(found.row).items():
        if name == "id":
            continue
        for value in _one_bit_off(stored):
            candidate = replace(found, row=replace(found.row, **{name: value}))
            if candidate.is_sound:
                return candidate
    return None


def _differ_in_one_bit(found: FoundRow[R]) -> bool:
    """Whether the one wrong bit is in the seal, so that the row is right."""
    try:
        right = found.layout.seal(found.row)
    except UnicodeEncodeError:
        return False
    if not isinstance(found.seal, bytes) or len(found.seal) != len(right):
        return False
    return (int.from_bytes(found.seal) ^ int.from_bytes(right)).bit_count() == 1


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
