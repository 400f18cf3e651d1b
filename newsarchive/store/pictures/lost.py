"""A picture whose file is lost: its bytes come back from elsewhere, or its source is asked for them again."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.folder import PictureFolder, parts_of
from newsarchive.store.pictures.in_posts import paths_in
from newsarchive.store.pictures.known import is_asked_for
from newsarchive.store.posts import whole_post

LOST = "lost"
"""The reason of a picture whose bytes are known by their digest alone."""


def bring_back(pictures: PictureFolder, path: str, sources: Iterable[Callable[[], bytes]]) -> bool:
    """Put a picture in its place from the first source that has its bytes; whether there is one.

    :param path: of which nothing is in the way
    :param sources: each reads what it has
    :raises StorageError: the disk refuses
    """
    parts = parts_of(path)
    for source in sources if parts else ():
        data = b""
        with suppress(OSError, StorageError):
            data = source()
        if parts and hashlib.sha256(data).hexdigest() == parts[0]:
            pictures.stage(*parts, data)
            pictures.secure()
            pictures.put_in_place([parts])
            return True
    return False


def ask_again(rows: Rows, sha256: str, *, now: int) -> bool:
    """Let the next run ask for a lost picture; whether a post shows it, and its URL is known.

    Its digest stays: the posts stay as they are meanwhile, the same bytes come back to their place, and other
    ones are an edit of the articles that show it.

    :param now: seconds since 1970
    """
    found = [row for row in rows.where(PictureRow, sha256=sha256) if is_asked_for(rows, row)]
    again = (
        replace(row, etag=None, last_modified=None, attempts=0, failure=LOST, next_check=now) for row in found
    )
    rows.replace(*again)
    return bool(found)


def extension_in_posts(rows: Rows, sha256: str) -> str | None:
    """The extension by which former posts show a picture, of which the catalog has nothing else any more."""
    for one in rows.where(IllustrationRow, sha256=sha256):
        shown = rows.one(RevisionRow, article=one.article, number=one.revision)
        path = paths_in(whole_post(shown) or b"").get(sha256) if shown else None
        if path and (parts := parts_of(path)):
            return parts[1]
    return None
