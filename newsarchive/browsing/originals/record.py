"""The page of one capture: the response in a frame, and all that is known of how it came."""

import re
from dataclasses import dataclass
from typing import Any

from newsarchive.browsing.held import Held
from newsarchive.browsing.originals.payload import (
    MOST,
    Kind,
    Payload,
    exchange_of,
    found_capture,
    originals_of,
    payload_of,
)
from newsarchive.browsing.page import NotHere, Page, Raw
from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import storage_errors
from newsarchive.store.looking.captures import Capture
from newsarchive.store.originals.member import record_at
from newsarchive.store.originals.reading import http_head, opened, read_request
from newsarchive.store.originals.records import sha1
from newsarchive.text import cut, escaped, escaped_source

_MOST_SOURCE = 500_000
"""Characters of a source text that are shown; the record has them all."""
_MOST_HEADERS = 200
_NOT_OF_NAMES = re.compile(r"[^A-Za-z0-9.-]")
_KINDS = {
    CaptureKind.RESPONSE: "the record has the whole response",
    CaptureKind.REVISIT: "the record has the head; the payload was the same as before",
    CaptureKind.FILE: "the record has the head; the payload is a picture's file",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading a capture's records.

    :param payload: None where the response cannot be read
    :param fault: why it cannot, or what in it is not as it was written down; empty where all is the same
    """

    payload: Payload | None
    fault: str


def capture_page(held: Held, number: int) -> Page:
    """The capture of this number.

    :raises NotHere: there is none
    """
    found = found_capture(held, number)
    read = _read(held, found)
    payload = read.payload
    return Page(
        template="capture.html", title=found.url, language="", trail=_trail(held, found),
        context={
            "site": held.name, "zone": held.zone, "capture": found, "seconds": int(found.at.timestamp()),
            "kind": _KINDS[found.kind], "url": escaped(found.url), "address": escaped(found.page),
            "fault": escaped(read.fault),
            "trouble": escaped(payload.trouble) if payload else "",
            "shown": payload.kind.value if payload else "",
            "has_source": bool(payload and payload.kind in {Kind.PAGE, Kind.TEXT}),
            "answered": _head(payload.exchange) if payload else None, "asked": _request(held, found),
        },
    )  # fmt: skip


def capture_source(held: Held, number: int) -> Page:
    """The source text of a capture, as it was decoded.

    :raises NotHere: there is none, it is no text, or it cannot be read
    """
    found = found_capture(held, number)
    payload = _read(held, found).payload
    if payload is None or payload.kind not in {Kind.PAGE, Kind.TEXT}:
        raise NotHere(f"capture {number} of {held.name} has no text; its page says what it has")
    text = payload.text
    context = {
        "capture": found, "site": held.name, "text": escaped_source(cut(text, _MOST_SOURCE)),
        "length": len(text), "most": _MOST_SOURCE, "url": escaped(found.url),
    }  # fmt: skip
    trail = (*_trail(held, found), (f"Capture {found.id}", f"{held.address}capture/{found.id}/"))
    return Page(
        template="capture_source.html",
        title=f"Source text of capture {found.id}",
        trail=trail,
        context=context,
    )


def capture_record(held: Held, number: int) -> Raw:
    """The records of a capture's response and request as they stand in their file: a WARC of two records.

    :raises NotHere: there is none, or they have over 20 million bytes
    """
    found = found_capture(held, number)
    length = found.end - found.offset
    if not 0 < length <= MOST:
        raise NotHere(f"its records have {length:,} bytes, {MOST:,} are handed out; they lie in {found.warc}")
    try:
        with opened(originals_of(held), found.warc) as file, storage_errors():
            record = record_at(file.fileno(), found.warc, found.offset, most=MOST)
            file.seek(found.offset)
            content = file.read(length)
    except StorageError as error:
        raise NotHere(f"its records cannot be read: {error}") from error
    if record.field("WARC-Record-ID") != found.record_id:
        raise NotHere("its records were moved just now, by a takedown; ask again")
    name = f"{held.name}-capture-{found.id}.warc.gz"
    told = {"Content-Disposition": f'attachment; filename="{_NOT_OF_NAMES.sub("_", name)}"'}
    return Raw(content=content, media_type="application/gzip", headers=told)


def _read(held: Held, found: Capture) -> _Read:
    try:
        exchange = exchange_of(held, found)
    except StorageError as error:
        return _Read(None, str(error))
    fault = ""
    if (now := sha1(exchange.body)) != found.digest:
        fault = f"the payload's digest is {now}, the catalog has {found.digest}"
    elif exchange.status != found.status or exchange.at != found.at:
        fault = "the record tells another status or time than the catalog"
    return _Read(payload_of(exchange, in_file=found.kind is CaptureKind.FILE), fault)


def _head(exchange: Exchange) -> dict[str, Any]:
    first = f"{exchange.protocol} {exchange.status}"
    return {"first": first, "headers": _pairs(exchange.headers), "ip": exchange.ip or ""}


def _request(held: Held, found: Capture) -> dict[str, Any] | None:
    """The request's first line and headers; None where its record cannot be read."""
    try:
        record = read_request(
            originals_of(held), found.warc, found.request, answer=found.record_id, most=MOST
        )
    except StorageError:
        return None
    first, headers = http_head(record)
    return {"first": escaped(first.decode("latin-1")), "headers": _pairs(headers)}


def _pairs(headers: tuple[tuple[bytes, bytes], ...]) -> list[tuple[str, str]]:
    """Names and values to be shown; bytes that are no UTF-8 are Latin-1, as HTTP has it."""
    return [(_shown(name), _shown(value)) for name, value in headers[:_MOST_HEADERS]]


def _shown(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return escaped(cut(text, 2_000))


def _trail(held: Held, found: Capture) -> tuple[tuple[str, str], ...]:
    home = held.address
    return (held.name, home), ("Article", f"{home}article/{found.article}/")
