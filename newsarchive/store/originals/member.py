"""One record of a WARC: a gzip member, inflated, taken apart and checked against its digests."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import storage_errors
from newsarchive.store.originals.records import END, VERSION, sha1

_CHUNK = 1 << 14
_MAGIC = b"\x1f\x8b\x08"
_STRIDE = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it was read.

    :param place: its file and offset, for messages
    :param length: of its gzip member, in bytes
    :param kind: its WARC-Type
    :param block: what it holds: an HTTP head and perhaps a payload
    :param fields: of its WARC head, by their names as written
    """

    place: str
    offset: int
    length: int
    kind: str
    block: bytes
    fields: dict[str, str]

    @property
    def end(self) -> int:
        """Where the next record begins."""
        return self.offset + self.length

    @property
    def capture_kind(self) -> CaptureKind:
        """What the catalog calls the capture that the record is."""
        return CaptureKind.FILE if "NewsArchive-File" in self.fields else CaptureKind(self.kind)

    @property
    def payload(self) -> bytes:
        """What follows the HTTP head."""
        return self.block.partition(END)[2]

    def field(self, name: str) -> str:
        """A field of its WARC head.

        :raises StorageError: there is none
        """
        try:
            return self.fields[name]
        except KeyError:
            raise StorageError(f"{self.place}: the record has no {name}") from None


def first_end(begins: bytes) -> int:
    """Where the second record of a file begins, of which this is the beginning; 0 where it cannot be told."""
    inflating = zlib.decompressobj(_GZIP)
    try:
        inflating.decompress(begins)
    except zlib.error:
        return 0
    return len(begins) - len(inflating.unused_data) if inflating.eof else 0


def record_at(fd: int, name: str, offset: int, *, most: int = 0) -> StoredRecord:
    """Read one record, and nothing after it.

    :param fd: a file open for reading
    :param name: what messages call the file
    :param most: bytes that the record may have, its head included; 0 for no limit
    :raises StorageError: there is no whole, sound record, or it has more; names file and offset
    """
    place = f"{name}, offset {offset}"
    plain, length = _inflated(fd, offset, place, most)
    head, _, rest = plain.partition(END)
    version, *lines = head.split(b"\r\n")
    try:
        pairs = (line.decode().partition(": ") for line in lines)
        fields = {name: value for name, _, value in pairs}
        size = int(fields["Content-Length"])
    except (KeyError, ValueError) as error:
        raise StorageError(f"{place}: this is no WARC record") from error
    record = StoredRecord(place, offset, length, fields.get("WARC-Type", ""), rest[:size], fields)
    if version != VERSION or size < 0:
        raise StorageError(f"{place}: this is no WARC record")
    if rest[size:] != END:
        raise StorageError(f"{place}: the record is not as long as its Content-Length says")
    _check(record, "WARC-Block-Digest", record.block)
    if record.kind in {"response", "request"}:
        _check(record, "WARC-Payload-Digest", record.payload)
    return record


def every_record(path: Path, broken: list[str] | None = None) -> Iterator[StoredRecord]:
    """All records of a file, in their order.

    :param broken: is told file, offset and fault of each that is damaged, and the search goes on at the next
        whole head
    :raises StorageError: one is damaged, and nobody is to be told
    :raises OSError: the file cannot be opened
    """
    with path.open("rb") as file:
        fd = file.fileno()
        end = os.fstat(fd).st_size
        offset = 0
        while offset < end:
            try:
                record = record_at(fd, path.name, offset)
            except StorageError as error:
                if broken is None:
                    raise
                broken.append(str(error))
                offset = _next_head(fd, offset + 1, end)
                continue
            yield record
            offset = record.end


def faults_in(path: Path) -> list[str]:
    """Every broken record. If each is sound by itself, some may still be missing, added or exchanged."""
    broken: list[str] = []
    for _ in every_record(path, broken):
        pass
    return broken


def _inflated(fd: int, offset: int, place: str, most: int) -> tuple[bytes, int]:
    inflate = zlib.decompressobj(_GZIP)
    parts = []
    size, position = 0, offset
    while not inflate.eof:
        with storage_errors():
            chunk = os.pread(fd, _CHUNK, position)
        if not chunk:
            raise StorageError(f"{place}: the file ends within the record")
        try:
            parts.append(inflate.decompress(chunk))  # which is a thousand times as long at most
        except zlib.error as error:
            raise StorageError(f"{place}: the record does not unpack: {error}") from error
        size += len(parts[-1])
        if most and size > most:
            raise StorageError(f"{place}: the record has more than {most:,} bytes")
        position += len(chunk)
    return b"".join(parts), position - len(inflate.unused_data) - offset


def _check(record: StoredRecord, name: str, data: bytes) -> None:
    if record.field(name) != sha1(data):
        raise StorageError(f"{record.place}: the {record.kind} is not what its {name} says")


def _next_head(fd: int, start: int, end: int) -> int:
    """Where the next gzip member that begins a WARC record is, else ``end``."""
    position = start
    while position < end:
        chunk = _bytes(fd, position, _STRIDE)
        found = chunk.find(_MAGIC)
        while found >= 0:
            if _is_head(_bytes(fd, position + found, 512)):
                return position + found
            found = chunk.find(_MAGIC, found + 1)
        position += _STRIDE - len(_MAGIC) + 1
    return end


def _is_head(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _bytes(fd: int, offset: int, size: int) -> bytes:
    try:
        return os.pread(fd, size, offset)
    except OSError:  # the disk cannot read here, perhaps further on
        return b""
