"""Originals in an object storage: sealed files, and the parts of those that grow."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from newsarchive.exceptions import NotItsObjects, StorageError
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import storage_errors
from newsarchive.store.objects.growing import UploadedWarc, compose
from newsarchive.store.objects.keys import SealedObject, SiteObjects
from newsarchive.store.objects.orphans import unwanted
from newsarchive.store.originals.captures import Originals, Transact
from newsarchive.store.originals.of_articles import without_captures
from newsarchive.store.originals.records import FinishedWarc
from newsarchive.store.originals.removal import Rewritten, finished
from newsarchive.store.originals.writer import OPEN, GrowingWarc
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.text import typed

LARGE = 1 << 30
"""Bytes of a file that is finished."""
_NEVER = 1 << 62
_STAGED = ".fetched"


class ObjectOriginals(Originals):
    """The same as in a folder, which here is but what was fetched, and what this run writes.

    :param objects: where they are kept
    """

    def __init__(
        self, folder: Path, pictures: PictureFolder, objects: SiteObjects, *, site: str, software: str
    ) -> None:
        super().__init__(folder, pictures, site=site, software=software, begin=self._begun, max_bytes=_NEVER)
        self.objects = objects
        self._sealed: list[str] = []

    def recover(self, transact: Transact) -> None:
        """Seal what a dead worker left open; see :meth:`Originals.recover`.

        :raises StorageError: the storage that has the earlier files is not there
        """
        storage = self.objects.storage
        if not storage.is_there and transact(lambda rows: rows.one(WarcRow)):
            raise not_there(self.objects)
        self.drop_cache()
        super().recover(transact)

    def drop_cache(self) -> None:
        """Remove from the own disk what was fetched or stored."""
        for pattern in ("*.warc.gz", f"*{OPEN}", f"*{_STAGED}"):
            for path in self.folder.glob(pattern):
                path.unlink()

    def check(self, rows: Rows) -> None:  # noqa: ARG002  the site's id says it
        """Make sure that the storage has the site's objects; see :meth:`Originals.check`.

        :raises StorageError: they are another's, nothing of them is there, or the storage is out of reach
        """
        self.objects.check()

    def prepare(self) -> None:
        """Make sure that the objects are this site's; see :meth:`Originals.prepare`.

        :raises StorageError: they are another's, or the storage refuses, or stays out of reach
        """
        self.objects.claim()

    def rotate(self, transact: Transact) -> None:
        """Store the file at work whole where it is large enough; see :meth:`Originals.rotate`."""
        if self._writer.length >= LARGE:
            self.finish(transact)

    def commit(self) -> None:
        """Remove the parts of what is sealed now. What is left of them is an orphan, and harms nobody."""
        super().commit()
        sealed, self._sealed = self._sealed, []
        with suppress(StorageError):
            for name in sealed:
                self.objects.remove(self.objects.parts(name))

    def roll_back(self) -> None:
        """Forget what a transaction did that came to nothing."""
        super().roll_back()
        self._sealed.clear()

    def rewrite(self, held: WarcRow, going: list[CaptureRow]) -> Rewritten:
        """Take captures out of a file for good; see :meth:`Originals.rewrite`.

        Of a file that takedowns changed after the backup that the catalog is from, what they left counts.
        """
        self.objects.claim()
        there = self.objects.sealed(held.name)
        same = [one for one in there if one.sha256 == held.sha256]
        for one in (same or there)[:1]:
            fetch_sealed(self.objects, replace(held, sha256=one.sha256), self.folder / held.name)
        rewritten = super().rewrite(held, going)
        if rewritten.file:
            self.objects.put_sealed(rewritten.file, self.folder / held.name)
        return rewritten

    def is_gone(self, name: str) -> bool:
        """Whether a file of which no capture is left is removed."""
        return not self.objects.sealed(name)

    def settle(self, rows: Rows) -> None:
        """Remove what takedowns replaced: every object of a file but that which its row names.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        emptied = {row.id for row in without_captures(rows)}
        known = {row.name: row for row in rows.where(WarcRow) if row.id not in emptied}
        self.objects.take_down(unwanted(self.objects.sealed(), known))
        self.objects.take_down(
            one for one in self.objects.parts()
            if one.warc not in known or known[one.warc].length is not None
        )  # fmt: skip
        storage = self.objects.storage
        storage.remove(one.key for one in storage.unfinished(self.objects.site))

    def _begun(self, folder: Path, name: str) -> GrowingWarc:
        return UploadedWarc(folder, name, self.objects)

    def _finish_left_open(self, name: str, keep: int) -> FinishedWarc | None:
        if keep <= 0:
            return None
        path = self.folder / name
        with storage_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            compose(self.objects, name, keep, path)
            done = finished(path)
        self.objects.put_sealed(done, path)
        return done

    def _note_finished(self, rows: Rows, finished: Iterable[FinishedWarc]) -> None:
        done = list(finished)
        super()._note_finished(rows, done)
        self._sealed += (file.name for file in done)


def not_there(objects: SiteObjects) -> NotItsObjects:
    """The error that a storage without a single file of those that a catalog refers to is not the one."""
    storage = objects.storage
    lacks = f"has no file of those that the catalog of {objects.site} refers to"
    return NotItsObjects(
        f"{storage.url}: {lacks if storage.is_there else 'there is no such folder'}; see that"
        " NEWSARCHIVE_STORE names the storage of this fleet, and that it is mounted. If it is the one, put"
        f" its files back from a backup; {typed(f'move {objects.site} --to FOLDER --despite-losses')} takes"
        " what is left without them"
    )


def fetch_sealed(objects: SiteObjects, row: WarcRow, target: Path) -> None:
    """Bring a sealed file to the own disk.

    :param target: whose folder is there or not; it is there whole or not at all
    :raises FileNotFoundError: there is no such object
    :raises StorageError: its bytes are not those that were written, or the storage or the disk fails
    """
    staged = target.with_name(f"{target.name}{_STAGED}")
    there = [one for one in objects.sealed(row.name) if one.sha256 == row.sha256]
    if not there:
        raise FileNotFoundError(2, "is missing from the storage", str(target))
    with storage_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        if not any(_fetched(objects, one, staged) for one in there):  # those of several holders may be there
            staged.unlink(missing_ok=True)
            raise StorageError(
                f"{objects.storage.url}/{there[0].key}: its bytes are not those that were written;"
                " put it back from a backup of the storage"
            )
        staged.rename(target)


def _fetched(objects: SiteObjects, one: SealedObject, staged: Path) -> bool:
    """Write an object's bytes to a file; whether they are those that its key says."""
    digest = hashlib.sha256()
    with staged.open("wb") as file:
        for piece in objects.storage.pieces(one.key, one.size):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest() == one.sha256
