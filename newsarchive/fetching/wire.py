"""A response's bytes between a connection and aiohttp's parser, within bounds."""

import asyncio
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, ResponseDataLossError

from newsarchive.text import printable

_STATUS = re.compile(rb"HTTP/([1-9](?:\.\d+)?)[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]+")  # a line that continues the one before it (RFC 9112, 5.2)
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\0]*)")
_DIGITS = re.compile(rb"[0-9]{1,18}")
_LENGTH, _CODING = b"content-length", b"transfer-encoding"


@dataclass(frozen=True, slots=True)
class Head:
    """A status line and headers.

    :param status: such as 200; from 100 to 199 where another head follows
    :param lines: what any parser takes, the empty line at their end included
    :param length: of the body in bytes; None where chunks, or the end of the connection, tell it
    :param is_chunked: whether chunks do
    """

    status: int
    lines: bytes
    length: int | None
    is_chunked: bool


def read_head(head: bytes) -> Head:
    """Keep a head's status and headers, each on one line.

    Where chunks tell the length, ``Content-Length`` counts for nothing (RFC 9112, 6.3); a length that is
    stated several times over is stated once.

    :param head: without the empty line that ends it
    :raises DownloadFailedError: there is no status, or the body cannot be told from what follows it
    """
    first, *others = _FOLD.sub(b" ", head).split(b"\n")
    stated = _STATUS.match(first)
    if not stated:
        raise DownloadFailedError(f"it begins with no HTTP status, but with {_shown({first})}")
    matches = (_HEADER.fullmatch(line.rstrip(b"\r \t")) for line in others)
    headers = [(match[1], match[2].replace(b"\r", b" ")) for match in matches if match]
    codings = _values(headers, _CODING) - {b"", b"identity"}
    lengths = set() if codings else _values(headers, _LENGTH)
    if codings - {b"chunked"}:
        raise DownloadFailedError(f"its Transfer-Encoding {_shown(codings)} is unknown")
    if len(lengths) > 1 or not all(map(_DIGITS.fullmatch, lengths)):
        raise DownloadFailedError(f"its Content-Length {_shown(lengths)} is no length")
    length = int(next(iter(lengths))) if lengths else None
    is_chunked = bool(codings)
    framing = {_CODING: codings, _LENGTH: lengths}
    lines = [b"HTTP/%s %s -" % (b"1.0" if stated[1] == b"1.0" else b"1.1", stated[2])]
    for name, value in headers:
        once = framing.get(name.lower())
        if once is None:
            lines.append(name + b": " + value)
        elif once:
            lines.append(name + b": " + once.pop())
    return Head(int(stated[2]), b"\r\n".join(lines) + b"\r\n\r\n", length, is_chunked)


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> set[bytes]:
    """All that a header says, in small letters, each once."""
    return {
        part.strip().lower()
        for stated, value in headers
        if stated.lower() == name
        for part in value.split(b",")
    }


def _shown(values: set[bytes]) -> str:
    return printable(b", ".join(sorted(values))[:30].decode("latin-1"))


MAX_HEAD = 256 * 1024  # bytes; browsers give up between 256 and 384 KiB
_BEGINS = b"http/"
_WITHOUT_BODY = {204, 304}
_END = re.compile(rb"\r?\n\r?\n")


class Wire(asyncio.Protocol):
    """Stands between a connection and aiohttp's protocol while one response arrives.

    aiohttp bounds each header and how many there are, but neither all of them together nor how many
    ``100 Continue`` come first; a response with one line that is no header it refuses. What comes after a
    body it takes for the next response, and a connection that broke for one that ended.

    :param parser: aiohttp's protocol
    :param is_head: whether the request's method was HEAD
    :ivar is_open_ended: whether the body ends where the connection does, as nobody said how long it is
    """

    def __init__(self, parser: asyncio.Protocol, transport: asyncio.Transport, *, is_head: bool) -> None:
        self.is_open_ended = False
        self._parser = parser
        self._transport = transport
        self._is_head = is_head
        self._head: bytearray | None = bytearray()  # until it is whole
        self._before = 0  # bytes of the heads before this one
        self._left: int | None = None  # bytes that may still come
        self._beyond: Exception | None = None  # what it means when more come
        self._body: aiohttp.StreamReader | None = None
        self._is_over = False
        self._fault: Exception | None = None

    def expect(self, body: aiohttp.StreamReader, most: int | None) -> None:
        """Watch over the body, which follows the head.

        :param body: where the parser puts it
        :param most: bytes that may follow, chunks' framing included; None for any number
        """
        self._body = body
        if self._left is None and most:
            self._left = most
            self._beyond = DownloadCancelledError("there is no end to its body")

    def check(self) -> None:
        """Raise the faults of a response that aiohttp does not see.

        :raises DownloadCancelledError: there is no end to the headers or the body
        :raises DownloadFailedError: the head makes no sense
        :raises ResponseDataLossError: the body is cut short, or longer than was stated
        """
        if self._fault:
            raise self._fault

    def finish(self) -> None:
        """Take nothing more for this response; raises as :meth:`check` does."""
        self._is_over = True
        self.check()

    def data_received(self, data: bytes) -> None:
        """Pass on what belongs to this response."""
        if self._is_over:
            self._transport.abort()
        if self._is_over or self._fault:
            return
        lines = b""
        if self._head is not None:
            try:
                lines, data = self._read_heads(self._head, data)
            except (DownloadCancelledError, DownloadFailedError) as error:
                self._end(error)
                return
        if data := lines + self._bounded(data, came_alone=not lines):
            self._parser.data_received(data)

    def _read_heads(self, head: bytearray, data: bytes) -> tuple[bytes, bytes]:
        """The final head's lines, and what came after it; nothing while it is not whole."""
        looked = max(0, len(head) - 3)
        head += data
        while True:
            if head.startswith((b"\r", b"\n")):
                self._drop(head, len(head) - len(head.lstrip(b"\r\n")))
                looked = 0
            end = _END.search(head, looked)
            if not _BEGINS.startswith(head[:5].lower()):
                read_head(bytes(head[:99]))  # which says that it is none
            if self._before + (end.end() if end else len(head)) > MAX_HEAD:
                raise DownloadCancelledError(f"its headers are more than {MAX_HEAD >> 10} KiB")
            if end is None:
                return b"", b""
            read = read_head(bytes(head[: end.start()]))
            if not 100 <= read.status < 200:
                self._head = None
                self._begin_body(read)
                return read.lines, bytes(head[end.end() :])
            self._drop(head, end.end())
            looked = 0

    def _drop(self, head: bytearray, size: int) -> None:
        self._before += size
        del head[:size]

    def _begin_body(self, head: Head) -> None:
        if self._is_head or head.status in _WITHOUT_BODY:
            self._left = 0
        elif head.length is not None:
            self._left = head.length
            self._beyond = ResponseDataLossError("there is more of it than its Content-Length says")
        else:
            self.is_open_ended = not head.is_chunked

    def _bounded(self, data: bytes, *, came_alone: bool) -> bytes:
        """What belongs to the body.

        :param came_alone: whether it came without its head; small responses come with it, and whole
        """
        if self._left is None:
            return data
        beyond = data[self._left :]
        data = data[: self._left]
        self._left -= len(data)
        if came_alone and not self._left and not beyond:
            beyond = self._waiting()
        if beyond.strip():
            self._end(self._beyond)
        return data

    def _waiting(self) -> bytes:
        """What has arrived and is not read yet; over TLS nothing can be said of it."""
        connection = self._transport.get_extra_info("socket")
        if connection is None or self._transport.get_extra_info("ssl_object"):
            return b""
        with suppress(OSError), connection.dup() as twin:
            waiting: bytes = twin.recv(16, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            return waiting
        return b""

    def _end(self, fault: Exception | None) -> None:
        self._fault = fault
        self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass it on; where the connection tells the body's end, it must not break."""
        if exc and self.is_open_ended and not self._fault:
            self._fault = ResponseDataLossError("its connection broke, and nobody said how long it is")
        self._parser.connection_lost(exc)
        if self._body is not None and not self._body.is_eof() and not self._body.exception():
            # aiohttp tells the body of some errors in its chunks, and forgets the others.
            self._body.set_exception(ResponseDataLossError("its chunks make no sense"))

    def eof_received(self) -> bool | None:
        """Pass it on."""
        return self._parser.eof_received()

    def pause_writing(self) -> None:
        """Pass it on."""
        self._parser.pause_writing()

    def resume_writing(self) -> None:
        """Pass it on."""
        self._parser.resume_writing()
