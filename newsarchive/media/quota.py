"""How much of pictures an archive takes: for an article, in a run, and in all."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Self

from scrapy.settings import BaseSettings
from sqlalchemy import func, select

from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.rows import Rows

AN_ARTICLE, A_RUN, A_SITE = "article", "run", "site"


@dataclass(slots=True)
class Quota:
    """What may be taken, and what a run has taken so far.

    What lies beyond stays with its source. What has begun to come is taken whole, beyond it or not.

    :param pictures: how many an article may show
    :param an_article: bytes of its pictures
    :param a_run: bytes that a run may receive
    :param a_site: bytes that the archive may hold
    :ivar received: bytes that came so far, of pictures or not
    :ivar held: bytes that the archive holds
    :ivar left: pictures that stayed with their source, by whose quota it was
    """

    pictures: int
    an_article: int
    a_run: int
    a_site: int
    received: int = 0
    held: int = 0
    left: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """What the settings ``PICTURES_…`` say."""
        return cls(
            pictures=settings.getint("PICTURES_AN_ARTICLE"),
            an_article=settings.getint("PICTURES_BYTES_AN_ARTICLE"),
            a_run=settings.getint("PICTURES_BYTES_A_RUN"),
            a_site=settings.getint("PICTURES_BYTES_A_SITE"),
        )

    @property
    def spent(self) -> str:
        """Whose quota is used up, the run's or the site's; empty while there is room."""
        if self.received >= self.a_run:
            return A_RUN
        return A_SITE if self.held >= self.a_site else ""


def bytes_held(rows: Rows) -> int:
    """How many bytes the pictures of an archive have, each counted once."""
    length = func.max(PictureRow.c.length).label("length")  # a digest has but one
    files = select(length).where(PictureRow.c.sha256.is_not(None)).group_by(PictureRow.c.sha256)
    return int(rows.connection.execute(select(func.sum(files.subquery().c.length))).scalar() or 0)
