"""The files of an object storage that is a folder: what obstore leaves undone with them."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.store.durable import sync_folder

_UNFINISHED = re.compile(r"#\d+$")


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that is there.

    :param size: in bytes
    :param written: when, by the storage's own clock; aware
    """

    key: str
    size: int
    written: datetime


def is_unfinished(key: str) -> bool:
    """Whether a key is of what obstore began to store: it names such a file ``KEY#NUMBER``."""
    return _UNFINISHED.search(key) is not None


class FolderFiles:
    """The files of a folder, each of which is an object; any thread may call it.

    :param folder: the storage's
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Make the folder, and its name durable.

        :raises OSError: the disk refuses
        """
        missing = [one for one in (self.folder, *self.folder.parents) if not one.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in reversed(missing):
            with suppress(PermissionError):  # what one may write in but not list
                sync_folder(folder.parent)

    def sync(self, key: str) -> None:
        """Make a file durable, and the name of each folder on the way to it, which may be new.

        :raises OSError: the disk refuses
        """
        path = self.folder / key
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
        for folder in path.parents:  # all of them each time: others remove those that come to be empty
            sync_folder(folder)
            if folder == self.folder:
                break

    def unfinished(self, prefix: str) -> list[Stored]:
        """What was cut while it was stored, below ``prefix/``, by its keys."""
        found = []
        for path in (self.folder / prefix).rglob("*#*"):
            with suppress(FileNotFoundError):  # it has just been finished
                about = path.stat()
                written = datetime.fromtimestamp(about.st_mtime, UTC)
                found.append(Stored(path.relative_to(self.folder).as_posix(), about.st_size, written))
        return sorted(found, key=lambda one: one.key)

    def remove(self, key: str) -> None:
        """Remove a file, be it finished or not.

        :raises OSError: the disk refuses
        :raises FileNotFoundError: it is not there
        """
        (self.folder / key).unlink()

    def tidy(self, key: str) -> None:
        """Remove the folders of a key that are empty now; an object storage has none."""
        folder = (self.folder / key).parent
        with suppress(OSError):
            while folder != self.folder:
                folder.rmdir()
                folder = folder.parent
