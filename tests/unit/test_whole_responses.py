import asyncio
import gzip
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.fetching.retry import PatientRetryMiddleware
from newsarchive.fetching.whole_responses import NotWhole, WholeResponses

WHOLE = b"<!doctype html><html><body><div>" + b"<p>text</p>" * 1000 + b"</div></body></html>"
PACKED = gzip.compress(WHOLE)


@pytest.fixture
def middleware(open_crawl: Callable[..., Crawler]) -> WholeResponses:
    crawler = open_crawl(settings={"RETRY_BACKOFF": 0})
    retry = PatientRetryMiddleware.from_crawler(crawler)
    crawler._engine = SimpleNamespace(
        downloader=SimpleNamespace(middleware=SimpleNamespace(middlewares=[retry]))
    )
    return WholeResponses.from_crawler(crawler)


def passed(middleware: WholeResponses, request: Request, body: bytes, encoding: str = "", **kind: Any) -> Any:
    headers = {"Content-Encoding": encoding} if encoding else {}
    response = HtmlResponse(request.url, headers=headers, body=body, **kind)
    return asyncio.run(middleware.process_response(request, response))


def asked(**kind: Any) -> Request:
    return Request("http://a.example/", **kind)


@pytest.mark.parametrize(
    ("body", "encoding", "status", "flags"),
    [
        (WHOLE, "", 200, []), (PACKED, "gzip", 200, []), (PACKED, "GZIP , identity", 200, []),
        (gzip.compress(PACKED), "gzip, gzip", 200, []), (WHOLE, "utf-8", 200, []), (PACKED, "gzip", 404, []),
        (WHOLE, "", 200, ["partial"]),
        (WHOLE.replace(b"</body></html>", b""), "", 200, ["partial"]),
        (WHOLE[:-30], "", 200, []),  # its length was stated, and it is of that length
    ],
)  # fmt: skip
def test_what_is_whole_passes_inflated(
    middleware: WholeResponses, body: bytes, encoding: str, status: int, flags: list[str]
) -> None:
    response = passed(middleware, asked(), body, encoding, status=status, flags=flags)
    assert isinstance(response, HtmlResponse)
    assert WHOLE.startswith(response.body)
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("body", "encoding", "status", "flags"),
    [
        (PACKED[:-9], "gzip", 200, []), (PACKED[:30], "x-gzip", 200, []), (WHOLE, "", 206, []),
        (WHOLE[:5000], "", 200, ["partial"]), (b"<p>text</p><a href=", "", 200, ["partial"]),
    ],
)  # fmt: skip
def test_what_is_cut_is_asked_for_again_and_then_fails(
    middleware: WholeResponses, body: bytes, encoding: str, status: int, flags: list[str]
) -> None:
    request = asked()
    for times in (1, 2):
        request = passed(middleware, request, body, encoding, status=status, flags=flags)
        assert isinstance(request, Request)
        assert request.meta["retry_times"] == times
    with pytest.raises(ResponseDataLossError, match=r"a\.example"):
        passed(middleware, request, body, encoding, status=status, flags=flags)


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(bytes(9 << 20)), "gzip", "too-large"),
        (WHOLE, "gzip", "bad-encoding"),
        (WHOLE, "rot13", "bad-encoding"),
    ],
)
def test_what_will_not_get_better_fails_at_once(
    middleware: WholeResponses, body: bytes, encoding: str, reason: str
) -> None:
    with pytest.raises(NotWhole) as caught:
        passed(middleware, asked(), body, encoding)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("body", "content_type", "is_text"),
    [
        (bytes(range(256)) * 9, "text/html", False),
        (b"PK\x03\x04\x14\0\0\0" * 99, "text/html", False),
        (WHOLE[:600] + b"\0\0" + WHOLE[600:], "text/html", True),
        (b"<html><p>\x0b\x0c\x01 A short page. \x02\x03</p></html>" + b" " * 180, "text/html", True),
        (b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", "text/html", False),
        ("<p>text</p>".encode("utf-16"), "text/html", True),
        ("<p>text</p>".encode("utf-16-le"), "text/html; charset=UTF-16LE", True),
        ("<p>日本</p>".encode("iso-2022-jp"), "text/html", True),
        ("<p>中文</p>".encode("gb18030") * 99, "text/html", True),
        (b"", "text/html", True),
    ],
)
def test_an_article_is_text(
    middleware: WholeResponses, body: bytes, content_type: str, is_text: bool
) -> None:
    request = asked(meta={"article": "http://a.example/"})
    response = HtmlResponse(request.url, headers={"Content-Type": content_type}, body=body)
    passing = middleware.process_response(request, response)
    if is_text:
        assert asyncio.run(passing) is response
    else:
        with pytest.raises(NotWhole, match="is no text"):
            asyncio.run(passing)


def test_a_status_counts_more_than_its_body(middleware: WholeResponses) -> None:
    response = passed(middleware, asked(), WHOLE, "gzip", status=404)
    assert (response.status, response.body) == (404, b"")


def test_a_part_that_was_asked_for_is_one(middleware: WholeResponses) -> None:
    request = asked(headers={"Range": "bytes=0-99"})
    assert passed(middleware, request, WHOLE[:100], status=206).status == 206


def test_what_was_cut_is_no_original(middleware: WholeResponses) -> None:
    request = asked(meta={"exchanges": ["a redirect", "the cut page"]})
    again = passed(middleware, request, PACKED[:-9], "gzip")
    assert again.meta["exchanges"] == ["a redirect"]


def test_a_sitemap_may_be_larger(middleware: WholeResponses) -> None:
    request = asked(meta={"download_maxsize": 10 << 20})
    assert len(passed(middleware, request, gzip.compress(bytes(9 << 20)), "gzip").body) == 9 << 20


def test_the_encodings_that_are_understood_are_named(middleware: WholeResponses) -> None:
    request = asked()
    middleware.process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate, br"


def test_a_head_has_no_body(middleware: WholeResponses) -> None:
    response = Response("http://a.example/", headers={"Content-Encoding": "gzip"})
    assert asyncio.run(middleware.process_response(asked(method="HEAD"), response)) is response
