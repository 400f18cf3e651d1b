"""CSV in which no cell is a formula to the spreadsheet that opens it."""

import unicodedata
from typing import Any

from scrapy.exporters import CsvItemExporter
from scrapy.item import Field

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\u2212")
"""What begins a formula, or is skipped on the way to one (OWASP, CSV injection); in any width and height."""

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a symbol that are blank: of Hangul, and of Braille."""


def harmless(text: str) -> str:
    """A cell's text: what a spreadsheet would run has an apostrophe before it.

    A title may be ``=HYPERLINK(...)``. What is invisible before it does not count, since programs skip it.
    """
    if not text or (text[0].isalnum() and text[0] not in _FILLERS):
        return text
    seen = next((sign for sign in text if sign in _STARTS or not _is_skipped(sign)), "")
    return f"'{text}" if unicodedata.normalize("NFKC", seen).startswith(_STARTS) else text


def _is_skipped(sign: str) -> bool:
    """Whether nothing is seen of it by itself: a space, a control, a mark on another sign, a filler."""
    return unicodedata.category(sign)[0] in "ZCM" or sign in _FILLERS


class SafeCsvExporter(CsvItemExporter):
    """``-O items.csv``: Scrapy's exporter with cells that are harmless."""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """The cell, where it is text not one that is run."""
        cell = super().serialize_field(field if field is not None else Field(), name, value)
        text = cell if isinstance(cell, str | int | float | None) else str(cell)
        return harmless(text) if isinstance(text, str) else text
