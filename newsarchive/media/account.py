"""What became of an archive's pictures in a run, in numbers and in words."""

from collections import Counter
from dataclasses import dataclass, field

from rich.filesize import decimal
from sqlalchemy import select

from newsarchive.media.quota import A_RUN, A_SITE, AN_ARTICLE
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.waits import is_given_up
from newsarchive.text import many

_WHY_LEFT = {
    AN_ARTICLE: "are beyond what is kept of one article (PICTURES_AN_ARTICLE, PICTURES_BYTES_AN_ARTICLE)",
    A_RUN: "are beyond what a run may receive (PICTURES_BYTES_A_RUN); the next run goes on",
    A_SITE: "are beyond what the archive may hold (PICTURES_BYTES_A_SITE)",
}


@dataclass(frozen=True, slots=True)
class PictureAccount:
    """The pictures of a run that keeps them.

    :param kept: whose bytes came in it
    :param bytes: that these have, each file counted once
    :param owed: that posts show, and that have not come yet
    :param given_up: of the same kind, which will hardly come
    :param left: how often one stayed with its source, by whose quota that was
    """

    kept: int = 0
    bytes: int = 0
    owed: int = 0
    given_up: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def numbers(self) -> dict[str, int]:
        """As the catalog keeps them of each run."""
        return {
            "pictures_kept": self.kept, "pictures_bytes": self.bytes, "pictures_owed": self.owed,
            "pictures_given_up": self.given_up, "pictures_left": self.left.total(),
        }  # fmt: skip

    def told(self) -> list[str]:
        """In lines; none where there are no pictures."""
        counts = {"owed": self.owed, "given up": self.given_up}
        more = "".join(f", {count:,} {what}" for what, count in counts.items() if count)
        lines = [f"pictures: {self.kept:,} kept ({decimal(self.bytes)}){more}"]
        left = [
            f"{many(self.left[whose], 'picture')} {why}"
            for whose, why in _WHY_LEFT.items()
            if self.left[whose]
        ]
        return [*lines, *left] if self.kept or more or left else []


def account_of(rows: Rows, left: Counter[str], *, since: int) -> PictureAccount:
    """The account of a run, by what its catalog says at its end.

    :param left: how often a picture stayed with its source, by whose quota that was
    :param since: when the run began, in seconds since 1970
    """
    kept = rows.where(PictureRow, PictureRow.c.kept >= since)
    shown = select(ArticleRow.c.id).where(
        IllustrationRow.c.picture == PictureRow.c.id,
        IllustrationRow.c.article == ArticleRow.c.id,
        IllustrationRow.c.revision == ArticleRow.c.revision,
    )
    owed = rows.where(PictureRow, PictureRow.c.sha256.is_(None), shown.exists())
    given_up = sum(map(is_given_up, owed))
    files = {row.sha256: row.length or 0 for row in kept}
    return PictureAccount(len(kept), sum(files.values()), len(owed) - given_up, given_up, left)
