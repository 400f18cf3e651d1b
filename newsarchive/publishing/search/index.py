"""The files of the search on a published site, of its articles' texts."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsarchive.posts.plain_text import plain
from newsarchive.publishing.search.parts import Parts, json_file
from newsarchive.publishing.search.posting import SLOT, Postings

_UNIT = 256  # articles of the smallest segment
_LARGEST = 64  # units of the largest
_TEXTS = 10_000  # bytes of the texts in a file, or one longer text


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
    segments = []
    for first, count in segments_of(len(ordered)):
        digest = hashlib.sha256()
        for name, content in _segment(ordered[first : first + count]):
            digest.update(content)
            yield f"{first}/{name}", content
        segments.append([first, count, digest.hexdigest()[:8]])
    index = {"version": 1, "slot": SLOT, "segments": segments}
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


def _segment(documents: list[SearchText]) -> Iterator[tuple[str, bytes]]:
    texts = []
    for number, rows in enumerate(_texts(documents)):
        yield f"text-{number}.bin", json_file(rows)
        texts.append(len(rows))
    with tempfile.TemporaryFile() as spool:
        postings = Postings(spool)
        slots = [postings.add(plain(f"{one.title}\n\n{one.text}")) for one in documents]
        parts = Parts(postings)
        yield from parts
    yield "terms.bin", json_file({"slots": slots, "texts": texts, "firsts": parts.firsts})


def _texts(documents: list[SearchText]) -> Iterator[list[list[str]]]:
    """What is shown of each, as many together as make a file that is worth asking for."""
    rows: list[list[str]] = []
    size = 0
    for one in documents:
        rows.append([one.address, one.title, one.date, one.outlet, one.text])
        size += len(one.text.encode("utf-8", "replace"))
        if size >= _TEXTS:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows
