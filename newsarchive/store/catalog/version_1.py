"""From the first version of the catalog to the second.

Seals go by names, so that columns can be added. Revisions gain what articles state of author, source and the
like, and their ``lead`` is called ``standfirst``.
"""

import hashlib
from typing import Any

from newsarchive.store.catalog.seals import encoded, seal_of

VERSION = 1
BEFORE = tuple(
    f"ALTER TABLE revision ADD COLUMN {name} TEXT"
    for name in (
        "standfirst", "author", "source", "section", "image", "language", "modified", "canonical",
        "stated_date", "doubts", "more",
    )
)  # fmt: skip
AFTER = ("ALTER TABLE revision DROP COLUMN lead",)


def renewed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the values and the seal of the second version.

    One that is not as it was sealed keeps its seal, which is as wrong by the new rule as by the old one.
    """
    values = {name: row[name] for name in row if name != "seal"}
    sound = _is_sound(table, row)
    if table == "revision":
        values["standfirst"] = _writable(values.pop("lead")) or None
    return {**values, "seal": seal_of(table, values) if sound else row["seal"]}


def _is_sound(table: str, row: dict[str, Any]) -> bool:
    """By the rule of that version: all values in the order of the columns, NULL among them."""
    hashing = hashlib.blake2b(table.encode(), digest_size=16)
    try:
        for name, value in row.items():
            if name != "seal":
                hashing.update(b"n;" if value is None else encoded(value))
    except UnicodeEncodeError:  # a text that is no UTF-8 any more
        return False
    return bool(hashing.digest() == row["seal"])


def _writable(text: object) -> str:
    """A text that SQLite takes, also of a row that is damaged."""
    return str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
