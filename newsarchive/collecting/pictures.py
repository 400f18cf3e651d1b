"""The pictures that collected posts show: each file whole, and there once."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from newsarchive.collecting.manifest import replace_file
from newsarchive.store.keepers import fetched
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.published import StoredPost


class Pictures:
    """The files that go into a collection.

    :ivar there: their paths in it, ``media/ab/SHA256.ext``, with their sums
    :ivar missing: the paths of those that the archive has not, or has damaged
    """

    def __init__(self) -> None:
        self.there: dict[str, str] = {}
        self.missing: dict[str, None] = {}

    def new_of(self, post: StoredPost) -> Iterator[tuple[str, bytes]]:
        """What has to be written for a post: paths and bytes of what is not there yet."""
        for one in post.pictures:
            if not one.file or one.path in self.there or one.path in self.missing:
                continue
            data = b""
            with suppress(OSError):
                data = fetched(one.file).read_bytes()
            if hashlib.sha256(data).hexdigest() == one.sha256:
                self.there[one.path] = one.sha256
                yield one.path, data
            else:
                self.missing[one.path] = None

    def put(self, folder: Path, post: StoredPost) -> tuple[str, ...]:
        """Write into a folder what a post shows; the paths of all that is there of it then."""
        shown = {one.path: one for one in post.pictures if one.path}
        for path, one in shown.items():
            target = folder / path
            if one.file and target.is_file() and sum_of_name(path) == hash_of(target):
                self.there[path] = one.sha256
        for path, data in self.new_of(post):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(folder / path, data)
        return tuple(path for path in shown if path in self.there)


def checked_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths of pictures as an earlier collection names them.

    :raises ValueError: one is none
    """
    found = tuple(paths)
    for path in found:
        if parts_of(path) is None:
            raise ValueError(f"{path!r} is no picture's path")
    return found


def remove_pictures(folder: Path, paths: Iterable[str]) -> None:
    """Remove files that no post shows any more, and the folders that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):
            (folder / path).parent.rmdir()
            (folder / path).parent.parent.rmdir()


def sum_of_name(path: str) -> str:
    """The SHA-256 that a picture's path states."""
    return Path(path).stem


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; empty where it cannot be read."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""
