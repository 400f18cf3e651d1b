"""What an archive knows of its pictures: which are kept, which are owed, and when each is due again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, or_, select

from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.pictures.folder import path_of

Media = Literal["keep", "link"]
UNKNOWN = "/"
"""What begins in place of a picture's URL where nobody knows that any more: the file's path is it."""


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
    :param article: the first that shows it now, for which its exchanges are kept
    """

    row: PictureRow
    article: ArticleRow


def owed_pictures(rows: Rows, *, now: int, limit: int) -> list[DuePicture]:
    """The pictures that are to be asked for: the owed ones first, and of each those that have waited longest.

    What no published post shows any more is asked for no more, nor what a restored one alone shows.

    :param now: seconds since 1970
    :param limit: how many at most
    """
    owed = and_(PictureRow.c.sha256.is_(None), PictureRow.c.next_check.is_(None))
    shown = select(ArticleRow.c.id).where(IllustrationRow.c.picture == PictureRow.c.id, _IS_SHOWN)
    found = rows.where(
        PictureRow,
        or_(owed, PictureRow.c.next_check <= now),
        shown.exists(),
        order=[PictureRow.c.sha256.is_not(None), PictureRow.c.next_check.nulls_first(), PictureRow.c.id],
        limit=limit,
    )
    return [DuePicture(row, _first_that_shows(rows, row)) for row in found]


def behind(rows: Rows, *, limit: int) -> list[ArticleRow]:
    """The articles whose published post does not show a picture as the archive has it by now.

    So it is after another article brought a picture that this one shows, too.

    :param limit: how many at most
    """
    has_come = and_(
        PictureRow.c.id == IllustrationRow.c.picture, PictureRow.c.sha256.is_not(None),
        PictureRow.c.sha256.is_distinct_from(IllustrationRow.c.sha256),
    )  # fmt: skip
    late = select(IllustrationRow.c.article).where(has_come, _IS_SHOWN).correlate(None)
    return rows.where(ArticleRow, ArticleRow.c.id.in_(late), order=[ArticleRow.c.id], limit=limit)


_IS_SHOWN = and_(
    IllustrationRow.c.article == ArticleRow.c.id,
    IllustrationRow.c.revision == ArticleRow.c.revision,
    RevisionRow.c.article == ArticleRow.c.id,
    RevisionRow.c.number == ArticleRow.c.revision,
    RevisionRow.c.kind != RevisionKind.RESTORED,
)
"""Of an illustration, an article and a revision: what is published shows the picture, and may change."""


def _first_that_shows(rows: Rows, row: PictureRow) -> ArticleRow:
    showing = select(ArticleRow.c.id).where(IllustrationRow.c.picture == row.id, _IS_SHOWN).correlate(None)
    (article,) = rows.where(ArticleRow, ArticleRow.c.id.in_(showing), order=[ArticleRow.c.id], limit=1)
    return article


def is_asked_for(rows: Rows, row: PictureRow) -> bool:
    """Whether runs ask for a due picture: its URL is known, and a post that may change shows it."""
    shown = select(ArticleRow.c.id).where(IllustrationRow.c.picture == row.id, _IS_SHOWN).correlate(None)
    return row.url.startswith("http") and rows.one(ArticleRow, ArticleRow.c.id.in_(shown)) is not None
