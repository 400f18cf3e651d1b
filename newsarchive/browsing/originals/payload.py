"""What a captured response holds: read from the originals, inflated, and told for what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scrapy.http import Headers

from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere
from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.media.kind import NotAPicture, kind_of
from newsarchive.pages.decoding import decode_page
from newsarchive.pages.inflating import CutShort, TooLarge, Undecodable, encodings_of, inflate
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.looking.captures import Capture, capture_of
from newsarchive.store.originals.reading import read_exchange, read_picture
from newsarchive.store.pictures.folder import MEDIA, PictureFolder

MOST = 20_000_000
"""Bytes of a record, and of what is in it once it is inflated; what has more is not shown."""
PICTURE_TYPES = {"jpg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "avif": "avif"}
_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
_LOOKS_LIKE_A_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")


class Kind(StrEnum):
    """How a response is shown: as a page, as text, as a picture, or not at all, but handed out."""

    PAGE = "page"
    TEXT = "text"
    PICTURE = "picture"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Payload:
    """A response, ready to be shown.

    :param body: inflated; as it was transferred where that failed
    :param content_type: the header as it was sent; may be empty
    :param trouble: why the body could not be inflated; empty where it could
    """

    exchange: Exchange
    body: bytes
    content_type: str
    kind: Kind
    trouble: str = ""

    @property
    def text(self) -> str:
        """The body in the character set as which it is read everywhere else."""
        return decode_page(self.body, self.content_type)


def found_capture(held: Held, number: int) -> Capture:
    """The capture of this number.

    :raises NotHere: there is none
    """
    found = held.look(lambda catalog: capture_of(catalog, number))
    if found is None:
        raise NotHere(f"{held.name} has no capture {number}; its article's page has those that there are")
    return found


def originals_of(held: Held) -> Path:
    """The folder of an archive's WARC files."""
    return held.folder / "_archive" / "originals"


def pictures_of(held: Held) -> PictureFolder:
    """The folder of its pictures."""
    return PictureFolder(held.folder / MEDIA, held.folder / "_archive" / "staging")


def exchange_of(held: Held, capture: Capture) -> Exchange:
    """What was asked and what came back, checked against the digests that stand in the records.

    :raises StorageError: it is damaged, missing, or has over 20 million bytes; names file and offset
    """
    folder = originals_of(held)
    if capture.kind is CaptureKind.FILE:
        place = folder, capture.warc, capture.offset, pictures_of(held)
        _, exchange = read_picture(*place, record_id=capture.record_id, most=MOST)
    else:
        refers_to = capture.refers_to[1:] if capture.refers_to else None
        exchange = read_exchange(
            folder, capture.warc, capture.offset,
            refers_to=refers_to, record_id=capture.record_id, most=MOST,
        )  # fmt: skip
    if len(exchange.body) > MOST:
        raise StorageError(f"{capture.warc}, offset {capture.offset}: it has more than {MOST:,} bytes")
    return exchange


def payload_of(exchange: Exchange, *, in_file: bool = False) -> Payload:
    """What a response holds.

    :param in_file: its bytes are a picture's file, in which no Content-Encoding applies any more
    """
    headers, trouble, body = Headers(_by_name(exchange.headers)), "", exchange.body
    content_type = (headers.get("Content-Type") or b"").decode("latin-1")
    try:
        body = body if in_file else inflate(body, encodings_of(headers), MOST)
    except (CutShort, TooLarge, Undecodable) as error:
        trouble = str(error)
    kind = Kind.FILE if trouble else _kind_of(body, content_type)
    return Payload(exchange, body, content_type, kind, trouble)


def _by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        found.setdefault(name.title(), []).append(value)
    return found


def _kind_of(body: bytes, content_type: str) -> Kind:
    """By its bytes where they are a picture's, and else as its server calls it; a page may have no name."""
    stated = content_type.partition(";")[0].strip().lower()
    if picture_type(body):
        return Kind.PICTURE
    if stated in _PAGES or (not stated and body.lstrip()[:20].lower().startswith(_LOOKS_LIKE_A_PAGE)):
        return Kind.PAGE
    if stated.startswith(_TEXTS) or stated.endswith(("+json", "+xml")) or (not stated and b"\0" not in body):
        return Kind.TEXT
    return Kind.FILE


def picture_type(body: bytes) -> str:
    """The media type of bytes that are a picture of a kind that is kept; empty for all else."""
    try:
        return f"image/{PICTURE_TYPES[kind_of(body).extension]}"
    except NotAPicture:
        return ""
