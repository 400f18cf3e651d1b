"""Name what is broken in a WARC, whatever bytes it holds."""

import os
import zlib
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.originals.member import record_at

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 20


def faults_in(path: Path) -> list[str]:
    """Every broken record: file, offset, what is wrong. After one, the search goes on at the next whole head.

    :return: empty if each record is sound by itself; records may still be missing, added or exchanged
    :raises OSError: the file cannot be opened
    """
    faults = []
    with path.open("rb") as file:
        fd = file.fileno()
        end = os.fstat(fd).st_size
        offset = 0
        while offset < end:
            try:
                offset = record_at(fd, path.name, offset).end
            except StorageError as error:
                faults.append(str(error))
                offset = next_head(fd, offset + 1, end)
    return faults


def next_head(fd: int, start: int, end: int) -> int:
    """Where the next gzip member that begins a WARC record is, else ``end``."""
    position = start
    while position < end:
        chunk = _bytes(fd, position, _CHUNK)
        found = chunk.find(_MAGIC)
        while found >= 0:
            if _is_head(_bytes(fd, position + found, 512)):
                return position + found
            found = chunk.find(_MAGIC, found + 1)
        position += _CHUNK - len(_MAGIC) + 1
    return end


def _is_head(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _bytes(fd: int, offset: int, size: int) -> bytes:
    try:
        return os.pread(fd, size, offset)
    except OSError:  # the disk cannot read here, perhaps further on
        return b""
