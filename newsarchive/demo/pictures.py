"""The pictures that the demo site's articles show: photos as JPEG, stock charts as PNG, both made up."""

import re
import struct
import zlib
from collections.abc import Collection, Iterator

from newsarchive.demo.pages import LATER_DAY
from newsarchive.demo.prose import Dice
from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.templates import ANY_DAY

PHOTO_HOST = "dfscdn.dfcfw.com"
CHART_HOST = "webquoteklinepic.eastmoney.com"
_PHOTO = re.compile(r"/download/D25(\d{6})\.jpg(?:\?.*)?")
_CHART = re.compile(r"/GetPic\.aspx\?(?:.*&)?nid=0\.69(\d{4})(?:&.*)?")
_WIDTH, _HEIGHT = 580, 328  # pixels, multiples of four and eight
_AGENCY = 7  # photos of an agency, of which many articles show one
_SWAPPED = 10**6


class Pictures:
    """What the hosts of the pictures answer.

    :param swapped: the addresses at which another photo stands since the first day
    :param missing: those at which none stands any more
    """

    hosts = frozenset({PHOTO_HOST, CHART_HOST})

    def __init__(self, swapped: Collection[str] = (), missing: Collection[str] = ()) -> None:
        self._swapped, self._missing = frozenset(swapped), frozenset(missing)

    def answer(self, host: str, path_and_query: str) -> Response:
        """The answer to a GET, at one of these hosts."""
        address = f"http://{host}{path_and_query.partition('?')[0]}"
        found = _PHOTO.fullmatch(path_and_query) if host == PHOTO_HOST else None
        if found and address not in self._missing:
            number, is_swapped = int(found[1]), address in self._swapped
            number = number % _AGENCY if number % 10 < 2 else number
            day = LATER_DAY if is_swapped else ANY_DAY
            return page(photo(number + is_swapped * _SWAPPED), day, "image/jpeg")
        if host == CHART_HOST and (found := _CHART.fullmatch(path_and_query)):
            return page(chart(int(found[1])), ANY_DAY, "image/png")
        return refusal(404, "no such picture")


def photo(number: int) -> bytes:
    """A JPEG of large grey blocks, another one for each number."""
    dice = Dice(number)
    across, down = -(-_WIDTH // 8), -(-_HEIGHT // 8)
    columns = [dice.roll(100) for _ in range(across)]
    greys = (columns[x] + 100 * y // down + dice.roll(9) for y in range(down) for x in range(across))
    return b"".join((
        b"\xff\xd8", _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), _segment(0xDB, b"\0" + bytes([8] * 64)),
        _segment(0xC0, struct.pack(">BHHB3B", 8, _HEIGHT, _WIDTH, 1, 1, 0x11, 0)),
        _segment(0xC4, b"\0" + bytes(_CODES_OF_LENGTH) + bytes(range(len(_CODES)))),
        _segment(0xC4, b"\x10\1" + bytes(16)), _segment(0xDA, b"\1\1\0\0\x3f\0"),
        _packed("".join(_blocks(greys))).replace(b"\xff", b"\xff\0"), b"\xff\xd9",
    ))  # fmt: skip


_CODES_OF_LENGTH = (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)
"""How many Huffman codes have one bit, two and so on (ITU T.81, table K.3); each stands for a size."""
_CODES = ("00", "010", "011", "100", "101", "110", "1110", "11110", "111110", "1111110", "11111110",
          "111111110")  # fmt: skip
_END_OF_BLOCK = "0"


def _blocks(greys: Iterator[int]) -> Iterator[str]:
    """The bits of blocks of one shade each: how much each differs from the one before."""
    before = 128
    for grey in greys:
        difference, before = grey - before, grey
        size = abs(difference).bit_length()
        written = difference if difference >= 0 else difference + 2**size - 1
        yield f"{_CODES[size]}{written:0{size}b}{_END_OF_BLOCK}" if size else _CODES[0] + _END_OF_BLOCK


def _packed(bits: str) -> bytes:
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def chart(number: int) -> bytes:
    """A PNG of a price's course in red bars, another one for each number."""
    dice, price, prices = Dice(-1 - number), _HEIGHT // 2, []
    for _ in range(_WIDTH // 4):
        price = max(9, min(_HEIGHT - 9, price + dice.roll(31) - 15))
        prices.append(price)
    rows = (
        b"\0" + b"".join(b"\1\1\1\0" if p > y else b"\0\0\0\0" for p in prices) for y in range(_HEIGHT, 0, -1)
    )
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    colours = b"\xff\xff\xff\xc0\x20\x20"
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
