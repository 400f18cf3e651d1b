"""A WARC while it grows: ``NAME.open``, renamed to ``NAME`` once it is whole and on disk."""

import hashlib
import os
from pathlib import Path

from newsarchive.store.durable import sync_folder
from newsarchive.store.originals.cdxj import write_index
from newsarchive.store.originals.records import FinishedWarc

OPEN = ".open"


class GrowingWarc:
    """A new file; what a failed write leaves behind its end is overwritten by the next one.

    An fsync that failed is never asked for again: the file is closed, and stays open by its name until
    the next start mends it.

    :param name: what it is called in the end
    :ivar length: of what was written whole, in bytes
    :raises FileExistsError: a file has that name, finished or not
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.length = 0
        self._folder = folder
        self._path = folder / f"{name}{OPEN}"
        self._sha256 = hashlib.sha256()
        self._index: list[bytes] = []
        self._synced = 0
        if (folder / name).exists():
            raise FileExistsError(name)
        self._fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)

    def append(self, data: bytes, *index: bytes) -> None:
        """Write ``data`` at the end.

        :param index: the lines that the finished file's index is to have for it
        :raises OSError: none of it counts as written
        """
        done = 0
        while done < len(data):
            done += os.pwrite(self._fd, data[done:] if done else data, self.length + done)
        self.length += done
        self._sha256.update(data)
        self._index += index

    def sync(self) -> None:
        """Bring to disk what was written, the file's name included."""
        if self._synced == self.length:
            return
        try:
            os.fsync(self._fd)
            if not self._synced:
                sync_folder(self._folder)
        except OSError:
            os.close(self._fd)
            raise
        self._synced = self.length

    def finish(self) -> FinishedWarc:
        """Close it: the file, its index, its name, in this order."""
        try:
            os.ftruncate(self._fd, self.length)
            os.fsync(self._fd)
        finally:
            os.close(self._fd)
        write_index(self._folder, self.name, self._index)
        self._path.rename(self._folder / self.name)
        sync_folder(self._folder)
        return FinishedWarc(self.name, self.length, self._sha256.hexdigest())
