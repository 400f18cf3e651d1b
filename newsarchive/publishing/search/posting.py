"""Where each term stands: gathered from the texts, however many, and given back in the order of the terms."""

import heapq
import marshal
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import BinaryIO

from newsarchive.posts.plain_text import SIGNS

SLOT = 1024
"""A text begins at a multiple of so many characters."""
LONGEST_WORD = 40
"""Of a longer word, the beginning is a term."""
_BATCH = 2_000  # terms that are written and read at once
# Signs, what stands between two of them, and what stands before and after: each pair in it has a sign.
_SIGNS = re.compile(f"[^{SIGNS}]?[{SIGNS}]+(?:[^{SIGNS}][{SIGNS}]+)*[^{SIGNS}]?")
_SIGN = re.compile(f"[{SIGNS}]")
_WORD = re.compile(f"[^{SIGNS} ]+")


class Postings:
    """The terms of some texts, and for each the numbers that say where it stands, rising.

    - a pair of characters, of which at least one is a sign: the positions at which it begins
    - a sign: the texts it stands in, each by its first slot
    - a word: twice the position at which it begins, and 1 more where a sign stands right before it

    :param spool: an empty file for what is sorted; closing it is the caller's
    :param most: characters that are held in memory
    """

    def __init__(self, spool: BinaryIO, most: int = 3_000_000) -> None:
        self._spool, self._most = spool, most
        self._runs: list[tuple[int, int]] = []  # of sorted terms: where each begins, its batches
        self._slots = 0
        self._hold_nothing()

    def _hold_nothing(self) -> None:
        self._texts: list[str] = []
        self._start = self._slots * SLOT
        self._held = 0
        # By the first character: few lists that grow are much faster than the many of all pairs.
        self._pairs: dict[str, list[int]] = defaultdict(list)
        self._signs: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, text: str) -> int:
        """Take up a text in its plain form; how many slots it fills."""
        if self._held >= self._most:
            self._write()
        base, pairs, words = self._slots * SLOT, self._pairs, self._words
        for run in _SIGNS.finditer(text):
            for position, first in enumerate(run[0][:-1], base - self._start + run.start()):
                pairs[first].append(position)
        for found in _WORD.finditer(text):
            word, start = found[0], found.start()
            after_sign = start > 0 and text[start - 1] != " "
            words[word[0]][word[:LONGEST_WORD]].append((base + start) * 2 + after_sign)
        for sign in set(text):
            self._signs[sign].append(self._slots)
        filled = len(text) // SLOT + 1
        self._texts.append(text.ljust(filled * SLOT))
        self._slots += filled
        self._held += len(text)
        return filled

    def _sorted(self) -> Iterator[tuple[str, list[int]]]:
        """What is held."""
        seconds, start = "".join(self._texts)[1:], self._start
        for first in sorted(self._pairs.keys() | self._words.keys() | self._signs.keys()):
            terms = dict(self._words.get(first, {}))
            by_second: dict[str, list[int]] = defaultdict(list)
            positions = self._pairs.get(first, [])
            for second, position in zip(map(seconds.__getitem__, positions), positions, strict=True):
                by_second[second].append(position)
            for second, found in by_second.items():
                terms[first + second] = found if start == 0 else [start + position for position in found]
            if _SIGN.match(first):
                terms[first] = self._signs[first]
            for term in sorted(terms):
                yield term, terms[term]

    def _write(self) -> None:
        place, batches, terms = self._spool.seek(0, 2), 0, self._sorted()
        while batch := list(islice(terms, _BATCH)):
            marshal.dump(batch, self._spool)
            batches += 1
        self._runs.append((place, batches))
        self._hold_nothing()

    def _written(self, place: int, batches: int) -> Iterator[tuple[str, list[int]]]:
        for _ in range(batches):
            self._spool.seek(place)
            batch = marshal.load(self._spool)  # noqa: S302  our own, of a moment ago
            place = self._spool.tell()
            yield from batch

    def __iter__(self) -> Iterator[tuple[str, list[int]]]:
        """Each term with its numbers, by the terms' code points."""
        if not self._runs:
            yield from self._sorted()
            return
        runs = [self._written(*run) for run in self._runs] + [self._sorted()]
        for term, found in groupby(heapq.merge(*runs), key=itemgetter(0)):
            yield term, [number for _, numbers in found for number in numbers]
