"""Under which keys a site's objects are, and what a holder of its lease may do to them.

Every key but that of the site's id has the token of the holder that wrote it, and a digest of its bytes: two
holders never write to the same key, nor one of them other bytes. A holder removes nothing that a later one
wrote, so that one which wakes up after its lease was lost harms nobody.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from newsarchive.exceptions import StorageError
from newsarchive.store.objects.folder_files import Stored
from newsarchive.store.objects.storage import Storage
from newsarchive.store.originals.records import FinishedWarc
from newsarchive.store.pictures.folder import MEDIA, parts_of, path_of

OPEN, ORIGINALS = "open", "originals"
SITE_ID = "site-id"
"""The last part of the key of the object that says whose the others are."""
_PART = re.compile(r"([^/]+)/(\d{12,})-(\d+)-([0-9a-f]{64})")
_SEALED = re.compile(r"([^/]+)/([0-9a-f]{64})-(\d+)")
_PICTURE = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})/(\d+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class SiteObject:
    """One object of a site, as its key tells of it.

    :param token: of the lease under which it was written
    :param sha256: of its bytes, in hexadecimal
    :param size: in bytes
    :param written: by the storage's clock; aware
    """

    key: str
    token: int
    sha256: str
    size: int
    written: datetime


@dataclass(frozen=True, slots=True)
class PartObject(SiteObject):
    """What one batch added to a WARC that grows.

    :param start: where in the file it begins
    """

    warc: str
    start: int


@dataclass(frozen=True, slots=True)
class SealedObject(SiteObject):
    """A whole WARC."""

    warc: str


@dataclass(frozen=True, slots=True)
class PictureObject(SiteObject):
    """A picture.

    :param path: ``media/ab/SHA256.ext``, as posts and the catalog have it
    """

    path: str


class Ownership(Protocol):
    """Whether what a storage has of a site is that site's."""

    def check(self) -> None:
        """Before anything is read.

        :raises NotItsObjects: they are another's, or all of it is lost
        """

    def claim(self, *, even_lost: bool = False) -> None:
        """Before anything is written or removed.

        :param even_lost: also where all of it is lost
        :raises NotItsObjects: they are another's, or all of it is lost
        """

    def give_up(self) -> None:
        """Once nothing of the site is left."""


class SiteObjects:
    """One site's part of a storage.

    :param token: gives that of the lease under which is written now; whoever only reads has none
    :param ownership: None where nobody else could have the same storage
    """

    def __init__(
        self, storage: Storage, site: str, token: Callable[[], int], ownership: Ownership | None = None
    ) -> None:
        self.storage = storage
        self.site = site
        self._token = token
        self._ownership = ownership

    def put_part(self, warc: str, start: int, data: bytes) -> None:
        """Store what was added to a WARC; before the catalog refers to it.

        :param start: where in the file it begins
        :raises StorageError: the storage refuses, or stays out of reach
        """
        token, digest = self.claim(), hashlib.sha256(data).hexdigest()
        self.storage.put(self._key(OPEN, warc, f"{start:012}-{token}-{digest}"), data)

    def put_sealed(self, file: FinishedWarc, path: Path) -> None:
        """Store a whole WARC; before the catalog says that it is sealed.

        :param path: where it is
        :raises StorageError: the storage refuses, or stays out of reach
        """
        token = self.claim()
        self.storage.put(self._key(ORIGINALS, file.name, f"{file.sha256}-{token}"), path)

    def put_picture(self, sha256: str, extension: str, data: bytes) -> None:
        """Store a picture; before the catalog says that it is kept.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        token, folder = self.claim(), path_of(sha256, extension).removesuffix(f".{extension}")
        self.storage.put(self._key(folder, f"{token}.{extension}"), data)

    def parts(self, warc: str | None = None) -> list[PartObject]:
        """The parts of a WARC that grows, in their order; of all of them where none is named."""
        return [
            PartObject(one.key, int(found[3]), found[4], one.size, one.written, found[1], int(found[2]))
            for one, found in self._found(OPEN, warc, _PART)
        ]

    def sealed(self, warc: str | None = None) -> list[SealedObject]:
        """What there is of a whole WARC, the latest holder's first; of all of them where none is named."""
        found = [
            SealedObject(one.key, int(found[3]), found[2], one.size, one.written, found[1])
            for one, found in self._found(ORIGINALS, warc, _SEALED)
        ]
        return sorted(found, key=lambda one: (one.warc, -one.token))

    def pictures(self) -> list[PictureObject]:
        """The objects of all pictures, the latest holder's of each first."""
        return self._pictures(None)

    def pictures_like(self, path: str) -> list[PictureObject]:
        """The objects of a picture, the latest holder's first; its type, which the key ends in, may differ.

        :param path: ``media/ab/SHA256.ext``
        """
        return self._pictures(path.removeprefix(f"{MEDIA}/").rpartition(".")[0])

    def _pictures(self, below: str | None) -> list[PictureObject]:
        found = [
            PictureObject(one.key, int(found[3]), found[2], one.size, one.written,
                    f"{MEDIA}/{found[1]}/{found[2]}.{found[4]}")
            for one, found in self._found(MEDIA, below, _PICTURE)
        ]  # fmt: skip
        return sorted((one for one in found if parts_of(one.path)), key=lambda one: (one.path, -one.token))

    def unknown(self) -> list[Stored]:
        """Whatever else is below the site's prefix: under other keys, or cut while it was stored."""
        own = {self._key(SITE_ID)}
        kinds = ((OPEN, _PART), (ORIGINALS, _SEALED), (MEDIA, _PICTURE))
        others = [
            one
            for one in self.storage.below(self.site)
            if one.key not in own and not any(self._match(one, kind, pattern) for kind, pattern in kinds)
        ]
        return others + self.storage.unfinished(self.site)

    def take_down(self, objects: Iterable[SiteObject]) -> None:
        """Remove objects for good.

        :raises StorageError: one of them was stored under a later lease, so that it stays; or as for
            :meth:`remove`
        """
        token, going = self.claim(), list(objects)
        self.remove(going)
        if later := [one for one in going if one.token > token]:
            raise StorageError(
                f"{self.storage.url}/{later[0].key}: stays, since it was stored under a later lease than"
                f" {token}; if an earlier state of the database was restored, raise its tokens above"
                f" {max(one.token for one in later)}, as docs/fleet.md says, and run again"
            )

    def remove(self, objects: Iterable[SiteObject]) -> None:
        """Remove objects that this holder or an earlier one wrote; what a later one wrote stays.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        token = self.claim()
        self.storage.remove(one.key for one in objects if one.token <= token)

    def claim(self, *, even_lost: bool = False) -> int:
        """Store the site's id with its objects, unless it is there; the token under which is written now.

        :param even_lost: also where all that the catalog refers to is lost
        :raises LeaseLost: there is none
        :raises NotItsObjects: they are another's, or all of it is lost
        :raises StorageError: the storage refuses, or stays out of reach
        """
        token = self._token()
        if self._ownership:
            self._ownership.claim(even_lost=even_lost)
        return token

    def check(self) -> None:
        """Make sure that what is here is this site's, for who reads it.

        :raises NotItsObjects: it is another's, or nothing of it is here
        :raises StorageError: the storage refuses, or stays out of reach
        """
        if self._ownership:
            self._ownership.check()

    def give_up(self) -> None:
        """Remove the id, once all else of the site was removed.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        self.claim()
        if self._ownership:
            self._ownership.give_up()

    def _found(
        self, kind: str, below: str | None, pattern: re.Pattern[str]
    ) -> Iterator[tuple[Stored, re.Match[str]]]:
        self.check()
        for one in self.storage.below(self._key(kind, below) if below else self._key(kind)):
            if found := self._match(one, kind, pattern):
                yield one, found

    def _match(self, one: Stored, kind: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.fullmatch(one.key.removeprefix(f"{self._key(kind)}/"))

    def _key(self, *parts: str) -> str:
        return "/".join((self.site, *parts))
