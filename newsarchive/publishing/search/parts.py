"""Terms and their numbers as files of a size that a reader can load for one search."""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import sub

_PART = 3_000  # terms and numbers in a part, about: 8 KB
_SHORT = 1_000  # numbers of a list that stands in a part; of a longer one, each piece is a file
_PIECE = 5_000  # numbers


def deflated(data: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """``data`` as raw deflate, for which browsers have a reader."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, strategy=strategy)
    return packer.compress(data) + packer.flush()


def json_file(value: object) -> bytes:
    """``value`` as JSON, deflated."""
    return deflated(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def distances(rising: list[int]) -> Iterable[int]:
    """How far each number is from the one before it; the first one, from 0."""
    return map(sub, rising, chain((0,), rising))


def packed(numbers: list[int]) -> bytes:
    """Numbers of 2, 4 or 8 bytes, as few as the largest needs; first the low bytes of all, then the next.

    The high bytes are mostly 0, and as good as gone once they are deflated.
    """
    largest = max(numbers, default=0)
    found = array("H" if largest >> 16 == 0 else "I" if largest >> 32 == 0 else "Q", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    data = found.tobytes()
    return deflated(b"".join(data[start :: found.itemsize] for start in range(found.itemsize)), zlib.Z_RLE)


class Parts:
    """The files of an index; once they have been gone through, ``firsts`` has the first term of each part.

    A part is the length of what follows in 4 bytes (the low ones first); as JSON, its terms with a line's
    end between them, how many numbers each has in this part, and for each whose numbers lie in files of
    their own ``[its place among the terms, first piece, numbers, numbers a piece, first number of each
    piece]``; and the distances of the part's numbers, packed.
    """

    def __init__(self, terms: Iterable[tuple[str, list[int]]]) -> None:
        self._terms = terms
        self.firsts: list[str] = []
        self._pieces = 0
        self._long: list[tuple[int, int, int, int, list[int]]] = []

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file."""
        names: list[str] = []
        counts: list[int] = []
        held: list[int] = []  # distances
        room = _PART
        for term, numbers in self._terms:
            count = len(numbers)
            if count == 1:  # as most are
                held.append(numbers[0])
            elif count <= _SHORT:
                held += distances(numbers)
            else:
                yield from self._in_pieces(len(names), numbers)
                count = 0
            names.append(term)
            counts.append(count)
            room -= count + 1
            if room <= 0:
                yield self._part(names, counts, held)
                names, counts, held, room = [], [], [], _PART
        if names:
            yield self._part(names, counts, held)

    def _in_pieces(self, place: int, numbers: list[int]) -> Iterator[tuple[str, bytes]]:
        each = -(-len(numbers) // -(-len(numbers) // _PIECE))
        starts = range(0, len(numbers), each)
        first_numbers = [numbers[start] for start in starts]
        self._long.append((place, self._pieces, len(numbers), each, first_numbers))
        for start in starts:
            piece = numbers[start : start + each]
            yield f"list-{self._pieces}.bin", packed(list(distances(piece)))
            self._pieces += 1

    def _part(self, names: list[str], counts: list[int], held: list[int]) -> tuple[str, bytes]:
        head = json_file(["\n".join(names), counts, self._long])
        self._long = []
        self.firsts.append(names[0])
        content = len(head).to_bytes(4, "little") + head + packed(held)
        return f"part-{len(self.firsts) - 1}.bin", content
