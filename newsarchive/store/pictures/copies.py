"""Copies of kept pictures in a second folder: content-addressed, added to, and emptied by takedowns alone."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from newsarchive.store.durable import pieces_of, sync_folder, write_if_right
from newsarchive.store.pictures.folder import MEDIA, PictureFolder, parts_of

_STAGED = ".copying"
_FOLDER = re.compile("[0-9a-f]{2}")


class PictureCopies:
    """The copies of one archive's pictures, under the paths that these have.

    A copy is written beside its place, synced and renamed, once its bytes were found to be those that its
    name says. What is there is not read again: it was whole, and nobody writes to it.

    :param folder: beside the copies of the originals
    """

    def __init__(self, pictures: PictureFolder, folder: Path) -> None:
        self.pictures = pictures
        self.folder = folder

    def follow(self) -> list[str]:
        """Copy what has no copy; the paths of pictures that are damaged, and so were not copied.

        :raises OSError: the disk refuses
        """
        damaged = []
        for name in sorted(filter(_FOLDER.fullmatch, _names(self.pictures.media))):
            target = self.folder / MEDIA / name
            there = set(_names(target))
            for left in {one for one in there if one.endswith(_STAGED)}:
                (target / left).unlink()
            paths = (
                f"{MEDIA}/{name}/{one}" for one in sorted(set(_names(self.pictures.media / name)) - there)
            )
            new = [path for path in paths if parts_of(path)]
            damaged += [path for path in new if not self.copy(path)]
            if new:
                sync_folder(target)
        return damaged

    def copy(self, path: str) -> bool:
        """Copy one picture, whatever is in its place; False where it is not what its name says.

        :raises OSError: the disk refuses
        """
        target = self.folder / path
        for folder in (target.parent.parent, target.parent):
            if not folder.is_dir():
                folder.mkdir()
                sync_folder(folder.parent)
        staged = target.with_name(target.name + _STAGED)
        try:
            return write_if_right(staged, target, pieces_of(self.pictures.file_of(path)), target.stem)
        except FileNotFoundError:
            return False

    def wrong_with(self, path: str) -> str | None:
        """What is wrong with a picture's copy, None where it is whole.

        :raises OSError: it cannot be read
        """
        try:
            with (self.folder / path).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return "is missing"
        return None if found == (self.folder / path).stem else "its bytes are not those of the picture"

    def drop(self, paths: Iterable[str]) -> None:
        """Remove the copies of pictures that a takedown removed.

        :raises OSError: the disk refuses
        """
        folders = set()
        for path in paths:
            with suppress(FileNotFoundError):
                (self.folder / path).unlink()
                folders.add((self.folder / path).parent)
        for folder in folders:
            sync_folder(folder)


def _names(folder: Path) -> Iterator[str]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name
