"""The head of a response as browsers read it, who skip what is no header."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.exceptions import DownloadFailedError

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
