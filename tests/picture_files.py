"""Small pictures of each type that is kept, by hand, so that each may state whatever size it likes."""

import zlib


def png(width: int = 2, height: int = 2, *, before_end: bytes = b"") -> bytes:
    header = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    rows = zlib.compress((b"\0" + bytes(min(width, 9))) * min(height, 9))
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + before_end + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def jpeg(width: int = 2, height: int = 2, *, frame: int = 0xC0, more: bytes = b"") -> bytes:
    sizes = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + more + segment(frame, sizes) + scan + b"\xff\xd9"


def segment(marker: int, data: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2) + data


def gif(width: int = 2, height: int = 2, *frames: tuple[int, int, int, int]) -> bytes:
    """A canvas, and frames by left, top, width and height."""
    parts = [b"GIF89a" + little(width) + little(height) + b"\x80\0\0" + bytes(6)]
    for one in frames or ((0, 0, width, height),):
        parts += [b"\x2c", *map(little, one), b"\0", b"\x02\x02\x4c\x01\0"]
    return b"".join(parts) + b"\x3b"


def webp(width: int = 2, height: int = 2, *frames: tuple[int, int]) -> bytes:
    """A picture; with frames an animation on a canvas of that size."""
    if not frames:
        return riff(vp8l(width, height))
    canvas = b"\x02\0\0\0" + little(width - 1, 3) + little(height - 1, 3)
    shown = (
        riff_part(b"ANMF", bytes(6) + little(w - 1, 3) + little(h - 1, 3) + bytes(4) + vp8l(w, h))
        for w, h in frames
    )
    return riff(riff_part(b"VP8X", canvas) + b"".join(shown))


def vp8l(width: int, height: int) -> bytes:
    return riff_part(b"VP8L", b"\x2f" + little(width - 1 | height - 1 << 14, 4) + b"\0" * 5)


def riff(parts: bytes) -> bytes:
    return b"RIFF" + little(len(parts) + 4, 4) + b"WEBP" + parts


def riff_part(name: bytes, data: bytes) -> bytes:
    return name + little(len(data), 4) + data + b"\0" * (len(data) % 2)


def avif(width: int = 2, height: int = 2, *tiles: tuple[int, int]) -> bytes:
    """A picture, or a grid of tiles."""
    sizes = b"".join(
        box(b"ispe", bytes(4) + w.to_bytes(4) + h.to_bytes(4)) for w, h in (*tiles, (width, height))
    )
    meta = box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", sizes)))
    return box(b"ftyp", b"avif\0\0\0\0mif1miaf") + meta + box(b"mdat", b"\x12\0\x0a\x0a")


def box(name: bytes, data: bytes) -> bytes:
    return (len(data) + 8).to_bytes(4) + name + data


def little(number: int, length: int = 2) -> bytes:
    return number.to_bytes(length, "little")


ALL = {"jpg": jpeg, "png": png, "gif": gif, "webp": webp, "avif": avif}
