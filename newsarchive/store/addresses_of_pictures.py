"""Pictures of which nobody knew at which URL their source has them, until an article was read again."""

from dataclasses import replace

from newsarchive.evidence import Picture
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.desk import Desk
from newsarchive.store.fingerprint import fingerprint
from newsarchive.store.pictures.known import UNKNOWN
from newsarchive.store.pictures.shown import Shown, of_revision, of_text
from newsarchive.store.submissions import Extracted


def told_by_addresses(desk: Desk, there: RevisionRow | None, found: Extracted) -> RevisionRow | None:
    """What is published, its fingerprint by the URLs of its pictures, where a text shows its very files.

    Nobody knows the URLs after posts were adopted, or taken up again without originals: without this, the
    first reading would be an edit, though nothing has changed.
    """
    before = _of_unknown_address(desk, there.article, there.number) if there else []
    if there is None or not _are_the_same(before, found):
        return there
    pairs = zip(before, found.evidence.shows, strict=True)
    shows = tuple(Picture(old.url, new.path) for old, new in pairs)
    if fingerprint(found.article, shows).text != there.text:
        return there
    return desk.corrected(replace(there, text=found.fingerprint.text))


def are_found_again(desk: Desk, row: ArticleRow, found: Extracted) -> bool:
    """Whether a text shows the very files that the published post does, and so tells their addresses."""
    return _are_the_same(_of_unknown_address(desk, row.id, row.revision), found)


def forget_unknown(desk: Desk, row: ArticleRow) -> None:
    """Take out what the published revision shows, to be entered with its addresses."""
    held = desk.rows.where(IllustrationRow, article=row.id, revision=row.revision)
    desk.rows.remove(IllustrationRow, article=row.id, revision=row.revision)
    for number in {one.picture for one in held}:
        if desk.rows.one(IllustrationRow, picture=number) is None:
            desk.rows.remove(PictureRow, PictureRow.c.url.startswith(UNKNOWN), id=number)


def _of_unknown_address(desk: Desk, article: int, number: int | None) -> list[Shown]:
    """What a revision shows; nothing where all addresses are known."""
    shown = of_revision(desk.rows, article, number) if number else []
    return shown if any(one.url.startswith(UNKNOWN) for one in shown) else []


def _are_the_same(before: list[Shown], found: Extracted) -> bool:
    after = of_text(found.evidence.shows)
    return bool(before) and [one.sha256 for one in before] == [one.sha256 for one in after]
