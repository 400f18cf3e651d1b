"""What goes into a collection besides posts, and what came of making one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.posts.file_names import POST_NAME

ArticleKey = tuple[str, str]
"""An article's site and its id there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An article withdrawn from the archive, whose post no collection may hold.

    :param name: the file name its post had
    :param removed_at: aware
    :raises ValueError: the name is no post's
    """

    site: str
    source_id: str
    name: str
    removed_at: datetime

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
    :param withdrawn: how many removed articles it names
    :param unreadable: names of posts whose record has no body, as the post cannot be read back
    """

    target: Path
    manifest: str
    posts: int
    written: int
    withdrawn: int
    unreadable: tuple[str, ...] = ()
