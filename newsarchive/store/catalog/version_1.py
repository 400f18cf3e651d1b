"""From the first version of the catalog to the second.

Seals go by names, so that columns can be added. Revisions gain what articles state of author, source and the
like, and their ``lead`` is called ``standfirst``.
"""

import hashlib
from typing import Any

from newsarchive.store.catalog.tables import encoded, seal_of

VERSION = 1
BEFORE = tuple(
    f"ALTER TABLE revision ADD COLUMN {name} TEXT"
    for name in (
        "standfirst", "author", "source", "section", "image", "language", "modified", "canonical",
        "stated_date", "doubts", "more",
    )
)  # fmt: skip
AFTER = (
    "ALTER TABLE revision DROP COLUMN lead",
    "CREATE INDEX revision_doubts ON revision (article, number, doubts) WHERE doubts IS NOT NULL",
)


def renewed(table: str, values: dict[str, Any], seal: object) -> tuple[dict[str, Any], object]:
    """A row's values and seal as the second version has them.

    One that is not as it was sealed keeps its seal, which is as wrong by the new rule as by the old one.
    """
    sound = _is_sound(table, values, seal)
    if table == "revision":
        standfirst = _writable(values.pop("lead")) or None
        values = {**values, "standfirst": standfirst}
    return values, seal_of(table, values) if sound else seal


def _is_sound(table: str, values: dict[str, Any], seal: object) -> bool:
    """Whether the seal fits by that version's rule: all values in the columns' order, NULL among them."""
    hashing = hashlib.blake2b(table.encode(), digest_size=16)
    try:
        for value in values.values():
            hashing.update(b"n;" if value is None else encoded(value))
    except UnicodeEncodeError:  # a text that is no UTF-8 any more
        return False
    return hashing.digest() == seal


def _writable(text: object) -> str:
    """A text that SQLite takes, also of a row that is damaged."""
    return str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
