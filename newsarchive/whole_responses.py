"""Refuse responses that are less than what they are taken for: cut compression, unasked parts."""

import zlib

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsarchive.text import printable

_ZLIB = {b"gzip": 31, b"x-gzip": 31, b"deflate": 15}
_KNOWN = {*_ZLIB, b"br", b"zstd", b"identity", b""}
_STEP = 1 << 20  # bytes that are inflated at a time, and dropped at once


class NotWhole(IgnoreRequest):
    """Half a page is none; fails the article, so that the next run asks again."""


class WholeResponses:
    """The downloader middleware before decompression.

    Scrapy takes as much of a cut gzip stream as there is, passes a body in an encoding that it does not
    know as it came, and lets 206 through, as all that begins with a 2.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise NotWhole, naming the address and what is wrong with the response."""
        if response.status == 206 and b"Range" not in request.headers:
            raise NotWhole(f"{printable(response.url)} answered a part of the page, which nobody asked for")
        header = b",".join(response.headers.getlist("Content-Encoding")).lower()
        encodings = [part.strip() for part in header.split(b",")]
        if strange := [one for one in encodings if one not in _KNOWN]:
            name = printable(strange[0].decode("latin-1"))
            raise NotWhole(f"{printable(response.url)} is in the unknown encoding {name!r}")
        outer = encodings[-1]
        if outer in _ZLIB and response.body and not _ends(response.body, _ZLIB[outer]):
            raise NotWhole(f"{printable(response.url)} is cut short within its compression")
        return response


def _ends(data: bytes, bits: int) -> bool:
    """Whether a compressed stream is there to its end; what is no such stream is for others to refuse."""
    inflating = zlib.decompressobj(bits)
    try:
        while data and not inflating.eof:
            inflating.decompress(data, _STEP)
            data = inflating.unconsumed_tail
    except zlib.error:
        return True
    return inflating.eof
