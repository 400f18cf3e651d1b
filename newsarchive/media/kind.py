"""What a picture is by its bytes alone: its type, its size in pixels, and whether it is whole."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsarchive.exceptions import NewsArchiveError

MOST_PIXELS = 30_000_000
_MOST_PARTS = 100_000  # blocks of a file; one of 8 MiB has 33,000 where a GIF's are as long as they may be
_SIZE_OF_JPEG = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the markers of frames
_BARE_IN_JPEG = {0x01, *range(0xD0, 0xD9)}  # markers without a segment
_BOXES_OF_BOXES = {b"iprp", b"ipco", b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_AVIF = {b"avif", b"avis"}
Size = tuple[int, int]


class NotAPicture(NewsArchiveError):
    """Bytes that are no picture which an archive keeps; raised by :func:`kind_of`.

    :ivar reason: ``not-a-picture``, ``cut-short`` or ``too-many-pixels``
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Kind:
    """What a picture is.

    :param extension: of its type: ``jpg``, ``png``, ``webp``, ``gif`` or ``avif``
    :param width: in pixels, as ``height``: of its largest frame or part, since a viewer makes room for that
    """

    extension: str
    width: int
    height: int


def kind_of(data: bytes) -> Kind:
    """The type and the size that a picture's own header states; nothing is decoded.

    What may hold a script (SVG, HTML) is no picture, nor is what begins as one of these and goes on as a
    picture. The cost is bounded, whatever the bytes are.

    :raises NotAPicture: it is of none of the five types, of no size or too large a one, or its end is missing
    """
    for extension, begins, sizes in _TYPES:
        if begins(data):
            found = _largest(extension, sizes(data))
            if found.width * found.height > MOST_PIXELS:
                size = f"{found.width:,} × {found.height:,}"
                raise NotAPicture("too-many-pixels", f"it says that it has {size} pixels")
            return found
    raise NotAPicture("not-a-picture", "its bytes are neither JPEG, PNG, WebP, GIF nor AVIF")


def _largest(extension: str, sizes: Iterator[Size]) -> Kind:
    largest = (0, 0)
    for number, size in enumerate(sizes):
        if number > _MOST_PARTS:
            raise NotAPicture("not-a-picture", f"its {extension.upper()} has more parts than any picture")
        largest = max(largest, size, key=lambda one: one[0] * one[1])
    if not all(largest):
        raise NotAPicture("not-a-picture", f"its {extension.upper()} says no size")
    return Kind(extension, *largest)


def _jpeg(data: bytes) -> Iterator[Size]:
    """The sizes of a JPEG's frames; after the first scan's header only its end matters."""
    at = 2
    while True:
        marker = _number(data, at, 2)
        if marker == 0xFFFF:  # a byte that fills
            at += 1
        elif marker >> 8 != 0xFF:
            raise NotAPicture("not-a-picture", "its JPEG has no marker where one belongs")
        elif marker & 0xFF in _BARE_IN_JPEG:
            at += 2
        else:
            if marker & 0xFF in _SIZE_OF_JPEG:
                yield _number(data, at + 7, 2), _number(data, at + 5, 2)
            at += 2 + max(2, _number(data, at + 2, 2))
        if marker == 0xFFDA:
            break
        yield 0, 0
    if data.find(b"\xff\xd9", at) < 0:
        raise _cut()


def _png(data: bytes) -> Iterator[Size]:
    """The size of a PNG's canvas, which none of its frames outgrows."""
    if data[12:16] != b"IHDR" or zlib.crc32(data[12:29]) != _number(data, 29, 4):
        raise NotAPicture("not-a-picture", "its PNG does not begin with a sound header")
    yield _number(data, 16, 4), _number(data, 20, 4)
    at, name = 33, b""
    while name != b"IEND":
        length, name = _number(data, at, 4), data[at + 4 : at + 8]
        if name == b"IHDR":
            raise NotAPicture("not-a-picture", "its PNG has a second header")
        yield 0, 0
        at += 12 + length
    if at > len(data):
        raise _cut()


def _gif(data: bytes) -> Iterator[Size]:
    """The sizes of a GIF's frames, with what lies between them and the canvas's corner."""
    at = 13 + _colours(_number(data, 10, 1))
    while (block := _number(data, at, 1)) != 0x3B:
        if block == 0x2C:
            left, top, width, height = (_little(data, at + n, 2) for n in (1, 3, 5, 7))
            canvas = _little(data, 6, 2), _little(data, 8, 2)
            yield max(canvas[0], left + width), max(canvas[1], top + height)
            at += 11 + _colours(_number(data, at + 9, 1))
        elif block == 0x21:
            at += 2
        else:
            raise NotAPicture("not-a-picture", "its GIF has a block of no known kind")
        while length := _number(data, at, 1):
            yield 0, 0
            at += 1 + length
        at += 1


def _colours(flags: int) -> int:
    """Bytes of the table of colours that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Iterator[Size]:
    """The sizes of a WebP's canvas, its frames, and the pictures in them."""
    end = 8 + _little(data, 4, 4)
    if end > len(data):
        raise _cut()
    yield from _riff(data, 12, end)


def _riff(data: bytes, at: int, end: int) -> Iterator[Size]:
    while at + 8 <= end:
        name, length, start = data[at : at + 4], _little(data, at + 4, 4), at + 8
        if start + length > end:
            raise _cut()
        match name:
            case b"VP8 ":
                yield _little(data, start + 6, 2) & 0x3FFF, _little(data, start + 8, 2) & 0x3FFF
            case b"VP8L":
                both = _little(data, start + 1, 4)
                yield (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
            case b"VP8X":
                yield _little(data, start + 4, 3) + 1, _little(data, start + 7, 3) + 1
            case b"ANMF":
                yield _little(data, start + 6, 3) + 1, _little(data, start + 9, 3) + 1
                yield from _frame(data, start + 16, start + length)
            case _:
                yield 0, 0
        at = start + length + length % 2


def _frame(data: bytes, at: int, end: int) -> Iterator[Size]:
    if data[at : at + 4] == b"ANMF":
        raise NotAPicture("not-a-picture", "its WebP has a frame within a frame")
    return _riff(data, at, end)


def _avif(data: bytes) -> Iterator[Size]:
    """The sizes of all pictures and tracks within an AVIF: the tiles of a grid, and the grid."""
    names = set[bytes]()
    yield from _boxes(data, 0, len(data), names, depth=0)
    if not names & {b"mdat", b"idat"}:
        raise _cut()


def _boxes(data: bytes, at: int, end: int, names: set[bytes], *, depth: int) -> Iterator[Size]:
    while at < end:
        length, name, start = _number(data, at, 4), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = _number(data, at + 8, 8), at + 16
        stop = at + length if length else end
        if stop > end or stop < start:
            raise _cut()
        names.add(name)
        if name == b"ispe":
            yield _number(data, start + 4, 4), _number(data, start + 8, 4)
        elif name == b"tkhd":
            yield _number(data, stop - 8, 2), _number(data, stop - 4, 2)
        elif (name in _BOXES_OF_BOXES or name == b"meta") and depth < len(_BOXES_OF_BOXES):
            yield from _boxes(data, start + 4 * (name == b"meta"), stop, names, depth=depth + 1)
        yield 0, 0
        at = stop


def _begins_avif(data: bytes) -> bool:
    brands = data[8 : min(_of(data, 0, 4), 256)]
    return data[4:8] == b"ftyp" and bool(_AVIF & {brands[n : n + 4] for n in range(0, len(brands), 4)})


_TYPES: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], Iterator[Size]]], ...] = (
    ("jpg", lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg),
    ("png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    ("gif", lambda data: data.startswith((b"GIF87a", b"GIF89a")), _gif),
    ("webp", lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP", _webp),
    ("avif", _begins_avif, _avif),
)


def _cut() -> NotAPicture:
    return NotAPicture("cut-short", "it ends before its end")


def _of(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _number(data: bytes, at: int, length: int) -> int:
    """A number, the highest byte first.

    :raises NotAPicture: the data end before it does
    """
    if at + length > len(data):
        raise _cut()
    return _of(data, at, length)


def _little(data: bytes, at: int, length: int) -> int:
    """A number, the lowest byte first; raises as :func:`_number` does."""
    _number(data, at, length)
    return int.from_bytes(data[at : at + length], "little")
