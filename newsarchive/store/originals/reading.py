"""Read an exchange back from the originals, checked against its digests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import storage_errors
from newsarchive.store.keepers import fetched
from newsarchive.store.originals.member import StoredRecord, record_at
from newsarchive.store.originals.records import CAPTURES, sha1
from newsarchive.store.pictures.folder import PictureFolder

NAMED_FILE = "NewsArchive-File"
"""The field of a record whose payload is a file of ``media``."""


def read_exchange(
    folder: Path, name: str, offset: int, *, refers_to: tuple[str, int] | None = None, record_id: str = "",
    most: int = 0,
) -> Exchange:  # fmt: skip
    """The exchange whose response or revisit is at ``offset``, without what its request said.

    :param name: the file's final name, also while it is open
    :param refers_to: name and offset of the response that has a revisit's payload
    :param record_id: that the record must have; empty where any will do
    :param most: bytes that a record may have; 0 for no limit
    :raises StorageError: it is damaged, missing or something else; names file and offset
    """
    record = _capture_at(folder, name, offset, most, record_id)
    exchange = exchange_in(record)
    if record.kind != "revisit":
        return exchange
    if record.capture_kind is CaptureKind.FILE:
        raise StorageError(f"{record.place}: a picture's, whose payload is {record.field(NAMED_FILE)}")
    if refers_to is None:
        raise StorageError(f"{record.place}: nobody says where {record.field('WARC-Refers-To')} is")
    original = _capture_at(folder, *refers_to, most)
    if sha1(original.payload) != record.field("WARC-Payload-Digest"):
        raise StorageError(f"{record.place}: {original.place} has another payload than the one referred to")
    return replace(exchange, body=original.payload)


def read_picture(
    folder: Path, name: str, offset: int, pictures: PictureFolder, *, record_id: str = "", most: int = 0
) -> tuple[str, Exchange]:
    """A picture's exchange, and the path of its file; of a redirect, the path that it led to.

    The payload of an answer is the file's bytes: a Content-Encoding that its head states is undone in them.

    :param folder: the originals'
    :param name: the file's final name, also while it is open
    :param record_id: that the record must have; empty where any will do
    :param most: bytes that the record may have; 0 for no limit
    :raises StorageError: it is damaged, missing or no picture's, or the file is; names file and offset
    """
    record = _capture_at(folder, name, offset, most, record_id)
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
    with opened(folder, name) as file:
        record = record_at(file.fileno(), name, offset)
        return record, os.pread(file.fileno(), record.length, offset)


def read_request(folder: Path, name: str, offset: int, *, answer: str, most: int = 0) -> StoredRecord:
    """The record of a request, which follows that of its answer.

    :param name: the file's final name, also while it is open
    :param answer: the record id of that one
    :param most: bytes that the record may have; 0 for no limit
    :raises StorageError: it is damaged, missing or something else; names file and offset
    """
    record = _record_at(folder, name, offset, most)
    if record.kind != "request" or record.field("WARC-Concurrent-To") != answer:
        raise StorageError(f"{record.place}: a {record.kind} record, not the request of {answer}")
    return record


def _capture_at(folder: Path, name: str, offset: int, most: int, record_id: str = "") -> StoredRecord:
    record = _record_at(folder, name, offset, most)
    if record_id and record.field("WARC-Record-ID") != record_id:
        raise StorageError(f"{record.place}: another record than {record_id}; a takedown may have moved it")
    if record.kind not in CAPTURES:
        raise StorageError(f"{record.place}: a {record.kind} record, not a response")
    return record


def _record_at(folder: Path, name: str, offset: int, most: int) -> StoredRecord:
    with opened(folder, name) as file:
        return record_at(file.fileno(), name, offset, most=most)


@contextmanager
def opened(folder: Path, name: str) -> Iterator[BinaryIO]:
    """A file of originals, open to be read.

    :param name: its final name, also while it grows under another
    :raises StorageError: it is missing, or the disk refuses
    """
    with storage_errors(), _open(folder, name) as file:
        yield file


def _open(folder: Path, name: str) -> BinaryIO:
    fetched(folder / name)
    # A file that grows may get its final name between the first look and the second.
    for path in (folder / name, folder / f"{name}.open", folder / name):
        with suppress(FileNotFoundError):
            return path.open("rb")
    raise StorageError(f"{folder / name}: this file of originals is missing")
