"""The folder of published posts: which articles it holds, and how one gets in."""

import os
import threading
from enum import Enum
from pathlib import Path

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.store.durable import sync_folder, write_atomically
from newsarchive.store.names import POST_NAME, post_name, post_stem


class Publication(Enum):
    """What publishing an article did to the folder."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"


class PostFolder:
    """``_posts`` of one archive, by the ids in its file names.

    :param folder: where posts are published
    :param staging: a folder on the same file system where they are written first
    """

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self.staging = staging
        self._names: dict[str, str] = {}
        # Two texts of one id must not be written at once; other ids need not wait for them.
        self._turns = [threading.Lock() for _ in range(64)]

    def open(self) -> None:
        """Read which posts there are; drop what a crash left half written."""
        for left in self.staging.iterdir():
            left.unlink()
        sync_folder(self.folder)
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if match := POST_NAME.fullmatch(entry.name):
                    self._names[match[2].casefold()] = entry.name

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, source_id: str) -> bool:
        return self._names.get(self._key(source_id), "")[11:-3] == post_stem(source_id)

    def publish(self, article: Article, post: bytes) -> Publication:
        """Write the article's post unless that very post is there. Blocking; call it off the loop.

        :raises ExtractionError: ``conflicting-text`` when the id already has another post
        :raises StorageError: the disk is full, read-only or failing
        :raises OSError: this one file cannot be written
        """
        name = post_name(article.published, article.source_id)
        key = self._key(article.source_id)
        with self._turns[hash(key) % len(self._turns)]:
            there = self._names.get(key)
            if there is None:
                write_atomically(self.staging / name, self.folder / name, post)
                self._names[key] = name
                return Publication.WRITTEN
            if (self.folder / there).read_bytes() == post:
                return Publication.UNCHANGED
        raise ExtractionError(
            "conflicting-text", f"{there} is archived with another text; the first one is kept"
        )

    @staticmethod
    def _key(source_id: str) -> str:
        return post_stem(source_id).casefold()
