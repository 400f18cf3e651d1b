import gzip
import random
import zlib
from collections.abc import Callable

import brotli
import pytest

from newsarchive.pages.inflating import CutShort, TooLarge, Undecodable, inflate, readable_part

DICE = random.Random(20240105)
WHOLE = DICE.randbytes(300_000) + b"<p>text</p>" * 50_000
LIMIT = 1 << 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
}


def bare(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


@pytest.mark.parametrize("name", PACKERS)
def test_what_is_whole_comes_out_whole_and_what_is_cut_does_not(name: str) -> None:
    packed = PACKERS[name](WHOLE)
    assert inflate(packed, [name], LIMIT) == WHOLE
    for cut in (1, 2, 10, 100, len(packed) // 2, len(packed) - 1, *range(1000, len(packed), 9973)):
        with pytest.raises((CutShort, Undecodable)):
            inflate(packed[:cut], [name], LIMIT)


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_does_not_go_off(name: str) -> None:
    pack = PACKERS[name]
    with pytest.raises(TooLarge, match="more than 1,048,576"):
        inflate(pack(bytes(64 << 20)), [name], LIMIT)
    with pytest.raises(TooLarge):
        inflate(pack(pack(bytes(64 << 20))), [name, name], LIMIT)


@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT])
@pytest.mark.parametrize("name", PACKERS)
def test_the_limit_itself_is_within_it(name: str, size: int) -> None:
    assert inflate(PACKERS[name](bytes(size)), [name], LIMIT) == bytes(size)
    with pytest.raises(TooLarge):
        inflate(PACKERS[name](bytes(LIMIT + 1)), [name], LIMIT)


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (WHOLE, [""]), (WHOLE, ["identity"]), (WHOLE, ["utf-8"]),
        (bare(WHOLE), ["deflate"]),
        (gzip.compress(WHOLE) + b"junk", ["gzip"]),
        (gzip.compress(WHOLE[:1000]) + gzip.compress(WHOLE[1000:]), ["gzip"]),
        (brotli.compress(gzip.compress(WHOLE)), ["gzip", "br"]),
    ],
)  # fmt: skip
def test_other_ways_to_be_whole(body: bytes, encodings: list[str]) -> None:
    assert inflate(body, encodings, LIMIT) == WHOLE


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (WHOLE, ["gzip"]), (WHOLE, ["br"]), (b"\xff" * 99, ["deflate"]),
        (b"x", ["rot13"]), (b"x", ["zstd"]), (b"x", ["compress"]), (gzip.compress(b"x"), ["gzip", "rot13"]),
        (gzip.compress(b"x"), ["gzip"] * 4),
        (gzip.compress(b"") * 100_000, ["gzip"]),
        (gzip.compress(WHOLE)[:-8] + bytes(8), ["gzip"]),
    ],
)  # fmt: skip
def test_what_cannot_be_inflated(body: bytes, encodings: list[str]) -> None:
    with pytest.raises(Undecodable):
        inflate(body, encodings, LIMIT)


def test_nothing_is_nothing() -> None:
    assert inflate(b"", ["gzip"], LIMIT) == b""


def test_a_flipped_bit_is_never_another_page() -> None:
    packed = gzip.compress(WHOLE[-100_000:])
    for _ in range(200):
        flipped = bytearray(packed)
        flipped[DICE.randrange(len(packed))] ^= 1 << DICE.randrange(8)
        try:
            assert inflate(bytes(flipped), ["gzip"], LIMIT) == WHOLE[-100_000:]
        except (CutShort, Undecodable):
            continue


def test_of_a_cut_or_damaged_gzip_file_what_can_be_read_counts() -> None:
    packed = gzip.compress(b"a" * 1_000_000) + gzip.compress(bytes(range(256)) * 100)
    assert readable_part(packed, 2_000_000) == b"a" * 1_000_000 + bytes(range(256)) * 100
    assert readable_part(packed, 1_000) == b"a" * 1_000
    assert readable_part(packed[:-20], 2_000_000).startswith(b"a" * 1_000_000)
    assert readable_part(packed[:500], 2_000_000).startswith(b"a" * 1_000)


@pytest.mark.parametrize("data", [b"\x1f\x8b", b"\x1f\x8b\x08 and no more of it", b""])
def test_where_nothing_can_be_read_it_says_so(data: bytes) -> None:
    with pytest.raises(Undecodable):
        readable_part(data, 1_000)
