"""The folder of published posts: how one gets in, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from newsarchive.exceptions import StorageError
from newsarchive.posts.file_names import hashed_stem
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.sites import OWN_PROFILE
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article
from newsarchive.store.durable import put_in_place, storage_errors, sync_folder, write_atomically
from newsarchive.text import typed


@dataclass(frozen=True, slots=True)
class Posting:
    """One post to be written.

    :param article: its row in the catalog
    :param old_name: the name that it had until its date moved
    """

    article: int
    name: str
    old_name: str | None
    post: bytes


class PostFolder:
    """``_posts`` of one archive.

    :param folder: where posts are published
    :param staging: a folder on the same file system where they are written first
    """

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self.staging = staging

    def open(self) -> None:
        """Make the folders, and drop what a crash left half written."""
        for folder in (self.folder, self.staging):
            folder.mkdir(parents=True, exist_ok=True)
        for left in self.staging.iterdir():
            left.unlink()

    def publish(self, postings: Iterable[Posting]) -> dict[int, OSError]:
        """Write posts; blocking.

        :returns: the articles whose post alone could not be written, and why
        :raises StorageError: the disk is full, read-only or failing
        """
        refused: dict[int, OSError] = {}
        with storage_errors():
            for posting in postings:
                try:
                    put_in_place(self.staging / posting.name, self.folder / posting.name, posting.post)
                    if posting.old_name:
                        (self.folder / posting.old_name).unlink(missing_ok=True)
                except StorageError:
                    raise
                except OSError as error:
                    refused[posting.article] = error
            sync_folder(self.folder)
        return refused

    def withdraw(self, name: str) -> None:
        """Remove a post for good."""
        with storage_errors():
            (self.folder / name).unlink(missing_ok=True)
            sync_folder(self.folder)


_HEAD = "# Recognised by {began}; change it at will, {goes_on} goes by it.\n"


def keep_own_profile(private: Path, profile: SiteProfile) -> None:
    """Write the profile into an archive's private folder, unless there is one.

    :raises StorageError: the disk refuses
    """
    target = private / OWN_PROFILE
    if target.exists():
        return
    said = profile.model_dump(mode="json", exclude_defaults=True)
    text = _HEAD.format(began=typed("archive news"), goes_on=typed(f"archive {profile.name}"))
    text += yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    with storage_errors():
        write_atomically(private / "staging" / OWN_PROFILE, target, text.encode())


def give_ids(rows: Rows, site: str, found: Iterable[Identity]) -> dict[str, ArticleRow]:
    """Give their ids to the articles that were known by a stem; their rows as they are now, by these ids.

    :param found: articles that no row is known of
    """
    by_stem = {hashed_stem(one.source_id): one for one in found}
    known = rows.by_values(ArticleRow, article.c.source_id, by_stem, article.c.site == site)
    changed = [
        replace(row, source_id=by_stem[row.source_id].source_id, url=by_stem[row.source_id].url)
        for row in known
    ]
    rows.replace(*changed)
    return {row.source_id: row for row in changed}
