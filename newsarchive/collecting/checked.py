"""The posts of a collection on their way in: each safe by name, whole, and there once."""

import hashlib
import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.posts.file_names import POST_NAME
from newsarchive.store.published import StoredPost

ArticleKey = tuple[str, str]
"""An article's site and its id there."""


Why = Literal["takedown", "merged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An article whose post no collection may hold any more.

    :param name: the file name its post had
    :param removed_at: aware
    :param why: its owner took it down, or it was merged into another article, whose further address it is
    :raises ValueError: the name is no post's
    """

    site: str
    source_id: str
    name: str
    removed_at: datetime
    why: Why = "takedown"

    def __post_init__(self) -> None:
        if not POST_NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no post's name")

    @property
    def key(self) -> ArticleKey:
        """The article's site and id."""
        return self.site, self.source_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A collection that was made or brought up to date.

    :param manifest: what ``sha256sum -c`` checks it with; inside the zip for a zip
    :param posts: how many it holds now
    :param written: how many of them are new or other than before
    :param removed: the articles that it names as removed
    :param unreadable: names of posts whose record has no body, as the post cannot be read back
    :param pictures: how many files of pictures it holds now
    :param missing: paths of pictures that posts show and the archive has not, or has damaged
    :param notes: lines for people on what its form could not take
    :param captures: how many originals it holds
    :param parts: its files, where originals were collected; several where it is split
    :param damaged: what is wrong with originals that it lacks therefore, in words
    :param without_originals: names of posts of whose articles there are no originals that can be read
    """

    target: Path
    manifest: str
    posts: int
    written: int
    removed: tuple[Removed, ...] = ()
    unreadable: tuple[str, ...] = ()
    pictures: int = 0
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    captures: int = 0
    parts: tuple[Path, ...] = ()
    damaged: tuple[str, ...] = ()
    without_originals: tuple[str, ...] = ()

    def count(self, why: Why) -> int:
        """How many articles it names as removed for this reason."""
        return sum(one.why == why for one in self.removed)


def key_of(post: StoredPost) -> ArticleKey:
    """The article's site and id."""
    return post.site, post.source_id


def checked(
    posts: Iterable[StoredPost], removed: Iterable[Removed], *, are_files: bool = True
) -> Iterator[StoredPost]:
    """The posts, one by one, without those of removed articles.

    :param are_files: each becomes a file of its name; in records its site tells it from another of the name
    :raises ArgumentError: two articles' posts have the same name but for its case, and become files
    :raises StorageError: a post's bytes are not those that its sum was made of, or its name is unsafe
    :raises ValueError: an article comes twice
    """
    gone = {one.key for one in removed}
    seen: set[ArticleKey] = set()
    names: set[str] = set()
    for post in posts:
        key, name = key_of(post), post.name.casefold()
        if key in gone:
            continue
        if key in seen:
            raise ValueError(f"{key} comes twice; a collection takes the newest revision alone")
        if are_files and name in names:
            raise ArgumentError(f"two articles' posts are called {post.name}; collect each site by itself")
        _check(post)
        seen.add(key)
        names.add(name)
        yield post


def _check(post: StoredPost) -> None:
    if not POST_NAME.fullmatch(post.name):
        raise StorageError(f"{post.name!r} is no safe post name; verify the archive")
    if hashlib.sha256(post.post).hexdigest() != post.sha256:
        raise StorageError(f"{post.name}: the bytes are not those of its SHA-256; verify the archive")


def from_extra(module: str, extra: str) -> Any:
    """A module of a package that an extra of ours installs.

    :raises ArgumentError: it is not installed; the message says how to install it
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ArgumentError(
            f"this collection needs {package}, which is not installed: "
            f"pip install 'newsarchive[{extra}]'; in a checkout: make develop"
        ) from error
