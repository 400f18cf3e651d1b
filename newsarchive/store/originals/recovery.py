"""After a crash: finish the WARC that was left open, up to what the catalog knows."""

import hashlib
import os
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.originals.cdxj import index_path, rebuild_index
from newsarchive.store.originals.growing import OPEN
from newsarchive.store.originals.records import FinishedWarc


def finish_left_open(folder: Path, name: str, keep: int) -> FinishedWarc | None:
    """Cut ``NAME.open`` after what is committed and finish it; a second call does no harm.

    :param keep: how many bytes are committed
    :return: None where nothing was: the file is gone then. A file that was renamed before the crash
        stays as long as it is.
    :raises StorageError: committed bytes are missing or damaged, or the disk fails
    """
    left, final = folder / f"{name}{OPEN}", folder / name
    with storage_errors():
        if left.exists():
            if keep <= 0:
                _remove(left, index_path(folder, name))
                return None
            _cut(left, keep)
            rebuild_index(folder, name, path=left)
            left.rename(final)
        elif final.exists():
            _check_length(final, keep)
            rebuild_index(folder, name)
        elif keep <= 0:
            return None
        else:
            raise StorageError(
                f"{final}: this file of originals is missing, {keep} bytes of it are committed"
            )
        sync_folder(folder)
        return finished(final)


def finished(path: Path) -> FinishedWarc:
    """A file's length and digest, read from the disk.

    :raises OSError: it cannot be read
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FinishedWarc(path.name, file.tell(), digest)


def _cut(path: Path, keep: int) -> None:
    _check_length(path, keep)
    with path.open("r+b") as file:
        file.truncate(keep)
        os.fsync(file.fileno())


def _check_length(path: Path, keep: int) -> None:
    length = path.stat().st_size
    if length < keep:
        raise StorageError(f"{path}: {length} bytes are left of the {keep} that are committed")


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
    sync_folder(paths[0].parent)
