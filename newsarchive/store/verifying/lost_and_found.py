"""Where a repair puts what it found and knew no owner of, or replaced."""

from itertools import count
from pathlib import Path

from newsarchive.store.archive import Archive
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.verifying.folder_check import LOST_AND_FOUND


def put_aside(archive: Archive, path: Path) -> Path:
    """Move a file or folder to lost+found; its new place within ``_archive``."""
    lost = archive.private / LOST_AND_FOUND
    with storage_errors():
        lost.mkdir(exist_ok=True)
        target = lost / path.name
        numbers = count(1)
        while target.exists() or target.is_symlink():
            target = lost / f"{path.name}.{next(numbers)}"
        path.rename(target)
        sync_folder(lost)
        sync_folder(path.parent)
    return target.relative_to(archive.private)
