"""Keep the responses behind a revision, and note in the catalog where they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.evidence import Exchange
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.desk import Desk
from newsarchive.store.originals.removal import finish_left_open
from newsarchive.store.originals.writer import (
    Earlier,
    FinishedWarc,
    OriginalsWriter,
    payload_digest,
)


class Originals:
    """The archive's WARC files, as the catalog knows them.

    :param folder: where they are; made when the first one is written
    """

    def __init__(self, folder: Path, *, site: str, software: str) -> None:
        self.folder = folder
        self._writer = OriginalsWriter(folder, site=site, software=software)
        self._warc_ids: dict[str, int] = {}

    def keep(
        self, desk: Desk, row: ArticleRow, exchanges: Iterable[Exchange], *, revision: int | None
    ) -> None:
        """Write what an article was read from; what is there already as a mere reference to it.

        :param revision: the number of the revision that they gave, None for a quarantined article
        """
        now = datetime.fromtimestamp(desk.now, UTC)
        article, stem = Identity(row.source_id, row.url), row.stem if desk.by_address else None
        for exchange in exchanges:
            digest = payload_digest(exchange)
            known = desk.known.captures((exchange.url, digest))
            earlier = Earlier(known.record_id, known.url, known.at) if known else None
            record = self._writer.write(exchange, article=article, stem=stem, earlier=earlier, now=now)
            made = desk.rows.add(
                CaptureRow(
                    article=row.id, revision=revision, url=exchange.url, status=exchange.status,
                    at=exchange.at, warc=self._warc_id(desk.rows, record.file), offset=record.offset,
                    length=record.length, end=record.end, kind=record.kind,
                    record_id=record.record_id, digest=digest, refers_to=known.id if known else None,
                )
            )  # fmt: skip
            if not known:
                desk.known.captures.note((exchange.url, digest), made)

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
