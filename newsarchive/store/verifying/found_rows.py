"""Rows as they are found in a table that may be damaged, and whether they are sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from newsarchive.store.catalog.tables import Layout, Row
from newsarchive.store.verifying.damaged_tables import TableReader

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class FoundRow(Generic[R]):
    """A row as it was found.

    :param row: every value as the table has it, so that times are texts; a damaged one may be of any type
    """

    layout: Layout[R]
    rowid: int
    row: R
    seal: Any

    @property
    def is_sound(self) -> bool:
        """Whether its values are those that it was written with."""
        try:
            return bool(self.layout.seal(self.row) == self.seal)
        except UnicodeEncodeError:  # a text that is no UTF-8 any more
            return False

    @property
    def values(self) -> dict[str, Any]:
        """Its values and its seal, by column."""
        return {**self.layout.stored(self.row), "seal": self.seal}


def columns_of(layout: Layout[Any]) -> list[str]:
    """What to read of a table for :func:`found_rows`."""
    return [*layout.names, "seal"]


def found_rows(reader: TableReader, layout: Layout[R]) -> Iterator[FoundRow[R]]:
    """The rows of a table, of which :func:`columns_of` are read."""
    for rowid, *values, seal in reader:
        yield FoundRow(layout, rowid, layout.as_found(values), seal)
