"""A second folder that holds a copy of each sealed WARC and of each picture, to heal an archive from.

A copy is written beside its place, synced and renamed: killed at any moment it is there whole or not at all.
What is written is compared with the catalog's digest, so that no damaged original becomes a copy.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import pieces_of, sync_folder, write_if_right
from newsarchive.store.originals.member import faults_in
from newsarchive.store.originals.removal import finished
from newsarchive.store.pictures.copies import PictureCopies
from newsarchive.store.pictures.folder import PictureFolder

_STAGED = ".copying"


class Copies:
    """The copies of one archive's originals, in a folder of its own within the one that the profile names.

    :param originals: where the WARC files are
    :param pictures: where the pictures are
    :param named: the folder that the profile names; it has to be there, as an unmounted disk's is not.
        None where there are to be no copies
    :ivar media: the copies of the pictures; None where there are to be none
    :ivar trouble: why the copies lag behind, in words; empty where they do not
    """

    def __init__(self, originals: Path, pictures: PictureFolder, named: Path | None, site: str) -> None:
        self.originals = originals
        self.named = named
        self.folder = named / site if named else None
        self.media = PictureCopies(pictures, self.folder) if self.folder else None
        self.trouble = ""

    @property
    def is_wanted(self) -> bool:
        """Whether there are to be copies."""
        return self.folder is not None

    def where(self, path: str) -> str:
        """Where the copy of a WARC is, by its name, or of a picture, by its path; for people."""
        return str(self._folder / path)

    def read_picture(self, path: str) -> bytes:
        """The bytes of a picture's copy.

        :raises OSError: there is none, or it cannot be read
        """
        return (self._folder / path).read_bytes()

    def wrong_with_picture(self, path: str) -> str | None:
        """What is wrong with a picture's copy; None where it is whole, or none is to be.

        A folder that is not there is no fault of each picture.
        """
        if self.media is None or not (self.named and self.named.is_dir()):
            return None
        try:
            return self.media.wrong_with(path)
        except OSError as error:
            return f"cannot be read: {error.strerror}"

    @property
    def _folder(self) -> Path:
        assert self.folder
        return self.folder

    def follow(self, rows: Rows, *, thoroughly: bool = False) -> bool:
        """Make the copies that lack, or that are not what the catalog says; further files are left alone.

        :param thoroughly: compare bytes of WARC files, not lengths alone: so a takedown reaches the copies
        :returns: whether they are as they should be; if not, ``trouble`` says why
        """
        self.trouble = ""
        if self.folder is None or self.media is None:
            return True
        sealed = [row for row in rows.where(WarcRow) if row.length is not None]
        try:
            self._open()
            for left in self._folder.glob(f"*{_STAGED}"):
                left.unlink()
            behind = [row.name for row in sealed if not self._is_there(row, thoroughly=thoroughly)]
            lost = [row.name for row in sealed if row.name in behind and not self._make(row)]
            lost += self.media.follow()
        except OSError as error:
            self.trouble = self._said(f"{error.filename or self.folder}: {error.strerror}")
            return False
        if lost:
            self.trouble = self._said(f"{', '.join(lost[:3])}: the original is damaged or missing")
        return not lost

    def drop(self, names: Iterable[str], pictures: Iterable[str] = ()) -> bool:
        """Remove the copies of files of which a takedown left nothing; whether that was done.

        :param names: of WARC files
        :param pictures: their paths
        """
        try:
            self._open()
            for name in names:
                (self._folder / name).unlink(missing_ok=True)
            if self.media:
                self.media.drop(pictures)
            sync_folder(self._folder)
        except OSError as error:
            self.trouble = self._said(f"{error.filename or self._folder}: {error.strerror}")
            return False
        return True

    def wrong_with(self, row: WarcRow) -> str | None:
        """What is wrong with a sealed file's copy, None where it is whole.

        :raises OSError: the folder or the file cannot be read
        """
        if self.named and not self.named.is_dir():
            raise FileNotFoundError(2, "is not there", str(self.named))
        try:
            found = finished(self._folder / row.name)
        except FileNotFoundError:
            return "is missing"
        return None if found.sha256 == row.sha256 else "its bytes are not those that were written"

    def heals(self, row: WarcRow) -> bool:
        """Whether a file can be made whole from its copy."""
        with suppress(OSError):
            return self.folder is not None and self.wrong_with(row) is None
        return False

    def heal(self, row: WarcRow) -> bool:
        """Put the sound copy in the original's place; whether that was done.

        :raises OSError: the disk refuses
        """
        return self.folder is not None and _copy(self.folder, self.originals, row)

    def renew(self, row: WarcRow) -> bool:
        """Make a file's copy anew from its sound original; whether that was done.

        :raises OSError: the disk refuses
        """
        self._open()
        return self._make(row)

    def renew_picture(self, path: str) -> bool:
        """Make a picture's copy anew; whether that was done.

        :raises OSError: the disk refuses
        """
        self._open()
        return self.media is not None and self.media.copy(path)

    def _open(self) -> None:
        assert self.named
        if not self.named.is_dir():
            raise FileNotFoundError(2, "is not there", str(self.named))
        if not self._folder.is_dir():
            self._folder.mkdir()
            sync_folder(self.named)

    def _is_there(self, row: WarcRow, *, thoroughly: bool) -> bool:
        if thoroughly:
            return self.wrong_with(row) is None
        path = self._folder / row.name
        return path.is_file() and path.stat().st_size == row.length

    def _make(self, row: WarcRow) -> bool:
        """A copy that is there already gives way to an original only of which every record is whole."""
        try:
            if (self._folder / row.name).exists() and faults_in(self.originals / row.name):
                return False
        except StorageError:
            return False
        return _copy(self.originals, self._folder, row)

    def _said(self, why: str) -> str:
        return f"the copies of the originals lag behind: {why}; mount or mend it, the next run goes on"


class CopiesNowhere(Copies):
    """Those of a site of a fleet whose profile names a folder, which its workers do not share."""

    def __init__(self, originals: Path, pictures: PictureFolder, site: str) -> None:
        super().__init__(originals, pictures, None, site)

    def follow(self, rows: Rows, *, thoroughly: bool = False) -> bool:  # noqa: ARG002  there are none
        """Say that there are none."""
        self.trouble = self._said("copies: names a folder, and a fleet's workers share none; name a bucket")
        return False


def _copy(source: Path, target: Path, row: WarcRow) -> bool:
    """Copy a file whose bytes are those that the catalog knows; whether there is such a one."""
    staged, original = target / f"{row.name}{_STAGED}", pieces_of(source / row.name)
    try:
        is_right = write_if_right(staged, target / row.name, original, row.sha256 or "")
    except FileNotFoundError:
        if not target.is_dir():
            raise
        return False
    if is_right:
        sync_folder(target)
    return is_right
