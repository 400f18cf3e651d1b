"""Which pictures the revisions of an article show."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsarchive.evidence import Picture
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.folder import parts_of

LOST_REVISION = 0
"""The number that stands for all revisions of an article that were lost with their catalog."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that a revision shows.

    :param url: where its page shows it
    :param sha256: of the file that the post shows; None where it shows the source's own
    """

    url: str
    sha256: str | None = None


def of_text(pictures: Iterable[Picture]) -> list[Shown]:
    """The pictures of a text that was read, in the order of its body."""
    return [Shown(one.url, parts[0] if (parts := parts_of(one.path)) else None) for one in pictures]


def of_revision(rows: Rows, article: int, number: int) -> list[Shown]:
    """The pictures of a revision, in the order of its body; none where they stay with the source."""
    return of_revisions(rows, article).get(number, [])


def of_revisions(rows: Rows, article: int) -> dict[int, list[Shown]]:
    """The same of all revisions of an article, by their numbers."""
    order = [IllustrationRow.c.revision, IllustrationRow.c.position]
    held = rows.where(IllustrationRow, article=article, order=order)
    pictures = rows.by_values(PictureRow, PictureRow.c.id, {one.picture for one in held})
    urls = {row.id: row.url for row in pictures}
    shown: dict[int, list[Shown]] = {}
    for one in held:
        shown.setdefault(one.revision, []).append(Shown(urls[one.picture], one.sha256))
    return shown


def hand_over_illustrations(rows: Rows, article: int, other: int, *, after: int = 0) -> None:
    """Make what another article's revisions show the article's own, as the revisions are.

    :param after: the number of the article's last revision, behind which they are numbered now
    """
    held = rows.where(IllustrationRow, article=other)
    rows.remove(IllustrationRow, article=other)
    numbered = [one for one in held if one.revision != LOST_REVISION]
    rows.add_all(replace(one, article=article, revision=after + one.revision) for one in numbered)
    show_in_lost(rows, article, [(one.picture, one.sha256) for one in held if one not in numbered])


def show_in_lost(rows: Rows, article: int, pictures: Iterable[tuple[int, str | None]]) -> None:
    """Note what revisions of an article showed that were lost with their catalog.

    :param pictures: the ids of their rows, with the digests that they had
    """
    there = rows.where(IllustrationRow, article=article, revision=LOST_REVISION)
    known = {(one.picture, one.sha256) for one in there}
    new = [one for one in dict.fromkeys(pictures) if one not in known]
    rows.add_all(
        IllustrationRow(
            article=article, revision=LOST_REVISION, position=position, picture=picture, sha256=sha256
        )
        for position, (picture, sha256) in enumerate(new, len(there))
    )


def show_again(rows: Rows, article: int, number: int, *, again: int) -> None:
    """Let a revision show what an earlier one shows, whose post it has.

    :param again: the later one's number
    """
    held = rows.where(IllustrationRow, article=article, revision=number)
    rows.add_all(replace(one, revision=again) for one in held)
