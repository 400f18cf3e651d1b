"""An entry of the quarantine: what the pages said, and why no post was made of it."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

_COLUMNS = (
    "id",
    "article",
    "archived",
    "source_id",
    "url",
    "reason",
    "detail",
    "extraction",
    "at",
    "settled",
)
_LARGEST = 32 * 1024 * 1024
"""Bytes of a record; a page of 8 MiB makes none of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. Times are seconds since 1970.

    :param article: the number of its article; None where the source gave no valid id
    :param archived: the number of the article that a reader is led to; None where none is archived under it
    :param record: what the pages said, by field; None where it cannot be read, or is too large
    :param settled: when the article was stored after all; None while the entry is open
    :param run: number and command of the run that made it; None where nobody knows
    """

    id: int
    article: int | None
    archived: int | None
    source_id: str
    url: str
    reason: str
    detail: str
    record: Mapping[str, Any] | None
    extraction: str
    at: int
    settled: int | None
    run: tuple[int, str] | None


_ENTRY = """
SELECT quarantine.*, whole.id AS archived FROM quarantine
LEFT JOIN article AS one ON one.id = quarantine.article
LEFT JOIN article AS whole
  ON whole.id = CASE one.state WHEN 'double' THEN one.copy_of ELSE one.id END AND whole.revision IS NOT NULL
WHERE quarantine.id = ?
"""
_RUN_THAT_ASKED = """
SELECT run.id, run.command FROM ask JOIN run ON run.id = ask.run
WHERE ask.article = ? AND ask.at = ? ORDER BY ask.id LIMIT 1
"""
_RUN_THEN = """
SELECT id, command FROM run WHERE started <= ? AND (ended IS NULL OR ended >= ?) ORDER BY id DESC LIMIT 1
"""


def entry_of(catalog: Connection, number: int) -> Entry | None:
    """The entry of this number in the catalog; None where there is none."""
    row = catalog.execute(_ENTRY, (number,)).fetchone()
    if row is None:
        return None
    at = row["at"]
    run = catalog.execute(_RUN_THAT_ASKED, (row["article"], at)).fetchone()
    run = run or catalog.execute(_RUN_THEN, (at, at)).fetchone()
    return Entry(
        **{name: row[name] for name in _COLUMNS},
        record=_record(row["record"]),
        run=tuple(run) if run else None,
    )


def _record(packed: bytes) -> Mapping[str, Any] | None:
    inflating = zlib.decompressobj()
    try:
        plain = inflating.decompress(packed, _LARGEST)
        record = json.loads(plain) if inflating.eof else None
    except (zlib.error, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
