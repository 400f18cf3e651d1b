"""One archive: one folder, complete in itself, with one writer at a time."""

from datetime import datetime
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.posts import PostFolder
from newsarchive.store.quarantine import QuarantineLog


class Archive:
    """``output/SITE``: posts in ``_posts``, everything else in ``_archive``.

    :param folder: the archive's own folder; made if it is not there
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.private = folder / "_archive"
        self.lock = ArchiveLock(self.private)
        self.posts = PostFolder(folder / "_posts", self.private / "staging")
        self.quarantine = QuarantineLog(self.private / "quarantine.jsonl")

    def open(self, *, started: datetime) -> None:
        """Take the lock, mend what a crash left, and read what is archived.

        :param started: when the run began, aware
        :raises ArchiveBusy: another run is at work here
        :raises StorageError: its folders cannot be made, locked or read
        """
        try:
            for folder in (self.posts.folder, self.posts.staging):
                folder.mkdir(parents=True, exist_ok=True)
            self.lock.acquire(started=started)
            self.posts.open()
            self.quarantine.open()
        except OSError as error:
            raise StorageError(
                f"{error.filename or self.folder}: {error.strerror}; the archive cannot be opened,"
                " mend that or set NEWSARCHIVE_OUTPUT to another folder"
            ) from error

    def close(self) -> None:
        """Give the archive free for the next run."""
        self.lock.release()
