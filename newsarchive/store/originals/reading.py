"""Read an exchange back from the originals, checked against its digests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors
from newsarchive.store.originals.member import StoredRecord, record_at
from newsarchive.store.originals.records import CAPTURES, sha1


def read_exchange(
    folder: Path, name: str, offset: int, *, refers_to: tuple[str, int] | None = None, request: bool = False
) -> Exchange:
    """The exchange whose response or revisit is at ``offset``.

    :param name: the file's final name, also while it is open
    :param refers_to: name and offset of the response that has a revisit's payload
    :param request: whether to read the request too; without, ``method`` and ``request_headers`` are defaults
    :raises StorageError: it is damaged, missing or something else; names file and offset
    """
    with _opened(folder, name) as fd:
        record = _capture_at(fd, name, offset)
        asked = record_at(fd, name, record.end) if request else None
    exchange = exchange_in(record)
    if asked:
        exchange = _with_request(exchange, record, asked)
    if record.kind == "revisit":
        exchange = replace(exchange, body=_payload(folder, record, refers_to))
    return exchange


def exchange_in(record: StoredRecord) -> Exchange:
    """What a response or revisit says by itself; a revisit's body is empty.

    :raises StorageError: it holds no HTTP response
    """
    first, headers = _http_head(record)
    try:
        protocol, status, _ = first.decode("ascii").split(" ", 2)
        return Exchange(
            url=record.field("WARC-Target-URI"),
            status=int(status),
            protocol=protocol,
            headers=headers,
            body=record.payload,
            at=datetime.fromisoformat(record.field("WARC-Date")),
            ip=record.fields.get("WARC-IP-Address"),
        )
    except ValueError as error:
        raise StorageError(f"{record.place}: the {record.kind} holds no HTTP response") from error


def _with_request(exchange: Exchange, record: StoredRecord, asked: StoredRecord) -> Exchange:
    if asked.kind != "request" or asked.field("WARC-Concurrent-To") != record.field("WARC-Record-ID"):
        raise StorageError(f"{asked.place}: this is not the request of the record before")
    first, headers = _http_head(asked)
    return replace(exchange, method=first.decode("latin-1").partition(" ")[0], request_headers=headers)


def _payload(folder: Path, revisit: StoredRecord, refers_to: tuple[str, int] | None) -> bytes:
    if refers_to is None:
        raise StorageError(f"{revisit.place}: nobody says where {revisit.field('WARC-Refers-To')} is")
    name, offset = refers_to
    with _opened(folder, name) as fd:
        original = _capture_at(fd, name, offset)
    if sha1(original.payload) != revisit.field("WARC-Payload-Digest"):
        raise StorageError(f"{revisit.place}: {original.place} has another payload than the one referred to")
    return original.payload


def _capture_at(fd: int, name: str, offset: int) -> StoredRecord:
    record = record_at(fd, name, offset)
    if record.kind not in CAPTURES:
        raise StorageError(f"{record.place}: a {record.kind} record, not a response")
    return record


def _http_head(record: StoredRecord) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    first, *lines = record.block.partition(b"\r\n\r\n")[0].split(b"\r\n")
    pairs = (line.partition(b": ") for line in lines)
    return first, tuple((name, value) for name, _, value in pairs)


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[int]:
    with storage_errors():
        fd = _open(folder / name, folder / f"{name}.open")
    try:
        yield fd
    finally:
        os.close(fd)


def _open(*paths: Path) -> int:
    for path in paths:
        try:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
    raise StorageError(f"{paths[0]}: this file of originals is missing")
