"""A WARC that grows: whole on the worker's own disk, and part by part in the object storage."""

import hashlib
import os
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors
from newsarchive.store.objects.keys import PartObject, SealedObject, SiteObjects
from newsarchive.store.originals.records import FinishedWarc
from newsarchive.store.originals.writer import GrowingWarc


class UploadedWarc(GrowingWarc):
    """The file on the own disk is for reading alone, and may be lost; so nothing of it is synced.

    What is appended goes up as one part at each :meth:`sync`, the whole file at its end.
    """

    def __init__(self, folder: Path, name: str, objects: SiteObjects) -> None:
        super().__init__(folder, name)
        self._objects = objects
        self._fresh: list[bytes] = []

    def append(self, data: bytes, *index: bytes) -> None:
        """Write ``data`` at the end; see :meth:`GrowingWarc.append`."""
        super().append(data, *index)
        self._fresh.append(data)

    def sync(self) -> None:
        """Store what was appended since the last call.

        :raises StorageError: the storage refuses, or stays out of reach; the file is not to be gone on with
        """
        if self._fresh:
            part = b"".join(self._fresh)
            try:
                self._objects.put_part(self.name, self.length - len(part), part)
            except BaseException:
                os.close(self._fd)
                raise
            self._fresh.clear()

    def finish(self) -> FinishedWarc:
        """Close the file, and store it whole.

        :raises StorageError: the storage refuses, or stays out of reach; the next run seals it from its parts
        """
        try:
            os.ftruncate(self._fd, self.length)
        finally:
            os.close(self._fd)
        done = FinishedWarc(self.name, self.length, self._sha256.hexdigest())
        self._objects.put_sealed(done, self._path)
        self._path.rename(self._folder / self.name)
        return done


def compose(objects: SiteObjects, name: str, keep: int, target: Path) -> None:
    """Write the first bytes of a WARC that nobody sealed, from the parts of who wrote it.

    Where parts are gone since it was sealed, as after a catalog was restored, the whole file has them.

    :param keep: how many bytes, all of which the catalog refers to
    :param target: whose folder is there; it is overwritten
    :raises StorageError: they are not all there, or the storage or the disk fails
    """
    for pieces in _candidates(objects, name, keep):
        with storage_errors(), target.open("wb") as file:
            if _written(objects, pieces, keep, file):
                return
    target.unlink(missing_ok=True)
    raise StorageError(
        f"{objects.storage.url}/{objects.site}: the parts of {name} are damaged or missing, of which {keep}"
        " bytes are committed; put them back from a backup of the storage"
    )


def _candidates(objects: SiteObjects, name: str, keep: int) -> Iterable[list[PartObject] | SealedObject]:
    """The parts of one holder after another, as far as they follow upon one another; then whole files."""
    by_token = attrgetter("token")
    for _, parts in groupby(sorted(objects.parts(name), key=by_token), by_token):
        chain: list[PartObject] = []
        end = 0
        for part in parts:  # sorted by their start within a token, since that sort was stable
            if part.start == end < keep:
                chain.append(part)
                end += part.size
        if end >= keep:
            yield chain
    yield from (one for one in objects.sealed(name) if one.size >= keep)


def _written(
    objects: SiteObjects, pieces: list[PartObject] | SealedObject, keep: int, file: BinaryIO
) -> bool:
    """Write them down as far as they are to be kept; False where one is not what its key says."""
    left = keep
    for one in pieces if isinstance(pieces, list) else [pieces]:
        digest = hashlib.sha256()
        try:
            for data in objects.storage.pieces(one.key, one.size):
                digest.update(data)
                file.write(data[:left])
                left = max(left - len(data), 0)
        except FileNotFoundError:
            return False
        if digest.hexdigest() != one.sha256:
            return False
    return True
