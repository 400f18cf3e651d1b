"""``-O items.csv`` in which no cell is a formula to the spreadsheet that opens it."""

from typing import Any

from scrapy.exporters import CsvItemExporter
from scrapy.item import Field

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula, in full width too, or is skipped on the way to one (OWASP, CSV injection)."""


class SafeCsvExporter(CsvItemExporter):
    """Scrapy's exporter, but that text which would be run has an apostrophe before it.

    A title may be ``=HYPERLINK(...)``; a spreadsheet shows the apostrophe's cell as text.
    """

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """The cell, where it is text not one that is run."""
        cell = super().serialize_field(field if field is not None else Field(), name, value)
        text = cell if isinstance(cell, str | int | float | None) else str(cell)
        is_run = isinstance(text, str) and text.lstrip(" \u00a0\ufeff").startswith(_STARTS)
        return f"'{text}" if is_run else text
