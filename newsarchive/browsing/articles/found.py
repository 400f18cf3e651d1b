"""All that the catalog knows of the article that an address names."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from newsarchive.browsing.held import Held, limited
from newsarchive.browsing.page import NotHere
from newsarchive.profiles import Identity
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow, RevisionRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.chronicle import EDIT
from newsarchive.store.entries import lead_of
from newsarchive.store.history import History, history_of
from newsarchive.store.trace import Sighting, sightings

FOREIGN = {RevisionKind.ADOPTED, RevisionKind.REBUILT}
"""The kinds of revisions whose posts may have been written by another tool."""

_EDITS = f"SELECT number FROM revision WHERE article = ? AND {EDIT}"  # noqa: S608  a constant


@dataclass(frozen=True, slots=True)
class Found:
    """An article.

    :param current: the revision that is published; None where it has none
    :param asks: when it was asked for and what came of it, oldest first
    :param runs: those that wrote its revisions, by their numbers
    :param edits: its revisions that are edits of the source
    :param others: the articles of the archive with the same text, the first one first
    """

    held: Held
    zone: tzinfo
    row: ArticleRow
    history: History
    current: RevisionRow | None
    sightings: list[Sighting]
    asks: list[AskRow]
    runs: dict[int, RunRow]
    edits: list[RevisionRow]
    others: list[ArticleRow]

    @property
    def address(self) -> str:
        """Of its page."""
        return address_of(self.held, self.row.id)

    @property
    def title(self) -> str:
        """As it is published, else as a list called it, else its address."""
        return self.current.title if self.current else lead_of(self.row).title or self.row.url

    def local(self, seconds: int) -> datetime:
        """A time of the catalog in the site's zone."""
        return datetime.fromtimestamp(seconds, self.zone)


def address_of(held: Held, number: int) -> str:
    """The address of an article's page."""
    return f"{held.address}article/{number}/"


def find_article(held: Held, number: int) -> Found:
    """The article with this number in the catalog.

    :raises NotHere: there is none
    """
    zone = held.zone
    with reading(held.catalog) as rows, limited(sqlite_of(rows)):
        row = rows.one(ArticleRow, id=number)
        if row is None:
            raise NotHere(f"{held.name} has no article {number}; it may have been taken down")
        history = history_of(rows, row.site, Identity(row.source_id, row.url))
        edits = {number for (number,) in sqlite_of(rows).execute(_EDITS, (row.id,))}
        runs = rows.by_values(RunRow, RunRow.c.id, {one.run for one in history.revisions})
        return Found(
            held=held,
            zone=zone,
            row=row,
            history=history,
            current=next((one for one in history.revisions if one.number == row.revision), None),
            sightings=sightings(rows, row),
            asks=rows.where(AskRow, article=row.id, order=[AskRow.c.id]),
            runs={one.id: one for one in runs},
            edits=[one for one in history.revisions if one.number in edits],
            others=_same_text(rows, row) if history.copies or history.copy_of else [],
        )


def _same_text(rows: Rows, row: ArticleRow) -> list[ArticleRow]:
    first = row.copy_of if row.state is not State.DOUBLE and row.copy_of else row.id
    group = rows.where(ArticleRow, copy_of=first) + rows.where(ArticleRow, id=first)
    return sorted(
        (one for one in group if one.id != row.id and one.state is not State.DOUBLE), key=lambda one: one.id
    )


def sqlite_of(rows: Rows) -> Any:
    """SQLite's own connection, to be limited."""
    return rows.connection.connection.driver_connection
