"""The numbers that rows are given; one once given is never given again, since collecting goes by them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from sqlalchemy import Connection, text

_NOTED = (
    "INSERT INTO numbering (name, seq) SELECT * FROM unnest(%s::text[], %s::bigint[])"
    " ON CONFLICT (site_key, name) DO UPDATE SET seq = greatest(numbering.seq, excluded.seq)"
)


class Numbering(ABC):
    """Knows the last number of each table that numbers its rows.

    :cvar noted: says in SQL what that is
    """

    noted: ClassVar[str]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self, table: str) -> int:
        """The last number that was given in a table; 0 for none."""
        return self._connection.execute(text(self.noted), {"name": table}).scalar() or 0

    @abstractmethod
    def note(self, last: Iterable[tuple[str, int]]) -> None:
        """Let these be the last ones of tables, where a row with each was just written."""

    @abstractmethod
    def count_from(self, table: str, number: int) -> None:
        """Let new rows be numbered from above ``number`` at least."""


def numbering_of(connection: Connection) -> Numbering:
    """The numbering of the catalog that a connection is to."""
    kind = SQLiteNumbering if connection.dialect.name == "sqlite" else ShardNumbering
    return kind(connection)


class SQLiteNumbering(Numbering):
    """SQLite's own: AUTOINCREMENT notes what is written."""

    noted = "SELECT max(seq) FROM sqlite_sequence WHERE name = :name"

    def note(self, last: Iterable[tuple[str, int]]) -> None:
        """Do nothing: it is noted."""

    def count_from(self, table: str, number: int) -> None:
        """Let new rows be numbered from above ``number`` at least."""
        for statement in (
            "DELETE FROM sqlite_sequence WHERE name = :name AND (seq < :seq OR typeof(seq) != 'integer')",
            "INSERT INTO sqlite_sequence SELECT :name, :seq"
            " WHERE :seq > 0 AND NOT EXISTS (SELECT * FROM sqlite_sequence WHERE name = :name)",
        ):
            self._connection.execute(text(statement), {"name": table, "seq": number})


class ShardNumbering(Numbering):
    """A table of the shard, which has one row a site and table."""

    noted = "SELECT seq FROM numbering WHERE name = :name"

    def note(self, last: Iterable[tuple[str, int]]) -> None:
        """Write them down."""
        names, numbers = zip(*last, strict=True)
        self._connection.exec_driver_sql(_NOTED, (list(names), list(numbers)))

    def count_from(self, table: str, number: int) -> None:
        """Let new rows be numbered from above ``number`` at least."""
        if number > 0:
            self.note([(table, number)])
