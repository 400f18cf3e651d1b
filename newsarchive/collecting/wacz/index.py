"""The index of a WACZ: CDXJ lines (https://specs.webrecorder.net/cdxj/0.1.0/), sorted, packed in blocks."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC
from itertools import islice
from typing import Self

from newsarchive.collecting.wacz.sort_key import sort_key
from newsarchive.collecting.wacz.whole_capture import WholeCapture
from newsarchive.store.originals.cdxj import media_type
from newsarchive.store.originals.making import written_url

_BLOCK = 300  # lines that a reader unpacks to find one, as many as cdxj-indexer packs
_GZIP = 16 + zlib.MAX_WBITS


def cdxj_line(capture: WholeCapture, *, file: str, offset: int) -> bytes:
    """A capture's line: the sort key of its URL, the second it was taken, and where it is.

    :param file: the WARC's name
    """
    exchange = capture.exchange
    url = written_url(exchange.url)
    entry = {
        "url": url,
        "mime": media_type(exchange) or "unk",
        "status": str(exchange.status),
        "digest": capture.digest,
        "length": str(len(capture.response)),
        "offset": str(offset),
        "filename": file,
    }
    moment = f"{exchange.at.astimezone(UTC):%Y%m%d%H%M%S}"
    return f"{sort_key(url)} {moment} {json.dumps(entry)}\n".encode()


class Index:
    """Lines of any number, and which captures they are; they wait in a file that SQLite makes and removes.

    :ivar size: of all lines, in bytes
    """

    def __init__(self) -> None:
        self.size = 0
        self._lines = sqlite3.connect("", isolation_level=None)
        self._lines.execute("PRAGMA journal_mode = OFF")
        self._lines.execute("CREATE TABLE line (line BLOB)")
        self._lines.execute("CREATE TABLE held (site, capture, picture, PRIMARY KEY (site, capture))")
        self._lines.execute("CREATE INDEX held_picture ON held (picture, site)")
        self._lines.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def add(self, site: str, capture: int, line: bytes, *, picture: str = "") -> None:
        """Take in a capture's line.

        :param capture: its number in the catalog of the site's archive
        :param picture: SHA-256 of the picture that it is
        """
        self.size += len(line)
        self._lines.execute("INSERT INTO line VALUES (?)", [line])
        self._lines.execute("INSERT INTO held VALUES (?, ?, ?)", [site, capture, picture])

    def holds(self, site: str, capture: int) -> bool:
        """Whether a capture is in it."""
        found = self._lines.execute("SELECT 1 FROM held WHERE site = ? AND capture = ?", [site, capture])
        return found.fetchone() is not None

    def holds_picture(self, site: str, digest: str) -> bool:
        """Whether a capture of a picture is in it, whose SHA-256 is given."""
        found = self._lines.execute("SELECT 1 FROM held WHERE picture = ? AND site = ?", [digest, site])
        return found.fetchone() is not None

    def blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """The sorted lines, so many a gzip member, each with the key and the time of its first line."""
        lines = (line for (line,) in self._lines.execute("SELECT line FROM line ORDER BY line"))
        while block := list(islice(lines, _BLOCK)):
            key = block[0].partition(b" {")[0]
            yield key, zlib.compress(b"".join(block), wbits=_GZIP)


def secondary_line(key: bytes, *, offset: int, length: int) -> bytes:
    """The line by which a block is found (``cdxj-gzip-1.0``)."""
    return key + b" " + json.dumps({"offset": offset, "length": length}).encode() + b"\n"


def secondary_head(file: str) -> bytes:
    """The first line of a secondary index, which names the file of the blocks."""
    return b"!meta 0 " + json.dumps({"format": "cdxj-gzip-1.0", "filename": file}).encode() + b"\n"
