"""The folder of pictures: how the bytes of one get in, whole or not at all, and what their file is called."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import count
from pathlib import Path

from newsarchive.store.durable import put_in_place, storage_errors, sync_folder
from newsarchive.store.keepers import fetched

MEDIA = "media"
EXTENSIONS = ("jpg", "png", "webp", "gif", "avif")
"""Of the types that are kept: none of them can hold a script."""
_FILE = re.compile(rf"([0-9a-f]{{64}})\.({'|'.join(EXTENSIONS)})")
_PATH = re.compile(rf"{MEDIA}/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})\.({'|'.join(EXTENSIONS)})")


def path_of(sha256: str, extension: str) -> str:
    """Where a picture is in its archive's folder: ``media/ab/SHA256.ext``.

    :param sha256: of its bytes, in lower-case hexadecimal
    :raises ValueError: it is no such digest, or no extension of a type that is kept
    """
    name = f"{sha256}.{extension}"
    if not _FILE.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a picture")
    return f"{MEDIA}/{sha256[:2]}/{name}"


def parts_of(path: str) -> tuple[str, str] | None:
    """The digest and the extension that a path of :func:`path_of` says; None where it is none."""
    found = _PATH.fullmatch(path)
    return (found[2], found[3]) if found else None


class PictureFolder:
    """``media`` of one archive; that it is there says that the archive keeps pictures.

    :param media: where pictures are
    :param staging: a folder on the same file system, where they wait until the catalog knows them
    """

    def __init__(self, media: Path, staging: Path) -> None:
        self.media = media
        self.staging = staging
        self._numbers = count()
        self._unsynced = False

    def begin(self) -> None:
        """Make the folder.

        :raises StorageError: the disk refuses
        """
        with storage_errors():
            self._make(self.media)

    def path_of(self, sha256: str, extension: str) -> str:
        """See :func:`path_of`."""
        return path_of(sha256, extension)

    def file_of(self, path: str) -> Path:
        """The file that a path of :meth:`path_of` names; it may be missing.

        :raises ValueError: it is no such path
        """
        if parts_of(path) is None:
            raise ValueError(f"{path!r} is no path of a picture")
        return self.media.parent / path

    def stage(self, sha256: str, extension: str, data: bytes) -> None:
        """Write a picture's bytes where they wait for the catalog; blocking, from any thread.

        Where the same bytes are kept already, nothing is written. Each call writes under a name of its own
        and renames, so that of two threads with one picture neither touches what the other has finished.

        :param sha256: of ``data``, in hexadecimal
        :raises StorageError: the disk refuses
        """
        target = self.file_of(path_of(sha256, extension))
        name = target.name
        if _holds(target, data) or _holds(self.staging / name, data):
            return
        put_in_place(self.staging / f"{name}.{next(self._numbers)}", self.staging / name, data)
        self._unsynced = True

    def read(self, path: str) -> bytes:
        """The bytes of a picture, be it in its place or still staged.

        :param path: of :meth:`path_of`
        :raises OSError: it is missing, or cannot be read
        """
        file = self.file_of(path)
        staged = self.staging / file.name
        return staged.read_bytes() if staged.exists() else fetched(file).read_bytes()

    def secure(self) -> None:
        """Bring to disk the names of what was staged; before the catalog says that it is there."""
        if self._unsynced:
            self._unsynced = False
            with storage_errors():
                sync_folder(self.staging)

    def put_in_place(self, kept: Iterable[tuple[str, str]]) -> None:
        """Move staged pictures to where posts show them; what is there already is left alone.

        :param kept: digest and extension of pictures that the catalog knows
        :raises StorageError: the disk refuses; the next start goes on
        """
        changed = set()
        with storage_errors():
            for sha256, extension in kept:
                target = self.file_of(path_of(sha256, extension))
                staged = self.staging / target.name
                if staged.exists():
                    self._make(target.parent)
                    staged.rename(target)
                    changed.add(target.parent)
            for folder in changed:
                sync_folder(folder)

    def staged(self) -> list[tuple[str, str]]:
        """Digest and extension of what waits in the staging folder."""
        found = (_FILE.fullmatch(path.name) for path in self.staging.iterdir())
        return [(one[1], one[2]) for one in found if one]

    def drop_staged(self, pictures: Iterable[tuple[str, str]]) -> None:
        """Remove from the staging folder what no article shows."""
        with storage_errors():
            for sha256, extension in pictures:
                (self.staging / f"{sha256}.{extension}").unlink(missing_ok=True)

    def kept(self) -> Iterator[str]:
        """The path of every file below ``media``, in their order; of a foreign one, too."""
        if self.media.is_dir():
            for path in sorted(self.media.rglob("*")):
                if not path.is_dir():
                    yield path.relative_to(self.media.parent).as_posix()

    def remove(self, paths: Iterable[str]) -> None:
        """Remove pictures for good, and the folders that are empty then."""
        folders = set()
        with storage_errors():
            for path in paths:
                file = self.file_of(path)
                if file.exists():
                    file.unlink()
                    folders.add(file.parent)
            for folder in folders:
                sync_folder(folder)
                if not any(folder.iterdir()):
                    folder.rmdir()
                    sync_folder(self.media)

    def settle(self, known: AbstractSet[str]) -> None:
        """Remove what killed runs left of pictures that no row knows, within a takedown.

        Here that is in the staging folder alone, which each start empties.

        :param known: digests of all that rows know
        """

    def _make(self, folder: Path) -> None:
        for one in (self.media, folder):
            if not one.is_dir():
                one.mkdir()
                sync_folder(one.parent)


def is_staged_picture(name: str) -> bool:
    """Whether a file of the staging folder is a whole picture, which a start must not throw away."""
    return _FILE.fullmatch(name) is not None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
