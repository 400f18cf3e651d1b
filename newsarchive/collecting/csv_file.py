"""Records as CSV (RFC 4180) for spreadsheets: no cell is run, and none is longer than they take."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsarchive.collecting.columns import COLUMNS, Kind, Record
from newsarchive.collecting.record_file import iso
from newsarchive.collecting.safe_csv import harmless

LONGEST = 32_767
"""Characters of a cell in Excel, which counts those beyond the Basic Multilingual Plane twice."""
ROWS = 1_048_576
"""Rows of a sheet in Excel, the one with the names included."""


def write_csv(path: Path, records: Iterable[Record], *, bom: bool = False) -> list[str]:
    """Write the records in UTF-8, the names of the columns first; lines for people on what had to be cut.

    Times are ISO 8601 with their offset; a list has one entry a line; what has a structure is JSON; what is
    missing is empty. Line ends within a cell are as the text has them.

    :param bom: begin with a byte order mark, by which Excel tells UTF-8
    """
    notes, count = list[str](), 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for record in records:
            count += 1
            cells = {name: _cell(value, COLUMNS[name]) for name, value in record.row().items()}
            for name in _cut(cells):
                notes.append(f"{record.post}: its {name} is cut, as a cell takes {LONGEST:,} characters")
            writer.writerow(cells.values())
    if count >= ROWS:
        notes.append(f"Excel shows {ROWS - 1:,} articles of a file; choose fewer, as by --since and --until")
    return notes


def _cell(value: Any, kind: Kind) -> str | int | None:
    """A column's value as a cell has it; a number stays one."""
    match kind:
        case "number":
            return int(value)
        case "time" | "day":
            return value and iso(value)
        case "texts" | "times":
            return harmless("\n".join(one if isinstance(one, str) else iso(one) for one in value))
        case "pictures" | "json":
            return harmless(json.dumps(value, ensure_ascii=False, default=str)) if value else None
    return harmless(value) if value else None


def _cut(cells: dict[str, str | int | None]) -> Iterator[str]:
    """Cut what is too long for a cell, in place; the names of these columns."""
    for name, cell in cells.items():
        if isinstance(cell, str) and _units(cell) > LONGEST:
            end = f"… [{len(cell):,} characters]"
            units = cell.encode("utf-16-le")[: 2 * (LONGEST - _units(end))]
            cells[name] = units.decode("utf-16-le", "ignore") + end
            yield name


def _units(text: str) -> int:
    """Its length as Excel counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
