"""What a takedown does to pictures: those that nobody else shows leave folder, catalog and copies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.folder import EXTENSIONS, path_of

FORGOTTEN = "forgotten"
"""The reason of a row that is left of a picture until its copy is gone, too."""
_I, _P = IllustrationRow.c, PictureRow.c


@dataclass(frozen=True, slots=True)
class Going:
    """What only the articles of a takedown show, in any of their revisions.

    :param digests: of the files, in hexadecimal
    :param rows: of the addresses
    :param shared: how many further files others show, too
    """

    digests: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    shared: int


def going_with(rows: Rows, ids: Sequence[int]) -> Going:
    """What goes with articles.

    :param ids: of the articles' rows
    """
    theirs = list(rows.by_values(IllustrationRow, _I.article, ids))
    addresses = {row.id: row for row in rows.by_values(PictureRow, _P.id, {one.picture for one in theirs})}
    digests = {one.sha256 for one in theirs if one.sha256}
    digests |= {row.sha256 for row in addresses.values() if row.sha256}
    same = rows.by_values(PictureRow, _P.sha256, digests)
    addresses |= {row.id: row for row in same if row.failure != FORGOTTEN}
    of_others = _I.article.not_in(ids)
    shown = {one.picture for one in rows.by_values(IllustrationRow, _I.picture, addresses, of_others)}
    kept = {one.sha256 for one in rows.by_values(IllustrationRow, _I.sha256, digests, of_others)}
    kept |= {row.sha256 for number, row in addresses.items() if number in shown}
    alone = (row for number, row in addresses.items() if number not in shown)
    return Going(tuple(sorted(digests - kept)), tuple(alone), len(digests & kept))


def remove_pictures(rows: Rows, ids: Sequence[int], *, now: int, copied: bool) -> None:
    """Remove the rows, once the files are gone; within the transaction that removes the articles' own.

    :param ids: of the articles' rows
    :param now: seconds since 1970
    :param copied: there are copies, of which each needs a row until it is gone
    """
    going = going_with(rows, ids)
    rows.remove(IllustrationRow, _I.article.in_(ids))
    rows.remove(PictureRow, _P.id.in_([row.id for row in going.rows]))
    if copied:
        there = {row.url for row in rows.where(PictureRow, failure=FORGOTTEN)}
        left = (
            PictureRow(url=f"{FORGOTTEN}:{sha256}", sha256=sha256, found=now, failure=FORGOTTEN)
            for sha256 in going.digests
        )
        rows.add_all(row for row in left if row.url not in there)


def known_digests(rows: Rows) -> set[str]:
    """The digests of all pictures that articles show or that are kept, in hexadecimal."""
    digests = {row.sha256 for row in rows.where(PictureRow) if row.sha256 and row.failure != FORGOTTEN}
    return digests | {row.sha256 for row in rows.where(IllustrationRow) if row.sha256}


def forgotten_pictures(rows: Rows) -> list[PictureRow]:
    """The rows of pictures whose copies are still to be removed."""
    return rows.where(PictureRow, failure=FORGOTTEN)


def paths_of(digests: Iterable[str]) -> list[str]:
    """Every path that files with these digests can have."""
    return [path_of(sha256, extension) for sha256 in digests for extension in EXTENSIONS]
