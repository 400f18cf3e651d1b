"""The page on records says what the code does: each column with its type."""

import re
from dataclasses import fields
from pathlib import Path

from newsarchive.collecting.columns import COLUMNS, Record
from newsarchive.items import Doubt

DOCS = Path(__file__).parents[1] / "docs"
TYPES = {
    "text": "text", "number": "number", "time": "time", "day": "day", "list of texts": "texts",
    "list of times": "times", "pictures": "pictures", "JSON": "json",
}  # fmt: skip


def test_every_column_is_documented_with_its_type_in_its_order() -> None:
    page = (DOCS / "records.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| (.+) \|$", page, re.MULTILINE)
    assert {name: TYPES[kind] for name, kind, _ in rows} == COLUMNS
    assert [name for name, _, _ in rows] == list(COLUMNS)
    assert {one.name for one in fields(Record)} == COLUMNS.keys()
    assert set(re.findall(r"^\| ([\w ]+) \| .* \| .* \| .* \|$", page, re.MULTILINE)) - {"type"} == set(TYPES)


def test_every_doubt_is_documented() -> None:
    page = " ".join((DOCS / "operations.md").read_text(encoding="utf-8").split())
    assert [doubt for doubt in Doubt if f"`{doubt}` (" not in page] == []
