"""What the originals and the catalog tell each other about records and files."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from newsarchive.evidence import Exchange
from newsarchive.store.catalog.states import CaptureKind

CAPTURES = tuple(CaptureKind)
VERSION = b"WARC/1.1"  # a record's first line
END = b"\r\n\r\n"  # of a record's head, and of the record


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier response with the same payload, to which a new one may refer.

    :param record_id: its :attr:`Record.record_id`
    :param url: the URL that was asked then
    :param at: its :attr:`Exchange.at`, to the microsecond
    """

    record_id: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InFile:
    """The picture that a response is, or led to: a file of the archive, and the bytes are nowhere else.

    :param path: ``media/ab/SHA256.ext``
    :param digest: of its bytes, as :func:`sha1` gives it; empty for a redirect, which has its own payload
    """

    path: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Where a response was written; lengths and offsets are bytes of the compressed file.

    :param file: the WARC's name once it is finished
    :param offset: where the response's gzip member begins
    :param length: of that member
    :param end: where the request's member, which follows it, ends
    :param record_id: ``<urn:uuid:…>``
    :param payload_digest: ``sha1:`` and base32
    :param kind: ``revisit`` where only the head was written, the payload being an earlier record's, and
        ``file`` where it is a file's
    """

    file: str
    offset: int
    length: int
    end: int
    record_id: str
    payload_digest: str
    kind: CaptureKind


@dataclass(frozen=True, slots=True)
class FinishedWarc:
    """A file that is whole, in place and on disk.

    :param name: within the folder of the originals
    :param length: in bytes
    :param sha256: of the whole file, in hex
    """

    name: str
    length: int
    sha256: str


def sha1(data: bytes) -> str:
    """``sha1:`` and 32 characters of base32."""
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return f"sha1:{b32encode(digest).decode('ascii')}"


def payload_digest(exchange: Exchange) -> str:
    """The digest of the body as it was transferred; equal digests are equal payloads."""
    return sha1(exchange.body)
