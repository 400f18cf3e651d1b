"""What a storage that is a folder needs besides obstore: that files last, and that empty folders go."""

import os
from contextlib import suppress
from pathlib import Path

from newsarchive.store.durable import sync_folder


class FolderOnDisk:
    """The folder, and which of those within it are known to last.

    :param folder: the storage
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._synced: set[Path] = set()

    def bring(self, path: Path) -> None:
        """Make a file durable, which obstore does not, and the folders that were made for it."""
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
        sync_folder(path.parent)
        for folder in path.parent.parents:
            if folder in self._synced or folder == self.folder.parent:
                break
            sync_folder(folder)
            self._synced.add(folder)

    def tidy(self, folder: Path) -> None:
        """Remove folders that are empty now; a storage has none."""
        with suppress(OSError):
            while folder != self.folder:
                folder.rmdir()
                self._synced.discard(folder)
                folder = folder.parent
