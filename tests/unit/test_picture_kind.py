import zlib

import pytest

from newsarchive.media.kind import Kind, NotAPicture, kind_of
from tests.picture_files import ALL, avif, box, chunk, gif, jpeg, png, riff, segment, vp8l, webp

LARGE = 40_000


@pytest.mark.parametrize("extension", ALL)
def test_each_type_is_known_by_its_bytes_with_its_size(extension: str) -> None:
    assert kind_of(ALL[extension](640, 360)) == Kind(extension, 640, 360)


@pytest.mark.parametrize(
    ("data", "found"),
    {
        "progressive": (jpeg(90, 60, frame=0xC2), Kind("jpg", 90, 60)),
        "arithmetic": (jpeg(90, 60, frame=0xC9), Kind("jpg", 90, 60)),
        "with a thumbnail of its own in its EXIF": (
            jpeg(90, 60, more=segment(0xE1, b"Exif\0\0" + jpeg(9000, 9000))),
            Kind("jpg", 90, 60),
        ),
        "with a profile of colours in many segments": (
            jpeg(90, 60, more=segment(0xE2, b"ICC_PROFILE\0" + bytes(65_000)) * 30),
            Kind("jpg", 90, 60),
        ),
        "with bytes that fill": (jpeg(90, 60, more=b"\xff" * 30), Kind("jpg", 90, 60)),
        "with tables before its frame": (
            jpeg(90, 60, more=segment(0xC4, bytes(200)) + segment(0xCC, bytes(9))),
            Kind("jpg", 90, 60),
        ),
        "with a second picture behind its end": (jpeg(90, 60) + jpeg(9000, 9000), Kind("jpg", 90, 60)),
        "animated PNG": (png(90, 60, before_end=chunk(b"acTL", bytes(8))), Kind("png", 90, 60)),
        "with something behind its end": (png(90, 60) + b"<script>", Kind("png", 90, 60)),
        "animated GIF": (gif(90, 60, (0, 0, 90, 60), (9, 9, 3, 3)), Kind("gif", 90, 60)),
        "GIF whose canvas is nothing": (gif(0, 0, (0, 0, 90, 60)), Kind("gif", 90, 60)),
        "animated WebP": (webp(90, 60, (90, 60), (3, 3)), Kind("webp", 90, 60)),
        "WebP of a film's frame": (
            riff(b"VP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x5a\0\x3c\0"),
            Kind("webp", 90, 60),
        ),
        "AVIF of tiles": (avif(90, 60, (45, 60), (45, 60)), Kind("avif", 90, 60)),
    }.values(),
)
def test_a_variety_is_of_its_type(data: bytes, found: Kind) -> None:
    assert kind_of(data) == found


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", b"<?xml version='1.0'?><svg/>",
        b"<!DOCTYPE html><p>not found", b"\n <html>" + png(), b"<script>alert(1)</script>" + jpeg(),
        b"\xef\xbb\xbf<svg/>", b"BM" + bytes(60), b"\0\0\1\0" + bytes(60), b"II*\0" + bytes(60), b"%PDF-1.7",
        b"RIFF\x24\0\0\0WAVEfmt " + bytes(60), box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(99),
        box(b"ftyp", b"isom\0\0\0\0isom"), b"GIF89a=1;alert(1)//" + bytes(40), b"GIF88a" + gif()[6:],
        b"\xff\xd8\xff\xe0\0\x10JFIF\0<script>alert(1)</script>" + bytes(99),
        b"\x89PNG\r\n\x1a\n<html>" + bytes(60), png()[:16] + b"\0\0\0\x09" + png()[20:],
        png(before_end=png(9, 9)[8:33]), png(0, 9), jpeg(9, 0), gif(0, 0), gif()[:19] + b"\x3b",
        riff(b"EXIF\x02\0\0\0xx"), box(b"ftyp", b"avif\0\0\0\0avif"),
        gif(1, 1)[:-1] + b"\x21\xfe" + b"\x01x" * 200_000 + b"\0\x3b", jpeg(more=b"\xff" * 200_000),
        png(before_end=chunk(b"teXt", b"") * 120_000), riff(vp8l(1, 1) * 120_000),
        box(b"ftyp", b"avif\0\0\0\0avif") + box(b"free", b"") * 120_000,
        webp(9, 9, (9, 9)).replace(b"VP8L", b"ANMF"),
    ],
)  # fmt: skip
def test_what_no_archive_keeps_is_no_picture(data: bytes) -> None:
    with pytest.raises(NotAPicture) as raised:
        kind_of(data)
    assert raised.value.reason in {"not-a-picture", "cut-short"}


@pytest.mark.parametrize(
    "data",
    [
        *(make(LARGE, LARGE) for name, make in ALL.items() if name != "webp"), webp(16_000, 16_000),
        webp(9, 9, (LARGE, LARGE)), gif(9, 9, (0, 0, LARGE, LARGE)), gif(9, 9, (60_000, 60_000, 9, 9)),
        jpeg(9, 9, more=segment(0xC1, b"\x08\xff\xff\xff\xff")), avif(9, 9, (LARGE, LARGE)),
        box(b"ftyp", b"avis\0\0\0\0avis")
        + box(b"moov", box(b"trak", box(b"tkhd", bytes(76) + b"\x9c\x40\0\0\x9c\x40\0\0")))
        + box(b"mdat", b""),
        png(2**31 - 1, 1), riff(vp8l(9, 9) + vp8l(16_000, 16_000)),
    ],
)  # fmt: skip
def test_a_bomb_is_known_by_the_size_that_it_states(data: bytes) -> None:
    with pytest.raises(NotAPicture) as raised:
        kind_of(data)
    assert raised.value.reason == "too-many-pixels"


@pytest.mark.parametrize("extension", ALL)
def test_a_picture_that_ends_before_its_end_is_cut_short(extension: str) -> None:
    whole = ALL[extension](640, 360)
    for length in range(30, len(whole)):
        with pytest.raises(NotAPicture):
            kind_of(whole[:length])
    with pytest.raises(NotAPicture) as raised:
        kind_of(whole[:-1])
    assert raised.value.reason == "cut-short"


def test_sizes_up_to_thirty_megapixels_are_kept() -> None:
    assert kind_of(png(6000, 5000)).width == 6000
    with pytest.raises(NotAPicture):
        kind_of(png(6000, 5001))


def test_the_pictures_of_these_tests_are_sound() -> None:
    data = png(9, 9)
    assert zlib.crc32(data[12:29]).to_bytes(4) == data[29:33]
