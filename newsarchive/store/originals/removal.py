"""Take captures out of a WARC for good: write the file anew without them."""

import hashlib
import os
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.originals.cdxj import index_path, rebuild_index
from newsarchive.store.originals.member import every_record
from newsarchive.store.originals.records import CAPTURES, FinishedWarc
from newsarchive.store.originals.writer import OPEN


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


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What became of a file.

    :param captures: record id → offset of each capture that stays; its request follows it as before
    :param file: its new length and digest, None where no capture stayed: it is removed then
    """

    captures: dict[str, int]
    file: FinishedWarc | None


def without(folder: Path, name: str, offsets: AbstractSet[int]) -> Rewritten:
    """Rewrite ``name`` without the captures at ``offsets`` and their requests; its index too.

    A crash leaves the old file or the new one, whole. Old offsets must not be used on the new file: after
    a crash compare its digest with the catalog's, and if it was rewritten already, call again with no
    offsets, which rebuilds the index and tells where everything is. Revisits that refer to what is
    removed have lost their payload: name them too.

    :raises StorageError: the file is missing or damaged, no capture is at one of ``offsets``, or the disk
        fails; the file is as it was
    """
    path = folder / name
    staged = folder / f"{name}.rewritten"
    try:
        with storage_errors():
            captures = _copy(path, staged, offsets)
            if captures:
                staged.rename(path)
                rebuild_index(folder, name)
            else:
                index_path(folder, name).unlink(missing_ok=True)
                path.unlink()
            sync_folder(folder)
            return Rewritten(captures, finished(path) if captures else None)
    except FileNotFoundError as error:
        raise StorageError(f"{path}: this file of originals is missing") from error
    finally:
        staged.unlink(missing_ok=True)


def _copy(path: Path, staged: Path, offsets: AbstractSet[int]) -> dict[str, int]:
    captures = {}
    removed: dict[str, int] = {}
    with path.open("rb") as old, staged.open("wb") as new:
        for record in every_record(path):
            if record.kind in CAPTURES:
                name = record.field("WARC-Record-ID")
                if record.offset in offsets:
                    removed[name] = record.offset
                    continue
                captures[name] = new.tell()
            elif record.kind == "request" and record.field("WARC-Concurrent-To") in removed:
                continue
            new.write(os.pread(old.fileno(), record.length, record.offset))
        new.flush()
        os.fsync(new.fileno())
    if unknown := set(offsets) - set(removed.values()):
        raise StorageError(f"{path}: no response begins at offset {', '.join(map(str, sorted(unknown)))}")
    return captures
