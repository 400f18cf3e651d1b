"""The folder of published posts: how one gets in, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import put_in_place, storage_errors, sync_folder


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
