"""Records read back by other people's readers, from each of the three forms."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from newsarchive.collecting.columns import COLUMNS

Rows = list[dict[str, Any]]


def from_json_lines(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_bytes().decode().split("\n") if line]


def from_parquet(path: Path) -> Rows:
    from pyarrow import parquet

    rows: Rows = parquet.read_table(path).to_pylist()
    return [row | {"more": json.loads(row["more"])} for row in rows]


def from_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def as_moments(row: dict[str, Any]) -> dict[str, Any]:
    """A record of JSON lines with its times as moments and its days as dates."""
    return {name: _moment(value, COLUMNS[name]) for name, value in row.items()}


def _moment(value: Any, kind: str) -> Any:
    if kind == "time":
        return value and datetime.fromisoformat(value)
    if kind == "times":
        return [datetime.fromisoformat(one) for one in value]
    return date.fromisoformat(value) if kind == "day" else value


def as_cells(row: dict[str, Any]) -> dict[str, str]:
    """A record of JSON lines as the cells of a spreadsheet, whose texts nothing keeps from being run."""
    return {name: _cell(value, COLUMNS[name]) for name, value in row.items()}


def _cell(value: Any, kind: str) -> str:
    if kind in {"texts", "times"}:
        return "\n".join(value)
    if kind in {"pictures", "json"}:
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)
