"""The files of the search on a published site, of its articles' texts."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsarchive.publishing.search.parts import Parts, json_file
from newsarchive.publishing.search.plain_text import plain
from newsarchive.publishing.search.posting import SLOT, Postings

VERSION = 1
_UNIT = 256  # articles of the smallest segment
_LARGEST = 64  # units of the largest
_TOGETHER = 4  # articles whose texts are one file
_SHELF = 256  # articles whose texts' files have one digest


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What of an article is found, and what is shown of it.

    :param address: relative to the site, beginning with ``/``
    :param date: ``YYYY-MM-DD``
    :param text: plain text, a blank line between two blocks; a single line's end parts no Chinese words
    """

    address: str
    title: str
    date: str
    outlet: str
    text: str


def search_files(documents: Iterable[SearchText]) -> Iterator[tuple[str, bytes]]:
    """Path below ``search/`` and content of each file; the same for the same documents.

    The newest come first in what is found: by day, and within a day the later in ``documents``.
    """
    ordered = sorted(documents, key=lambda document: document.date)
    shelves, segments = [], []
    for start in range(0, len(ordered), _SHELF):
        digest = hashlib.sha256()
        for name, content in _texts(ordered, start):
            digest.update(content)
            yield name, content
        shelves.append(digest.hexdigest()[:8])
    for first, count in segments_of(len(ordered)):
        digest = hashlib.sha256()
        for name, content in _segment(ordered[first : first + count]):
            digest.update(content)
            yield f"{first}/{name}", content
        segments.append([first, count, digest.hexdigest()[:8]])
    index = {
        "version": VERSION, "slot": SLOT, "together": _TOGETHER, "shelf": _SHELF, "segments": segments,
        "shelves": shelves,
    }  # fmt: skip
    yield "index.json", json.dumps(index, separators=(",", ":")).encode()


def segments_of(documents: int) -> Iterator[tuple[int, int]]:
    """The first document of each segment, and how many it has; each is as large as can be.

    So a further document changes the last segment alone, which is small; now and then it becomes one with
    others of its size. There are few of them at any time, each of which a rare word is looked up in.
    """
    first = 0
    while units := (documents - first) // _UNIT:
        count = _UNIT * min(_LARGEST, 1 << units.bit_length() - 1)
        yield first, count
        first += count
    if first < documents:
        yield first, documents - first


def _texts(documents: list[SearchText], start: int) -> Iterator[tuple[str, bytes]]:
    for first in range(start, min(start + _SHELF, len(documents)), _TOGETHER):
        rows = [
            [one.address, one.title, one.date, one.outlet, one.text]
            for one in documents[first : first + _TOGETHER]
        ]
        yield f"texts/{first // _TOGETHER}.bin", json_file(rows)


def _segment(documents: list[SearchText]) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryFile() as spool:
        postings = Postings(spool)
        slots = [postings.add(plain(f"{one.title}\n\n{one.text}")) for one in documents]
        parts = Parts(postings)
        yield from parts
    yield "terms.bin", json_file({"slots": slots, "firsts": parts.firsts})
