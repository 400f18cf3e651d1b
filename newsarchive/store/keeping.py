"""Keep the responses behind a revision, and note in the catalog where they are."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.exchange import Exchange
from newsarchive.store.catalog.rows import Row, Rows
from newsarchive.store.catalog.schema import capture, warc
from newsarchive.store.entering import Desk
from newsarchive.store.originals.recovery import finish_left_open
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

    def keep(self, desk: Desk, row: Row, exchanges: Iterable[Exchange], *, revision: int | None) -> None:
        """Write what an article was read from; what is there already as a mere reference to it.

        :param revision: the number of the revision that they gave, None for a quarantined article
        """
        now = datetime.fromtimestamp(desk.now, UTC)
        for exchange in exchanges:
            digest = payload_digest(exchange)
            known = _known(desk, exchange.url, digest)
            earlier = known and Earlier(known["record_id"], known["url"], datetime.fromisoformat(known["at"]))
            record = self._writer.write(exchange, article=row["source_id"], earlier=earlier or None, now=now)
            made: Row = {
                "article": row["id"], "revision": revision, "url": exchange.url,
                "status": exchange.status, "at": exchange.at.isoformat(),
                "warc": self._warc_id(desk.rows, record.file), "offset": record.offset,
                "length": record.length, "end": record.end, "kind": record.kind,
                "record_id": record.record_id, "digest": digest, "refers_to": known and known["id"],
            }  # fmt: skip
            (made["id"],) = desk.rows.add(capture, made)
            if desk.ahead and not known:
                desk.ahead.captures[exchange.url, digest] = made

    def sync(self, rows: Rows) -> None:
        """Bring to disk what was kept; before the catalog says that it is there."""
        self._note_finished(rows, self._writer.sync())

    def finish(self, rows: Rows) -> None:
        """Close the file at work."""
        self._note_finished(rows, self._writer.finish())

    def recover(self, rows: Rows) -> None:
        """Close what a crash left open, without what the catalog does not know."""
        for left in rows.where(warc, warc.c.length.is_(None)):
            where = capture.c.warc == left["id"]
            held = rows.where(capture, where, order=[capture.c.end.desc()], limit=1)
            finished = finish_left_open(self.folder, left["name"], held[0]["end"] if held else 0)
            if finished:
                self._note_finished(rows, [finished])
            else:
                rows.remove(warc, warc.c.id == left["id"])
        known = {row["name"] for row in rows.where(warc)} if self.folder.exists() else set()
        for stray in self.folder.glob("*.open"):
            if stray.name.removesuffix(".open") not in known:  # its first batch was never committed
                finish_left_open(self.folder, stray.name.removesuffix(".open"), 0)

    def roll_back(self) -> None:
        """Forget which files the catalog knows, since a transaction came to nothing."""
        self._warc_ids.clear()

    def _note_finished(self, rows: Rows, finished: Iterable[FinishedWarc]) -> None:
        for file in finished:
            there = rows.one(warc, warc.c.name == file.name)
            if there:
                rows.replace(warc, there | {"length": file.length, "sha256": file.sha256})

    def _warc_id(self, rows: Rows, name: str) -> int:
        if name not in self._warc_ids:
            there = rows.one(warc, warc.c.name == name)
            self._warc_ids[name] = there["id"] if there else rows.add(warc, {"name": name})[0]
        return self._warc_ids[name]


def _known(desk: Desk, url: str, digest: str) -> Row | None:
    if desk.ahead:
        return desk.ahead.captures.get((url, digest))
    return desk.rows.one(
        capture, capture.c.url == url, capture.c.digest == digest, capture.c.kind == "response"
    )
