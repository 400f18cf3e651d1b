"""A capture as a response and a request that need no other record and no file."""

import uuid
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass, replace

from newsarchive.collecting.wacz.kept_originals import Held, KeptOriginals
from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.originals import making
from newsarchive.store.originals.member import StoredRecord
from newsarchive.store.originals.reading import (
    NAMED_FILE,
    exchange_in,
    http_head,
    member_at,
    read_exchange,
    read_picture,
)
from newsarchive.store.originals.records import CAPTURES
from newsarchive.store.pictures.folder import parts_of

_SECRET = {b"authorization", b"cookie", b"proxy-authorization"}
"""Headers of requests that open what is not everybody's; they stay here."""
_MADE = uuid.UUID("2d5d2a3c-7e0f-5c52-9d61-0c9a4b0f2f11")  # names within it are those of records


@dataclass(frozen=True, slots=True)
class WholeCapture:
    """What goes into a WARC.

    :param exchange: what came back; of a picture the body is its file
    :param record_id: of the response
    :param digest: of the payload, as WARC has it
    :param response: the gzip member
    :param request: the gzip member; empty where the request is damaged
    :param picture: SHA-256 of the file that it is, in hexadecimal; empty where it is no picture
    :param trouble: what was damaged of the request, in words; empty where nothing was
    """

    exchange: Exchange
    record_id: str
    digest: str
    response: bytes
    request: bytes
    picture: str = ""
    trouble: str = ""


def whole_capture(
    kept: KeptOriginals, article: ArticleRow, held: Held, digests: Container[str]
) -> WholeCapture | None:
    """Read a capture, checked against its digests, and make a response of what is none.

    A response of the article's own stays byte for byte; so does its request, unless it has secrets. What is
    made anew has a name that follows from that of the record which it was made of.

    :param digests: SHA-256 of the pictures that the article shows, in hexadecimal
    :return: None for another article's capture of a picture that this one does not show
    :raises StorageError: it is damaged or missing, or its payload is
    """
    record, member = member_at(kept.folder, held.warc, held.row.offset)
    if record.kind not in CAPTURES or record.field("WARC-Record-ID") != held.row.record_id:
        raise StorageError(f"{record.place}: this is not the record that the catalog says")
    picture = parts_of(record.fields.get(NAMED_FILE, ""))
    if not held.is_own and (picture is None or picture[0] not in digests):
        return None
    name, exchange = held.row.record_id, exchange_in(record)
    digest = record.field("WARC-Payload-Digest")
    stem = article.stem if "NewsArchive-Stem" in record.fields else None
    identity = Identity(article.source_id, article.url)
    if record.kind == "revisit" or not held.is_own:
        name = _name_of_made(name)
        exchange = _whole_exchange(kept, held)
        member = making.response(exchange, name, digest, article=identity, stem=stem, earlier=None)
    request, trouble = b"", ""
    try:
        asked, request = _request(kept, held, record)
        first, headers = http_head(asked)
        public = tuple(pair for pair in headers if pair[0].lower() not in _SECRET)
        if name != held.row.record_id or public != headers:
            method = first.decode("ascii", "replace").partition(" ")[0]
            request = making.request(
                replace(exchange, method=method, request_headers=public), article=identity, stem=stem,
                answer=name, name=_name_of_made(asked.field("WARC-Record-ID")),
            )  # fmt: skip
    except StorageError as error:
        trouble = str(error)
    its_file = picture[0] if picture and record.kind == "revisit" else ""
    return WholeCapture(exchange, name, digest, member, request, its_file, trouble)


def _whole_exchange(kept: KeptOriginals, held: Held) -> Exchange:
    if held.row.kind is not CaptureKind.FILE:
        return read_exchange(kept.folder, held.warc, held.row.offset, refers_to=held.payload)
    _, exchange = read_picture(kept.folder, held.warc, held.row.offset, kept.pictures)
    if 300 <= exchange.status < 400:
        return exchange
    headers = (_of_file(*pair, len(exchange.body)) for pair in exchange.headers)
    return replace(exchange, headers=tuple(headers))


def _of_file(name: bytes, value: bytes, length: int) -> tuple[bytes, bytes]:
    """A header of a picture's answer, as it is true of the file, in which Content-Encoding is undone."""
    small = name.lower()
    if small == b"content-length":
        return name, str(length).encode()
    return (b"X-Archive-Orig-" + name, value) if small == b"content-encoding" else (name, value)


def _request(kept: KeptOriginals, held: Held, response: StoredRecord) -> tuple[StoredRecord, bytes]:
    asked, member = member_at(kept.folder, held.warc, response.end)
    with suppress(KeyError):
        if asked.kind == "request" and asked.fields["WARC-Concurrent-To"] == held.row.record_id:
            return asked, member
    raise StorageError(f"{asked.place}: this is not the request of the response before it")


def _name_of_made(record_id: str) -> str:
    """The name of a record that is made of another one: the same each time."""
    return f"<urn:uuid:{uuid.uuid5(_MADE, record_id)}>"
