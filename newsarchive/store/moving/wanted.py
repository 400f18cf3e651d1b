"""The files that an archive's rows call for, wherever they are: what has to come along when it moves."""

from dataclasses import dataclass

from sqlalchemy import select

from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.lost import LOST
from newsarchive.store.pictures.takedown import FORGOTTEN


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files that an archive's rows call for.

    :param pictures: digests, and whether one is known to be lost
    """

    originals: list[WarcRow]
    pictures: dict[str, bool]


def wanted_in(rows: Rows) -> Wanted:
    """The files that the rows call for."""
    shown = select(IllustrationRow.c.sha256).where(IllustrationRow.c.sha256.is_not(None)).distinct()
    pictures = dict.fromkeys(map(str, rows.connection.execute(shown).scalars()), False)
    for row in rows.where(PictureRow, PictureRow.c.sha256.is_not(None)):
        if row.failure != FORGOTTEN:
            pictures[str(row.sha256)] = row.failure == LOST
    return Wanted(rows.where(WarcRow, order=[WarcRow.c.id]), pictures)
