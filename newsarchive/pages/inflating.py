"""Undo ``Content-Encoding`` and read gzip files: never more than a limit."""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]  # a dependency of Scrapy's
from scrapy.http import Headers

ENCODINGS = ("gzip", "deflate", "br")  # what is asked for; no zstd, as its window may be 128 MiB
_NONE = {"", "identity", "none", "utf-8", "utf8", "gbk", "gb2312", "gb18030", "iso-8859-1"}  # or a slip
_MAX_LAYERS = 3
_MAX_MEMBERS = 100  # of one gzip file; each costs little and may show nothing
_STEP = 256 * 1024  # bytes


class CutShort(Exception):
    """The compressed stream ends before its end; asking again may help."""


class TooLarge(Exception):
    """It inflates to more than the limit."""


class Undecodable(Exception):
    """It is not what its ``Content-Encoding`` says, or that is nothing known."""


def encodings_of(headers: Headers) -> list[str]:
    """The names in a response's ``Content-Encoding``, small, in the order in which they were applied."""
    named = b",".join(headers.getlist("Content-Encoding")).decode("latin-1").lower()
    return [name.strip() for name in named.split(",")] if named else []


def inflate(body: bytes, encodings: list[str], limit: int) -> bytes:
    """The content of a body.

    :param encodings: in the order in which they were applied
    :param limit: bytes that no layer may exceed; 0 for no limit
    :raises CutShort: a part of it is missing
    :raises TooLarge: there is more than ``limit``
    :raises Undecodable: it cannot be inflated at all
    """
    layers = [name.removeprefix("x-") for name in encodings if name not in _NONE]
    if len(layers) > _MAX_LAYERS:
        raise Undecodable(f"it is encoded {len(layers)} times over")
    for name in reversed(layers):
        read = _READERS.get(name)
        if read is None:
            raise Undecodable(f"the encoding {name[:30]!r} is unknown")
        body = _joined(read(body), limit) if body else body
    return body


def readable_part(data: bytes, limit: int) -> bytes:
    """What a gzip file holds, of a cut or damaged one what can be read; at most ``limit`` bytes.

    :raises Undecodable: nothing of it can be read
    """
    whole = bytearray()
    try:
        for piece in _gunzip(data):
            whole += piece
            if len(whole) >= limit:
                break
    except (zlib.error, CutShort, Undecodable) as error:
        if not whole:
            raise Undecodable(str(error)) from error
    return bytes(whole[:limit])


def _joined(pieces: Iterator[bytes], limit: int) -> bytes:
    whole = bytearray()
    try:
        for piece in pieces:
            whole += piece
            if limit and len(whole) > limit:
                raise TooLarge(f"it inflates to more than {limit:,} bytes")
    except (zlib.error, brotli.error) as error:
        raise Undecodable(str(error)) from error
    return bytes(whole)


def _gunzip(data: bytes) -> Iterator[bytes]:
    """The members of a gzip file (RFC 1952, 2.2), each checked; junk after the last one is ignored."""
    for _ in range(_MAX_MEMBERS):
        inflating = zlib.decompressobj(31)
        yield from _inflated(inflating, data)
        data = inflating.unused_data
        if not data.startswith(b"\x1f\x8b"):
            return
    raise Undecodable(f"it has more than {_MAX_MEMBERS} gzip members")


def _deflate(data: bytes) -> Iterator[bytes]:
    """A zlib stream, or a bare deflate stream, which some servers take it for."""
    is_zlib = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0  # RFC 1950, 2.2
    yield from _inflated(zlib.decompressobj(15 if is_zlib else -15), data)


def _inflated(inflating: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while not inflating.eof:
        piece = inflating.decompress(data, _STEP)
        data = inflating.unconsumed_tail
        if not piece and not data and not inflating.eof:
            raise CutShort("its compressed stream is cut short")
        yield piece


def _unbrotli(data: bytes) -> Iterator[bytes]:
    inflating = brotli.Decompressor()
    yield inflating.process(data, output_buffer_limit=_STEP)
    while not inflating.is_finished():
        piece: bytes = inflating.process(b"", output_buffer_limit=_STEP)
        if not piece:
            raise CutShort("its brotli stream is cut short")
        yield piece


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
}
