"""The folder of published posts: how one gets in, whole or not at all."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import yaml
from sqlalchemy import and_

from newsarchive.exceptions import StorageError
from newsarchive.posts.file_names import hashed_stem, moved_stem
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.sites import OWN_PROFILE
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.durable import put_in_place, storage_errors, sync_folder, write_atomically
from newsarchive.store.pictures.folder import is_staged_picture
from newsarchive.text import typed


class PostFolder:
    """``_posts`` of one archive.

    :param folder: where posts are published
    :param staging: a folder on the same file system where they are written first
    :cvar are_files: a post is not published before its file is there
    """

    are_files: ClassVar[bool] = True

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self.staging = staging

    def open(self) -> None:
        """Make the folders, and drop what a crash left half written; of pictures the catalog decides."""
        for folder in (self.folder, self.staging):
            folder.mkdir(parents=True, exist_ok=True)
        for left in self.staging.iterdir():
            if not is_staged_picture(left.name):
                left.unlink()

    def publish(self, posts: Iterable[tuple[ArticleRow, bytes]]) -> set[int]:
        """Write the articles' posts, and remove those of their old names; blocking.

        :returns: the rows' ids of the articles whose post alone could not be written
        """
        refused: set[int] = set()
        with storage_errors():
            for row, post in posts:
                name = row.post or ""
                try:
                    put_in_place(self.staging / name, self.folder / name, post)
                    if row.old_post:
                        (self.folder / row.old_post).unlink(missing_ok=True)
                except StorageError:
                    raise
                except OSError:
                    refused.add(row.id)
            sync_folder(self.folder)
        return refused

    def remove_doubles(self, rows: Rows) -> None:
        """Remove the posts of further addresses, which were articles of their own before."""
        kept = rows.where(ArticleRow, ArticleRow.c.old_post.is_not(None), state=State.DOUBLE)
        with storage_errors():
            for row in kept:
                (self.folder / str(row.old_post)).unlink(missing_ok=True)
            if kept:
                sync_folder(self.folder)

    def remove(self, name: str) -> None:
        """Remove a post for good."""
        with storage_errors():
            (self.folder / name).unlink(missing_ok=True)
            sync_folder(self.folder)

    def are_there(self) -> bool:
        """Whether the folder, which is there, has anything in it."""
        return any(self.folder.iterdir())


class PostsInCatalog(PostFolder):
    """The posts of an archive that has none as files: what the catalog says of one is all that there is."""

    are_files = False

    def publish(self, posts: Iterable[tuple[ArticleRow, bytes]]) -> set[int]:  # noqa: ARG002
        """Do nothing."""
        return set()

    def remove_doubles(self, rows: Rows) -> None:
        """Do nothing."""

    def remove(self, name: str) -> None:
        """Do nothing."""


_HEAD = "# Recognised by {began}; change it at will, {goes_on} goes by it.\n"


def keep_own_profile(private: Path, profile: SiteProfile) -> None:
    """Write the profile into an archive's private folder, unless there is one."""
    target = private / OWN_PROFILE
    if target.exists():
        return
    said = profile.model_dump(mode="json", exclude_defaults=True)
    text = _HEAD.format(began=typed("archive news"), goes_on=typed(f"archive {profile.name}"))
    text += yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    with storage_errors():
        write_atomically(private / "staging" / OWN_PROFILE, target, text.encode())


IS_CURRENT = and_(RevisionRow.c.article == ArticleRow.c.id, RevisionRow.c.number == ArticleRow.c.revision)
"""Of a revision and an article: it is the one that is published."""


def current_revision(rows: Rows, row: ArticleRow) -> RevisionRow | None:
    """The revision of an article that is published, None where there is none."""
    return rows.one(RevisionRow, article=row.id, number=row.revision)


def current_post(rows: Rows, row: ArticleRow) -> bytes | None:
    """The post that an article should have, None where there is none or it is damaged."""
    current = current_revision(rows, row)
    return whole_post(current) if current and row.post else None


def whole_post(revision: RevisionRow) -> bytes | None:
    """A revision's post, or None unless its bytes hash to what the row says."""
    try:
        post = zlib.decompress(revision.post)
    except (zlib.error, TypeError):
        return None
    return post if hashlib.sha256(post).hexdigest() == revision.sha256 else None


def give_ids(rows: Rows, site: str, found: Iterable[Identity]) -> dict[str, ArticleRow]:
    """Give their ids to the articles that were known by a stem; their rows as they are now, by these ids.

    :param found: articles that no row is known of
    """
    by_stem = {make(one.source_id): one for one in found for make in (hashed_stem, moved_stem)}
    known = rows.by_values(ArticleRow, ArticleRow.c.source_id, by_stem, site=site)
    changed = [
        replace(row, source_id=by_stem[row.source_id].source_id, url=by_stem[row.source_id].url)
        for row in known
    ]
    rows.replace(*changed)
    return {row.source_id: row for row in changed}
