"""Keep the responses behind a revision, and note in the catalog where they are."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from newsarchive.evidence import Exchange, FetchedPicture
from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.desk import Desk
from newsarchive.store.originals.member import record_at
from newsarchive.store.originals.records import (
    Earlier,
    FinishedWarc,
    InFile,
    payload_digest,
    sha1,
)
from newsarchive.store.originals.removal import Rewritten, finish_left_open, finished, without
from newsarchive.store.originals.writer import GrowingWarc, OriginalsWriter
from newsarchive.store.pictures.folder import PictureFolder, path_of
from newsarchive.text import many, typed

Transact = Callable[[Callable[[Rows], Any]], Any]
"""Does what it is given in one transaction; see :meth:`newsarchive.store.archive.Archive.transact`."""


class Originals:
    """The archive's WARC files, as the catalog knows them.

    :param folder: where they are; made when the first one is written
    :param pictures: the files that records of pictures refer to
    :param begin: makes a file that is to grow
    :param max_bytes: a file that has reached this is finished with the batch that did it
    """

    def __init__(
        self, folder: Path, pictures: PictureFolder, *, site: str, software: str,
        begin: Callable[[Path, str], GrowingWarc] = GrowingWarc, max_bytes: int = 1 << 30,
    ) -> None:  # fmt: skip
        self.folder = folder
        self._pictures = pictures
        self._writer = OriginalsWriter(folder, site=site, software=software, begin=begin, max_bytes=max_bytes)
        self._warc_ids: dict[str, int] = {}

    def keep(
        self, desk: Desk, row: ArticleRow, exchanges: Iterable[Exchange], *, revision: int | None
    ) -> None:
        """Write what an article was read from; what is there already as a mere reference to it.

        :param revision: the number of the revision that they gave, None for a quarantined article
        """
        for exchange in exchanges:
            digest = payload_digest(exchange)
            known = desk.known.captures((exchange.url, digest))
            earlier = Earlier(known.record_id, known.url, known.at) if known else None
            made = self._written(desk, row, exchange, earlier, revision, known.id if known else None)
            if not known:
                desk.known.captures.note((exchange.url, digest), made)

    def keep_picture(self, desk: Desk, row: ArticleRow, came: FetchedPicture, *, revision: int) -> None:
        """Write how a picture came: the redirects, and of the last answer the head, whose payload is a file.

        :param row: the article for which it was asked
        :param revision: the number of its revision that shows the picture
        """
        if not came.exchanges:
            return
        *redirects, last = came.exchanges
        path = path_of(came.sha256, came.extension)
        for exchange in redirects:
            self._written(desk, row, exchange, InFile(path), revision, None)
        self._written(desk, row, last, InFile(path, sha1(self._pictures.read(path))), revision, None)

    def _written(
        self,
        desk: Desk,
        row: ArticleRow,
        exchange: Exchange,
        payload: Earlier | InFile | None,
        revision: int | None,
        refers_to: int | None,
    ) -> CaptureRow:
        record = self._writer.write(
            exchange, article=Identity(row.source_id, row.url), stem=row.stem if desk.by_address else None,
            earlier=payload, now=datetime.fromtimestamp(desk.now, UTC),
        )  # fmt: skip
        return desk.rows.add(
            CaptureRow(
                article=row.id, revision=revision, url=exchange.url, status=exchange.status,
                at=exchange.at, warc=self._warc_id(desk.rows, record.file), offset=record.offset,
                length=record.length, end=record.end, kind=record.kind,
                record_id=record.record_id, digest=record.payload_digest, refers_to=refers_to,
            )
        )  # fmt: skip

    def check(self, rows: Rows) -> None:
        """Make sure that what is not there is lost, and not merely somewhere else.

        :raises StorageError: no file is where the catalog has some
        """
        sealed = [row.name for row in rows.where(WarcRow, WarcRow.c.length.is_not(None))]
        if sealed and not any((self.folder / name).exists() for name in sealed):
            raise StorageError(
                f"{self.folder}: has none of the {many(len(sealed), 'file')} that the catalog refers to; see"
                " that it is mounted, or put them back from a backup;"
                f" {typed(f'verify {self.folder.parents[1].name} --rebuild')} goes on without them"
            )

    def prepare(self) -> None:
        """Do what takes long of what is to be done once, before the transaction of a batch begins.

        :raises StorageError: nothing can be kept
        """

    def sync(self, rows: Rows) -> None:
        """Bring to disk what was kept; before the catalog says that it is there."""
        self._note_finished(rows, self._writer.sync())

    def finish(self, transact: Transact) -> None:
        """Close the file at work, and note that.

        :param transact: does and commits what it is given; what takes long is done outside
        """
        if done := self._writer.finish():
            transact(partial(self._note_finished, finished=done))
        if self._writer.has_given_up:
            self._close_left_open(transact)

    def rotate(self, transact: Transact) -> None:
        """Close the file at work where it is large enough, after a batch is committed."""

    def recover(self, transact: Transact) -> None:
        """Close what a crash left open, without what the catalog does not know.

        :param transact: as for :meth:`finish`
        """
        self._close_left_open(transact)

    def _close_left_open(self, transact: Transact) -> None:
        for left, keep in transact(_left_open):
            done = self._finish_left_open(left.name, keep)
            transact(partial(self._note_left, left=left, done=done))
        transact(self._remove_strays)

    def rewrite(self, held: WarcRow, going: list[CaptureRow]) -> Rewritten:
        """Take captures out of a sealed file for good; after a crash call it again.

        :raises StorageError: it is damaged, or the disk fails; it is as it was
        """
        path = self.folder / held.name
        if not path.exists():  # nothing else was in it; or it is lost, which is for `verify` to say
            return Rewritten({}, None)
        offsets = {row.offset for row in going}
        try:
            # A crash came before the catalog could note it; or a catalog from before that was restored.
            if finished(path).sha256 != held.sha256 or not all(_is_at(path, row) for row in going):
                found = without(self.folder, held.name, frozenset()).captures
                offsets = {found[row.record_id] for row in going if row.record_id in found}
            return without(self.folder, held.name, offsets)
        except StorageError as error:
            remedy = "the takedown waits for this file: put back a sound copy, or remove it, and run again"
            raise StorageError(f"{error}; {remedy}") from error

    def is_gone(self, name: str) -> bool:
        """Whether a file of which no capture is left is removed."""
        return not (self.folder / name).exists()

    def settle(self, rows: Rows) -> None:
        """Remove what takedowns replaced, once the catalog refers to it no more."""

    def commit(self) -> None:
        """Do what may only be done once the transaction is committed."""
        self._writer.commit()

    def roll_back(self) -> None:
        """Forget what a transaction did that came to nothing."""
        self._warc_ids.clear()
        self._writer.roll_back()

    def _finish_left_open(self, name: str, keep: int) -> FinishedWarc | None:
        return finish_left_open(self.folder, name, keep)

    def _note_left(self, rows: Rows, left: WarcRow, done: FinishedWarc | None) -> None:
        if done:
            self._note_finished(rows, [done])
        else:
            rows.remove(WarcRow, id=left.id)

    def _remove_strays(self, rows: Rows) -> None:
        known = {row.name for row in rows.where(WarcRow)} if self.folder.exists() else set()
        for stray in self.folder.glob("*.open"):
            if stray.name.removesuffix(".open") not in known:  # its first batch was never committed
                finish_left_open(self.folder, stray.name.removesuffix(".open"), 0)

    def _note_finished(self, rows: Rows, finished: Iterable[FinishedWarc]) -> None:
        for file in finished:
            there = rows.one(WarcRow, name=file.name)
            if there:
                rows.replace(replace(there, length=file.length, sha256=file.sha256))

    def _warc_id(self, rows: Rows, name: str) -> int:
        if name not in self._warc_ids:
            there = rows.one(WarcRow, name=name)
            self._warc_ids[name] = (there or rows.add(WarcRow(name=name))).id
        return self._warc_ids[name]


def _is_at(path: Path, row: CaptureRow) -> bool:
    """Whether a capture is in a file where its row says."""
    with suppress(StorageError), path.open("rb") as file:
        return record_at(file.fileno(), path.name, row.offset).field("WARC-Record-ID") == row.record_id
    return False


def committed(rows: Rows, warc: WarcRow) -> int:
    """How many bytes of a file that is not sealed the catalog refers to."""
    held = rows.where(CaptureRow, warc=warc.id, order=[CaptureRow.c.end.desc()], limit=1)
    return held[0].end if held else 0


def _left_open(rows: Rows) -> list[tuple[WarcRow, int]]:
    return [(left, committed(rows, left)) for left in rows.where(WarcRow, length=None)]
