"""Pictures in an object storage; what of them is on the own disk may go at any time."""

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.pictures.folder import PictureFolder, path_of


class ObjectPictures(PictureFolder):
    """The same as a folder of pictures, of which none waits in a staging folder: a key is its digest.

    :param objects: where they are kept
    """

    def __init__(self, media: Path, staging: Path, objects: SiteObjects) -> None:
        super().__init__(media, staging)
        self.objects = objects
        self._stored: set[str] = set()

    def stage(self, sha256: str, extension: str, data: bytes) -> None:
        """Store a picture's bytes, before the catalog knows them; blocking, from any thread.

        It is stored once more under each lease, be it there or not: what an earlier holder left may be on
        its way out.

        :raises StorageError: the storage or the disk refuses
        """
        path = path_of(sha256, extension)
        if path not in self._stored:
            self.objects.put_picture(sha256, extension, data)
            self._stored.add(path)
        if not self.file_of(path).exists():
            self._cache(path, data)

    def read(self, path: str) -> bytes:
        """The bytes of a picture; see :meth:`PictureFolder.read`.

        :raises StorageError: the storage stays out of reach, or its bytes are not those of the picture
        """
        file = self.file_of(path)
        with suppress(FileNotFoundError):
            return file.read_bytes()
        data = self._fetched(path)
        self._cache(path, data)
        return data

    def fetch(self, path: str) -> None:
        """Bring a picture to the own disk, unless it is there.

        :raises FileNotFoundError: the storage has none
        :raises StorageError: as :meth:`read`
        """
        if not self.file_of(path).exists():
            self._cache(path, self._fetched(path))

    def secure(self) -> None:
        """What is staged is stored already."""

    def put_in_place(self, kept: Iterable[tuple[str, str]]) -> None:
        """What is staged is in its place already."""

    def staged(self) -> list[tuple[str, str]]:
        """Nothing waits."""
        return []

    def drop_staged(self, pictures: Iterable[tuple[str, str]]) -> None:
        """Nothing waits."""

    def kept(self) -> Iterator[str]:
        """The path of every picture that the storage has, in their order."""
        yield from sorted({one.path for one in self.objects.pictures()})

    def remove(self, paths: Iterable[str]) -> None:
        """Remove pictures for good, from the storage and from the own disk."""
        gone = dict[str, list[str]]()
        for path in paths:
            gone.setdefault(path.rpartition(".")[0], []).append(path)
        for its in gone.values():
            self.objects.take_down(one for one in self.objects.pictures_like(its[0]) if one.path in its)
            self._stored.difference_update(its)
            with storage_errors():
                for path in its:
                    self.file_of(path).unlink(missing_ok=True)

    def settle(self, known: AbstractSet[str]) -> None:
        """Remove the objects that killed runs left; see :meth:`PictureFolder.settle`.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        self.objects.take_down(one for one in self.objects.pictures() if one.sha256 not in known)

    def _fetched(self, path: str) -> bytes:
        there = [one for one in self.objects.pictures_like(path) if one.path == path]
        if not there:
            raise FileNotFoundError(2, "is missing from the storage", path)
        for one in there:
            with suppress(FileNotFoundError):
                data = self.objects.storage.get(one.key)
                if hashlib.sha256(data).hexdigest() == one.sha256:
                    return data
        where = f"{self.objects.storage.url}/{there[0].key}"
        raise StorageError(f"{where}: its bytes are not those of the picture; put it back from a backup")

    def _cache(self, path: str, data: bytes) -> None:
        file = self.file_of(path)
        staged = file.with_name(f"{file.name}.{next(self._numbers)}")
        with storage_errors():
            file.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
            staged.rename(file)
