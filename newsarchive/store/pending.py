"""What the catalog knows and the folders may not show yet: pictures, then the posts that show them."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.store.posts import PostFolder, current_revision


def publish_pending(transact: Callable[[Callable[[Rows], Any]], Any], posts: PostFolder) -> set[str]:
    """Write the posts that are still to be written; the ids of articles whose post could not be.

    :param transact: does and commits what it is given
    """
    waiting: list[tuple[ArticleRow, bytes]] = transact(_waiting)
    if not waiting:
        return set()
    refused = posts.publish(waiting)
    done = [replace(row, state=State.PUBLISHED, old_post=None) for row, _ in waiting if row.id not in refused]
    transact(lambda rows: rows.replace(*done))
    return {row.source_id for row, _ in waiting if row.id in refused}


def put_known_in_place(rows: Rows, pictures: PictureFolder) -> list[tuple[str, str]]:
    """Put the staged pictures in place that the catalog knows; the others, which still wait for it."""
    staged = pictures.staged()
    digests = [sha256 for sha256, _ in staged]
    known = {row.sha256 for row in rows.by_values(PictureRow, PictureRow.c.sha256, digests)}
    known |= {row.sha256 for row in rows.by_values(IllustrationRow, IllustrationRow.c.sha256, digests)}
    pictures.put_in_place(one for one in staged if one[0] in known)
    return [one for one in staged if one[0] not in known]


def settle_staged(rows: Rows, pictures: PictureFolder) -> None:
    """The same at a start: what the catalog does not know by then is nobody's, and goes."""
    pictures.drop_staged(put_known_in_place(rows, pictures))


def _waiting(rows: Rows) -> list[tuple[ArticleRow, bytes]]:
    waiting = []
    for row in rows.where(ArticleRow, state=State.PENDING):
        chosen = current_revision(rows, row)
        assert chosen
        waiting.append((row, zlib.decompress(chosen.post)))
    return waiting
