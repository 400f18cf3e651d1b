"""The folder that holds a site's source: what of it is ours, and what is its owner's by now.

``.newsarchive.json`` says what each of our files was when it was written. A file that is still the same may
be replaced or removed; one that is not was edited, and stays as it is. What is about to be written is noted
in ``.newsarchive.writing`` first, so that a call after one that was killed knows its files again.
"""

import fcntl
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from newsarchive.exceptions import ArchiveBusy, ArgumentError
from newsarchive.store.durable import storage_errors, sync_folder

MANIFEST = ".newsarchive.json"
_WRITING = ".newsarchive.writing"
_STAGED = ".newsarchive.staged"
_FORM = 1


@dataclass(frozen=True, slots=True)
class Made:
    """Whose source a folder holds, and for which generator."""

    site: str
    generator: str


@dataclass
class SourceFolder:
    """A folder, the notes on its files, and how these are written; nothing is, where it is only looked at.

    :ivar files: path → the SHA-256 sums, in hexadecimal, of what we wrote there
    :ivar pictures: the paths of pictures that were copied there
    :ivar made: None for a new folder
    """

    folder: Path
    only_look: bool = False
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pictures: set[str] = field(default_factory=set)
    interrupted: set[str] = field(default_factory=set)
    made: Made | None = None
    _journal: BinaryIO | None = None

    def read_notes(self) -> None:
        """Read the manifest, and what a call that was killed had begun to write.

        :raises ArgumentError: the folder has other files and no manifest, or one that cannot be read
        """
        manifest, journal = self.folder / MANIFEST, self.folder / _WRITING
        if not manifest.exists():
            if self.folder.is_dir() and any(one.name != _STAGED for one in self.folder.iterdir()):
                raise ArgumentError(
                    f"{self.folder}: is not empty and holds no source that was published; name another folder"
                )
            return
        try:
            told = json.loads(manifest.read_bytes())
            self.made = Made(str(told["site"]), str(told["generator"]))
            for path, digest in told["files"].items():
                self.files[_within(path)].add(str(digest))
            self.pictures |= set(map(_within, told["pictures"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ArgumentError(
                f"{manifest}: cannot be read ({error}), so that nobody knows which files are whose;"
                " name another folder"
            ) from error
        lines = journal.read_text("utf-8", "replace").splitlines() if journal.exists() else []
        for digest, _, path in (line.partition(" ") for line in lines):
            if not is_within(path):
                continue  # a line that the disk had not whole when its power failed
            if len(digest) == 64:  # hexadecimal digits of SHA-256
                self.files[path].add(digest)
                self.interrupted.add(path)
            elif digest == "picture":
                self.pictures.add(path)

    @contextmanager
    def held(self, made: Made) -> Iterator[None]:
        """Let nobody else write here meanwhile; a folder that is not there is made.

        :raises ArchiveBusy: somebody does
        """
        if self.only_look:
            yield
            return
        with storage_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ArchiveBusy(f"{self.folder}: somebody else is publishing there; try again") from None
            self.read_notes()
            if self.made is None:
                self.made = made
                self._keep({}, ())
            with (self.folder / _WRITING).open("ab", buffering=0) as self._journal:
                yield
        finally:
            os.close(fd)

    def there(self, path: str) -> bytes | None:
        """A file's bytes; None where there is none, and no bytes where what is in its place is no file."""
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None
        except (NotADirectoryError, IsADirectoryError):
            return b""

    def is_ours(self, path: str, data: bytes) -> bool:
        """Whether a file is as we wrote it."""
        return sum_of(data) in self.files.get(path, ())

    def write(self, path: str, data: bytes, *, note: str = "") -> None:
        """Put a file in place, whole; it is on disk for good once the notes are.

        :param note: what the journal says instead of its sum
        """
        if self.only_look:
            return
        assert self._journal
        with storage_errors():
            self._journal.write(f"{note or sum_of(data)} {path}\n".encode())
            target, staged = self.folder / path, self.folder / _STAGED
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
            staged.rename(target)

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that are empty then; what is no file stays."""
        target = self.folder / path
        if self.only_look or not (target.is_file() or target.is_symlink()):
            return
        with storage_errors():
            target.unlink()
        with suppress(OSError):  # one that is not empty
            for parent in target.relative_to(self.folder).parents[:-1]:
                (self.folder / parent).rmdir()

    def keep_notes(self, files: dict[str, str], pictures: Iterable[str]) -> None:
        """Say what is ours from now on; files of others than these are not.

        :param files: path → SHA-256 of what we wrote there last
        """
        if self.only_look:
            return
        os.sync()  # one for thousands of files, and before what vouches for them
        self._keep(files, pictures)
        with storage_errors():
            (self.folder / _WRITING).unlink(missing_ok=True)
            sync_folder(self.folder)

    def _keep(self, files: dict[str, str], pictures: Iterable[str]) -> None:
        assert self.made
        told = {
            "form": _FORM, "site": self.made.site, "generator": self.made.generator,
            "files": dict(sorted(files.items())), "pictures": sorted(pictures),
        }  # fmt: skip
        staged = self.folder / _STAGED
        with storage_errors():
            staged.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
            staged.rename(self.folder / MANIFEST)


def is_within(path: str) -> bool:
    """Whether a path is that of a file in the folder; who can write notes may remove nothing elsewhere."""
    return path.isprintable() and all(part not in {"", ".", ".."} for part in path.split("/"))


def _within(path: str) -> str:
    if not is_within(path):
        raise ValueError(f"{path!r} is no path in the folder")
    return path


def sum_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
