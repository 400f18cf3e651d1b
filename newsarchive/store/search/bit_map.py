"""A map of bits for a text: what follows what in it sets some, and what lacks one of these is not in it.

It is right in one way alone: where all bits of a phrase are set, the phrase may still be missing. A map is
no longer for a long text, of which it says less. It does not give the words back.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from newsarchive.store.search.words import IS_SIGN

BITS = 4096
"""How many a map has; a quarter of them is set by a Chinese article of 1,500 characters."""


def marks_of(texts: Iterable[Sequence[str]]) -> bytes:
    """The map of some texts, for ``get_bit`` of PostgreSQL.

    :param texts: of each its words and signs
    """
    marks = bytearray(BITS // 8)
    for tokens in texts:
        for bit in _bits(tokens):
            marks[bit >> 3] |= 1 << (bit & 7)
    return bytes(marks)


def bits_of(tokens: Sequence[str]) -> list[int]:
    """The bits that a text has set in which these words and signs follow one another.

    None for a single sign, which most texts have.
    """
    return sorted(set(_bits(tokens)))


def _bits(tokens: Sequence[str]) -> Iterator[int]:
    """One for each pair, and for each word."""
    for token in tokens:
        if not (len(token) == 1 and IS_SIGN.match(token)):
            yield zlib.crc32(token.encode()) % BITS
    for first, then in pairwise(tokens):
        yield zlib.crc32(f"{first} {then}".encode()) % BITS
