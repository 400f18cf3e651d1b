"""Keep the responses behind a revision, and note in the catalog where they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.evidence import Exchange, FetchedPicture
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.desk import Desk
from newsarchive.store.originals.records import (
    Earlier,
    FinishedWarc,
    InFile,
    payload_digest,
    sha1,
)
from newsarchive.store.originals.removal import finish_left_open
from newsarchive.store.originals.writer import OriginalsWriter
from newsarchive.store.pictures.folder import PictureFolder, path_of


class Originals:
    """The archive's WARC files, as the catalog knows them.

    :param folder: where they are; made when the first one is written
    :param pictures: the files that records of pictures refer to
    """

    def __init__(self, folder: Path, pictures: PictureFolder, *, site: str, software: str) -> None:
        self.folder = folder
        self._pictures = pictures
        self._writer = OriginalsWriter(folder, site=site, software=software)
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

    def sync(self, rows: Rows) -> None:
        """Bring to disk what was kept; before the catalog says that it is there."""
        self._note_finished(rows, self._writer.sync())

    def finish(self, rows: Rows) -> None:
        """Close the file at work."""
        self._note_finished(rows, self._writer.finish())

    def recover(self, rows: Rows) -> None:
        """Close what a crash left open, without what the catalog does not know."""
        for left in rows.where(WarcRow, length=None):
            held = rows.where(CaptureRow, warc=left.id, order=[CaptureRow.c.end.desc()], limit=1)
            finished = finish_left_open(self.folder, left.name, held[0].end if held else 0)
            if finished:
                self._note_finished(rows, [finished])
            else:
                rows.remove(WarcRow, id=left.id)
        known = {row.name for row in rows.where(WarcRow)} if self.folder.exists() else set()
        for stray in self.folder.glob("*.open"):
            if stray.name.removesuffix(".open") not in known:  # its first batch was never committed
                finish_left_open(self.folder, stray.name.removesuffix(".open"), 0)

    def roll_back(self) -> None:
        """Forget which files the catalog knows, since a transaction came to nothing."""
        self._warc_ids.clear()

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
