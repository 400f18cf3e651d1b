"""Read an exchange back from the originals, checked against its digests."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import storage_errors
from newsarchive.store.originals.member import StoredRecord, record_at
from newsarchive.store.originals.records import CAPTURES, sha1
from newsarchive.store.pictures.folder import PictureFolder

NAMED_FILE = "NewsArchive-File"
"""The field of a record whose payload is a file of ``media``."""


def read_exchange(
    folder: Path, name: str, offset: int, *, refers_to: tuple[str, int] | None = None
) -> Exchange:
    """The exchange whose response or revisit is at ``offset``, without what its request said.

    :param name: the file's final name, also while it is open
    :param refers_to: name and offset of the response that has a revisit's payload
    :raises StorageError: it is damaged, missing or something else; names file and offset
    """
    record = _capture_at(folder, name, offset)
    exchange = exchange_in(record)
    if record.kind != "revisit":
        return exchange
    if record.capture_kind is CaptureKind.FILE:
        raise StorageError(f"{record.place}: a picture's, whose payload is {record.field(NAMED_FILE)}")
    if refers_to is None:
        raise StorageError(f"{record.place}: nobody says where {record.field('WARC-Refers-To')} is")
    original = _capture_at(folder, *refers_to)
    if sha1(original.payload) != record.field("WARC-Payload-Digest"):
        raise StorageError(f"{record.place}: {original.place} has another payload than the one referred to")
    return replace(exchange, body=original.payload)


def read_picture(folder: Path, name: str, offset: int, pictures: PictureFolder) -> tuple[str, Exchange]:
    """A picture's exchange, and the path of its file; of a redirect, the path that it led to.

    The payload of an answer is the file's bytes: a Content-Encoding that its head states is undone in them.

    :param folder: the originals'
    :param name: the file's final name, also while it is open
    :raises StorageError: it is damaged, missing or no picture's, or the file is; names file and offset
    """
    record = _capture_at(folder, name, offset)
    path, exchange = record.field(NAMED_FILE), exchange_in(record)
    if record.kind == "response":
        return path, exchange
    try:
        body = pictures.read(path)
    except (OSError, ValueError) as error:
        raise StorageError(f"{record.place}: its payload, {path}, cannot be read: {error}") from error
    if sha1(body) != record.field("WARC-Payload-Digest"):
        raise StorageError(f"{record.place}: {path} is not the payload that was written down")
    return path, replace(exchange, body=body)


def exchange_in(record: StoredRecord) -> Exchange:
    """What a response or revisit says by itself; a revisit's body is empty.

    :raises StorageError: it holds no HTTP response
    """
    first, headers = http_head(record)
    try:
        protocol, status, _ = first.decode("ascii").split(" ", 2)
        return Exchange(
            url=record.field("WARC-Target-URI"), status=int(status), protocol=protocol, headers=headers,
            body=record.payload, at=datetime.fromisoformat(record.field("WARC-Date")),
            ip=record.fields.get("WARC-IP-Address"),
        )  # fmt: skip
    except ValueError as error:
        raise StorageError(f"{record.place}: the {record.kind} holds no HTTP response") from error


def http_head(record: StoredRecord) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    """The first line and the headers of what a record holds."""
    first, *lines = record.block.partition(b"\r\n\r\n")[0].split(b"\r\n")
    pairs = (line.partition(b": ") for line in lines)
    return first, tuple((name, value) for name, _, value in pairs)


def member_at(folder: Path, name: str, offset: int) -> tuple[StoredRecord, bytes]:
    """Any record, and the bytes of its gzip member as they stand in the file.

    :param name: the file's final name, also while it is open
    :raises StorageError: it is damaged or missing; names file and offset
    """
    for path in (folder / name, folder / f"{name}.open"):
        with suppress(FileNotFoundError), storage_errors(), path.open("rb") as file:
            record = record_at(file.fileno(), name, offset)
            return record, os.pread(file.fileno(), record.length, offset)
    raise StorageError(f"{folder / name}: this file of originals is missing")


def _capture_at(folder: Path, name: str, offset: int) -> StoredRecord:
    record, _ = member_at(folder, name, offset)
    if record.kind not in CAPTURES:
        raise StorageError(f"{record.place}: a {record.kind} record, not a response")
    return record
