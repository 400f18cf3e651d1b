"""Records as JSON lines: one object a post, in UTF-8."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from newsarchive.collecting.records import COLUMNS, Record

# Valid inside JSON strings, and line ends to some readers of lines.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def write_json_lines(path: Path, records: Iterable[Record]) -> None:
    """Write the records; times are ISO 8601 with their zone."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            row = {name: getattr(record, name) for name in COLUMNS}
            line = json.dumps(row, ensure_ascii=False, default=_iso)
            file.write(line.translate(_LINE_ENDS) + "\n")


def _iso(time: date) -> str:
    return time.isoformat()
