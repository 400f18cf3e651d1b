"""What an archive knows of its pictures: which are kept, which are owed, and when each is due again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Select, and_, or_, select

from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.folder import path_of

Media = Literal["keep", "link"]


def media_of(rows: Rows, profile: SiteProfile) -> Media:
    """Whether the archive keeps pictures, or leaves them with the source.

    The profile decides. Where it says nothing, an archive goes on as it began: one whose first run is of a
    version that kept none has its posts stay as they are.
    """
    if profile.media:
        return profile.media
    first = rows.where(RunRow, order=[RunRow.c.id], limit=1)
    return "link" if first and first[0].media != "keep" else "keep"


def known_pictures(rows: Rows, urls: Iterable[str]) -> dict[str, PictureRow]:
    """What is known of the pictures at these addresses, by address; of some there may be nothing."""
    return {row.url: row for row in rows.by_values(PictureRow, PictureRow.c.url, dict.fromkeys(urls))}


def kept_path(row: PictureRow | None) -> str:
    """Where the picture is in the archive's folder; empty while it is owed."""
    return path_of(row.sha256, row.extension or "") if row and row.sha256 else ""


@dataclass(frozen=True, slots=True)
class DuePicture:
    """A picture that is to be asked for.

    :param row: what is known of it; without a digest it is owed
    :param article: one that shows it now, for which its exchanges are kept
    """

    row: PictureRow
    article: ArticleRow


IS_SHOWN = and_(
    IllustrationRow.c.article == ArticleRow.c.id, IllustrationRow.c.revision == ArticleRow.c.revision
)
"""Of an illustration and an article: the revision that is published shows the picture."""


def owed_pictures(rows: Rows, *, now: int, limit: int) -> list[DuePicture]:
    """The pictures that are to be asked for, the owed ones first, and those that have waited longest.

    What no published post shows any more is asked for no more.

    :param now: seconds since 1970
    :param limit: how many at most
    """
    shown = select(ArticleRow.c.id).where(IllustrationRow.c.picture == PictureRow.c.id, IS_SHOWN)
    owed = and_(PictureRow.c.sha256.is_(None), PictureRow.c.next_check.is_(None))
    found = rows.where(
        PictureRow,
        or_(owed, PictureRow.c.next_check <= now),
        shown.exists(),
        order=[PictureRow.c.sha256.is_not(None), PictureRow.c.next_check, PictureRow.c.id],
        limit=limit,
    )
    due = []
    for row in found:
        showing = ArticleRow.c.id.in_(shown_by(row))
        (article,) = rows.where(ArticleRow, showing, order=[ArticleRow.c.id], limit=1)
        due.append(DuePicture(row, article))
    return due


def shown_by(row: PictureRow) -> Select[tuple[int]]:
    """Selects the ids of the articles whose published post shows a picture."""
    return select(ArticleRow.c.id).where(IllustrationRow.c.picture == row.id, IS_SHOWN)
