"""From the second version of the catalog to the third: revisions gain the tags that articles state."""

from typing import Any

VERSION = 2
BEFORE = ("ALTER TABLE revision ADD COLUMN tags TEXT",)
AFTER: tuple[str, ...] = ()


def renewed(table: str, values: dict[str, Any], seal: object) -> tuple[dict[str, Any], object]:  # noqa: ARG001
    """A row's values and seal as they are: what is NULL has no part in a seal."""
    return values, seal
