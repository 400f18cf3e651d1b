"""The folder of an archive that comes from elsewhere: it gets what its rows call for, and no more."""

import os
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import select, text

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, LearnedRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.learner import version_path
from newsarchive.store.moving.file_copy import bring
from newsarchive.store.moving.row_copy import RowCopy, Told
from newsarchive.store.moving.wanted import Wanted, wanted_in
from newsarchive.store.originals.cdxj import index_path, rebuild_index
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.posts import current_revision, whole_post
from newsarchive.store.verifying.fresh_catalog import fresh_catalog, fresh_path
from newsarchive.store.verifying.version_check import write_version
from newsarchive.text import many, typed

_AT_ONCE = 200  # posts

FetchFile = Callable[[WarcRow, Path], None]
FetchPicture = Callable[[str], bytes]


@dataclass(slots=True)
class Brought:
    """How much an archive is, and what of it nobody has any more.

    :param lost: a line each
    """

    rows: int = 0
    originals: int = 0
    pictures: int = 0
    posts: int = 0
    lost: list[str] = field(default_factory=list)


class ArrivingFolder:
    """What is done in the folder while its signpost says that the archive comes; the caller holds its lock.

    Each step may be done again: what is there and whole stays.

    :param archive: in whose folder this is
    :param told: is told of each file and transaction that is done
    :param damaged_too: rows that are damaged come as they are, to be mended here
    """

    def __init__(self, archive: Archive, told: Told, *, damaged_too: bool = False) -> None:
        self.archive, self.told, self.damaged_too = archive, told, damaged_too
        self.brought = Brought()

    def files(self, wanted: Wanted, kept: Iterable[str], original: FetchFile, picture: FetchPicture) -> None:
        """Bring the files of originals, with their indexes, and the pictures.

        :param kept: the paths of the pictures that are there to be brought
        :param original: brings a file to a path
        :param picture: gives the bytes of the picture of a path of ``media``
        :raises StorageError: other bytes came than were written, or disk or storage fail
        """
        self.archive.posts.open()
        for row in wanted.originals:
            self._original(row, original)
        missing = dict(wanted.pictures)
        for path in kept:
            parts = parts_of(path)
            if parts and parts[0] in missing:
                bring(
                    self.archive.pictures.file_of(path),
                    parts[0],
                    partial(_written, picture, path),
                    staging=self.archive.posts.staging,
                )
                del missing[parts[0]]
                self.brought.pictures += 1
                self.told(path)
        self.brought.lost += [f"picture {sha256}: is missing" for sha256, lost in missing.items() if not lost]

    def rows(self, source: Rows) -> None:
        """Bring the rows into a catalog that is not yet the archive's.

        :raises StorageError: a row is damaged, or did not arrive as it is; or disk or database fail
        """
        with fresh_catalog(self.archive) as there:
            copy = RowCopy(
                source, lambda: nullcontext(there), self.archive.name, self.told, damaged_too=self.damaged_too
            )
            self.brought.rows = copy.copy()
            copy.compare()
            broken = there.connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken and not self.damaged_too:
                one = broken[0]
                raise StorageError(
                    f"row {one[1]} of {one[0]} refers to no row of {one[2]}; nothing is moved yet"
                )
        self.told("rows")

    def finish(self) -> None:
        """Write what is made of the rows, remove what is the archive's no more, put the catalog in its place.

        :raises StorageError: a post is damaged, or the disk fails
        """
        with reading(fresh_path(self.archive)) as there:
            self._make(there)
            self._clear(there)
        self._put_in_place()

    def _make(self, there: Rows) -> None:
        """Write the posts, and the versions of what was learned."""
        for version in there.where(LearnedRow):
            write_version(
                self.archive.originals.folder, self.archive.posts.staging, version.id, version.value
            )
        waiting: list[tuple[ArticleRow, bytes]] = []
        for piece in there.pieces(ArticleRow, ArticleRow.c.post.is_not(None)):
            for row in piece:
                post = self._post_of(there, row)
                if post is None:
                    self.brought.lost.append(f"article {row.source_id}: its post is not what was stored")
                    continue
                if _bytes_in(self.archive.posts.folder / str(row.post)) != post:
                    waiting.append((row, post))
                self.brought.posts += 1
            if len(waiting) >= _AT_ONCE:
                self._publish(waiting)
        self._publish(waiting)

    def _clear(self, there: Rows) -> None:
        """Remove what the archive had here before and has no more: it may have been forgotten since."""
        archive, originals = self.archive, self.archive.originals.folder
        names = {row.name for row in there.where(WarcRow)}
        belongs = names | {index_path(originals, name).name for name in names}
        belongs |= {version_path(originals, row.id).name for row in there.where(LearnedRow)}
        posts = set(there.connection.execute(select(ArticleRow.c.post)).scalars())
        wanted = wanted_in(there).pictures
        stray = [path for path in _inside(originals) if path.name not in belongs]
        stray += [path for path in _inside(archive.posts.folder) if path.name not in posts]
        with storage_errors():
            for path in stray:
                path.unlink()
            for folder in {path.parent for path in stray}:
                sync_folder(folder)
        gone = [
            path for path in archive.pictures.kept() if (found := parts_of(path)) and found[0] not in wanted
        ]
        archive.pictures.remove(gone)
        self.told("cleared")

    def _put_in_place(self) -> None:
        """Let the catalog be the folder's; what was there before goes, and what was made of it."""
        fresh, current, private = fresh_path(self.archive), self.archive.catalog, self.archive.private
        assert isinstance(current, Path)
        made = ("search.sqlite", "search.sqlite-wal", "search.sqlite-shm", "checked.json", "notices.json")
        with storage_errors():
            # The log first: SQLite would take an old one for the new catalog's.
            for name in (f"{current.name}-wal", f"{current.name}-shm", *made):
                (private / name).unlink(missing_ok=True)
            with fresh.open("rb") as file:
                os.fsync(file.fileno())
            fresh.rename(current)
            sync_folder(private)
        self.told("catalog in its place")

    def _original(self, row: WarcRow, original: FetchFile) -> None:
        folder = self.archive.originals.folder
        try:
            fetched = bring(
                folder / row.name,
                str(row.sha256),
                partial(original, row),
                staging=self.archive.posts.staging,
            )
        except FileNotFoundError:
            self.brought.lost.append(f"originals/{row.name}: is missing")
            return
        if fetched or not index_path(folder, row.name).exists():
            with storage_errors():
                rebuild_index(folder, row.name)
                sync_folder(folder)
        self.brought.originals += 1
        self.told(row.name)

    def _post_of(self, there: Rows, row: ArticleRow) -> bytes | None:
        current = current_revision(there, row)
        post = whole_post(current) if current else None
        if post is None and not self.damaged_too:
            raise StorageError(
                f"article {row.source_id}: its post is not what was stored; nothing is moved yet,"
                f" {typed(f'verify {self.archive.name}')} shows the damage"
            )
        return post

    def _publish(self, waiting: list[tuple[ArticleRow, bytes]]) -> None:
        if waiting:
            if refused := self.archive.posts.publish(waiting):
                name = next(row.post for row, _ in waiting if row.id in refused)
                raise StorageError(f"{self.archive.posts.folder / str(name)}: cannot be written; run again")
            self.told(many(len(waiting), "post"))
            waiting.clear()


def _written(picture: FetchPicture, path: str, target: Path) -> None:
    target.write_bytes(picture(path))


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _bytes_in(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
