import gzip
import zlib

import pytest
from scrapy.http import HtmlResponse, Request

from newsarchive.whole_responses import NotWhole, WholeResponses

WHOLE = b"<p>text</p>" * 1000
REQUEST = Request("http://a.example/")


def passed(body: bytes, encoding: str | None = None, status: int = 200) -> bool:
    headers = {"Content-Encoding": encoding} if encoding else {}
    response = HtmlResponse(REQUEST.url, status=status, headers=headers, body=body)
    try:
        return WholeResponses().process_response(REQUEST, response) is response
    except NotWhole:
        return False


@pytest.mark.parametrize(
    ("body", "encoding", "status", "passes"),
    [
        (WHOLE, None, 200, True),
        (gzip.compress(WHOLE), "gzip", 200, True),
        (gzip.compress(WHOLE)[:-9], "gzip", 200, False),
        (gzip.compress(WHOLE)[:30], "x-gzip", 200, False),
        (zlib.compress(WHOLE)[:-20], "deflate", 200, False),
        (gzip.compress(gzip.compress(WHOLE)), "gzip, gzip", 200, True),
        (WHOLE, "gzip", 200, True),  # no gzip at all: decompression refuses it
        (b"", "gzip", 304, True),
        (WHOLE, "rot13", 200, False),
        (WHOLE, "br", 200, True),
        (WHOLE, None, 206, False),
    ],
)
def test_half_a_page_is_none(body: bytes, encoding: str | None, status: int, passes: bool) -> None:
    assert passed(body, encoding, status) is passes
