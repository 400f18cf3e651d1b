"""Copies of sealed WARCs and of pictures in an object storage: SITE/originals/WARC/SHA256, SITE/media/AB/…

Each key has the digest of its bytes, so that what is there is right, and nothing is written over.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.settings import variable
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.row_kinds import RunRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import sync_folder, write_if_right
from newsarchive.store.keepers import fetched, keeper_of
from newsarchive.store.objects.address import storage_address_of
from newsarchive.store.objects.storage import Storage
from newsarchive.store.originals.copies import Copies
from newsarchive.store.originals.removal import finished
from newsarchive.store.pictures.folder import MEDIA, PictureFolder, path_of
from newsarchive.store.pictures.takedown import known_digests

_FOLLOWED = "followed.json"
_DAY = 86400  # seconds after which all copies are looked at, and not what came since the last time alone
_COUNTS = ("warc", "kept", "looked")
_KEY = re.compile(r"[^/]+/originals/[^/]+/[0-9a-f]{64}")  # others' are none of ours to remove
_FAULTS = (ArgumentError, StorageError, OSError)


class CopiesInStorage(Copies):
    """The same as in a folder, for one site; ``SITE/followed.json`` says how far they have come.

    :param named: the address that the profile names
    """

    def __init__(self, originals: Path, pictures: PictureFolder, named: str, site: str) -> None:
        super().__init__(originals, pictures, None, site)
        self.pictures = pictures
        self._address, self._site = named, site

    @property
    def is_wanted(self) -> bool:
        """There are to be copies."""
        return True

    def where(self, path: str) -> str:
        """Where the copy of a WARC is, by its name, or of a picture, by its path; for people."""
        kind = "" if path.startswith(f"{MEDIA}/") or not path else "originals/"
        return f"{self._address.rstrip('/')}/{self._site}/{kind}{path}".rstrip("/")

    def follow(self, rows: Rows, *, thoroughly: bool = False) -> bool:
        """Make the copies that lack; see :meth:`Copies.follow`.

        :param thoroughly: look at all of them, and remove what is no more: so a takedown reaches the copies
        """
        self.trouble = ""
        lost: list[str] = []

        def brought_up() -> None:
            (run,) = rows.where(RunRow, order=[RunRow.c.id.desc()], limit=1)
            followed = self._followed()
            if thoroughly or not 0 <= run.started - followed.get("looked", 0) < _DAY:
                followed = {}
            lost.extend([*self._follow_originals(rows, followed), *self._follow_pictures(rows, followed)])
            if not lost:
                self._note_followed(rows, followed, now=run.started)

        if self._done(brought_up) and lost:
            self.trouble = self._said(f"{', '.join(lost[:3])}: the original is damaged or missing")
        return not self.trouble

    def drop(self, names: Iterable[str], pictures: Iterable[str] = ()) -> bool:
        """Remove the copies of files of which a takedown left nothing; whether that was done."""

        def removed() -> None:
            for name in names:
                there = self._storage.below(f"{self._site}/originals/{name}")
                self._storage.remove(one.key for one in there if _KEY.fullmatch(one.key))
            self._storage.remove(f"{self._site}/{path}" for path in pictures)

        return self._done(removed)

    def wrong_with(self, row: WarcRow) -> str | None:
        """What is wrong with a sealed file's copy, None where it is whole.

        :raises StorageError: the storage cannot be reached
        """
        return self._wrong_with(self._key(row), row.sha256 or "")

    def wrong_with_picture(self, path: str) -> str | None:
        """What is wrong with a picture's copy; None where it is whole, or the storage cannot be reached."""
        with suppress(*_FAULTS):
            return self._wrong_with(f"{self._site}/{path}", Path(path).stem)
        return None

    def heals(self, row: WarcRow) -> bool:
        """Whether a file can be made whole from its copy."""
        with suppress(*_FAULTS):
            return self.wrong_with(row) is None
        return False

    def heal(self, row: WarcRow) -> bool:
        """Put the sound copy in the original's place; whether that was done.

        :raises OSError: the disk refuses
        :raises StorageError: the storage does, or cannot be reached
        """
        staged = self.originals / f"{row.name}.copying"
        pieces = self._storage.pieces(self._key(row))
        try:
            is_right = write_if_right(staged, self.originals / row.name, pieces, row.sha256 or "")
        except FileNotFoundError:
            return False
        if is_right:
            sync_folder(self.originals)
        return is_right

    def renew(self, row: WarcRow) -> bool:
        """Make a file's copy anew from its sound original; whether that was done."""
        return self._put(row)

    def renew_picture(self, path: str) -> bool:
        """Make a picture's copy anew; whether that was done."""
        return self._put_picture(path)

    def read_picture(self, path: str) -> bytes:
        """The bytes of a picture's copy.

        :raises OSError: there is none
        :raises StorageError: the storage cannot be reached
        """
        return self._storage.get(f"{self._site}/{path}")

    @cached_property
    def _storage(self) -> Storage:
        storage = Storage(storage_address_of(self._address, variable, named="copies"))
        keeper = keeper_of(self.originals)
        own = keeper.objects(self.originals.parent.parent).storage if keeper else None
        if own and own.address.place == storage.address.place:
            raise ArgumentError(f"{storage.url} is where the originals themselves are, and no second place")
        return storage

    def _follow_originals(self, rows: Rows, followed: Mapping[str, int]) -> list[str]:
        after = WarcRow.c.id > followed.get("warc", 0)
        sealed = rows.where(WarcRow, WarcRow.c.length.is_not(None), after)
        found = (
            {} if followed else {one.key: one.size for one in self._storage.below(f"{self._site}/originals")}
        )
        lost = [row.name for row in sealed if found.get(self._key(row)) != row.length and not self._put(row)]
        right, names = {self._key(row) for row in sealed}, {row.name for row in sealed} - set(lost)
        of_ours = (key for key in found if _KEY.fullmatch(key) and key.split("/")[-2] in names)
        self._storage.remove(key for key in of_ours if key not in right)
        return lost

    def _follow_pictures(self, rows: Rows, followed: Mapping[str, int]) -> list[str]:
        if followed:
            came = rows.where(PictureRow, PictureRow.c.kept > followed["kept"])
            new = [path_of(row.sha256, row.extension or "") for row in came if row.sha256]
        else:
            there = {one.key for one in self._storage.below(f"{self._site}/{MEDIA}")}
            known = known_digests(rows)  # what a killed worker left has no row, by which a copy would go
            new = [
                path for path in self.pictures.kept()
                if Path(path).stem in known and f"{self._site}/{path}" not in there
            ]  # fmt: skip
        return [path for path in new if not self._put_picture(path)]

    def _put(self, row: WarcRow) -> bool:
        try:
            path = fetched(self.originals / row.name)
            if finished(path).sha256 != row.sha256:
                return False
            self._storage.put(self._key(row), path)
        except FileNotFoundError:
            return False
        return True

    def _put_picture(self, path: str) -> bool:
        try:
            data = self.pictures.read(path)
        except (OSError, ValueError):
            return False
        if hashlib.sha256(data).hexdigest() != Path(path).stem:
            return False
        self._storage.put(f"{self._site}/{path}", data)
        return True

    def _wrong_with(self, key: str, sha256: str) -> str | None:
        digest = hashlib.sha256()
        try:
            for piece in self._storage.pieces(key):
                digest.update(piece)
        except FileNotFoundError:
            return "is missing"
        return None if digest.hexdigest() == sha256 else "its bytes are not those that were written"

    def _key(self, row: WarcRow) -> str:
        return f"{self._site}/originals/{row.name}/{row.sha256}"

    def _followed(self) -> dict[str, int]:
        with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
            said = json.loads(self._storage.get(f"{self._site}/{_FOLLOWED}"))
            return {name: int(said[name]) for name in _COUNTS}
        return {}

    def _note_followed(self, rows: Rows, before: Mapping[str, int], *, now: int) -> None:
        last = rows.where(WarcRow, order=[WarcRow.c.id.desc()], limit=1)
        left = rows.where(WarcRow, WarcRow.c.length.is_(None), order=[WarcRow.c.id], limit=1)
        kept = rows.where(PictureRow, order=[PictureRow.c.kept.desc().nulls_last()], limit=1)
        followed = {
            "warc": left[0].id - 1 if left else last[0].id if last else 0,
            "kept": kept[0].kept or 0 if kept else 0,
            "looked": before.get("looked", now),
        }
        if followed != before:
            self._storage.put(f"{self._site}/{_FOLLOWED}", json.dumps(followed).encode())

    def _done(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except _FAULTS as error:
            self.trouble = self._said(str(error).partition("; ")[0])
            return False
        return True
