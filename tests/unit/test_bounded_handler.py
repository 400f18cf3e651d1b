import asyncio
import re
import socket
import struct
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import Settings

from newsarchive import settings
from newsarchive.demo.server import Asked, Write
from newsarchive.fetching.wire import MAX_HEAD
from spiders.finews import FinewsSpider
from tests.hostile.server import Page, running
from tests.unit.fetching import fetched

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
MiB = 1 << 20


def pieces(*sent: bytes, then: str = "close") -> Page:
    """A page that is sent in pieces; its connection is then closed, broken, or left open."""

    async def page(_: Asked, write: Write) -> None:
        for piece in sent:
            write.write(piece)
            await write.drain()
            await asyncio.sleep(0.02)
        if then == "break":
            write.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            write.transport.abort()
        elif then == "stay":
            await asyncio.sleep(30)

    return page


def answered(page: Page, method: str = "GET", **meta: Any) -> Response | Exception:
    with running(lambda path: page) as (address, _):
        return fetched(Request(f"{address}/", method=method, meta=meta))[0]


@pytest.mark.parametrize(
    ("page", "flags"),
    [
        (HEAD + b"Content-Length: 4\r\n\r\npage", []),
        (HEAD + b"Content-Length: 4\r\n\r\npage\r\n ", []),
        (pieces(HEAD + b"Content-Length: 4\r\n\r\npa", b"ge", then="stay"), []),
        (pieces(*(bytes([byte]) for byte in HEAD + b"Content-Length: 4\r\n\r\npage"), then="stay"), []),
        (HEAD + b"\r\npage", ["partial"]),
        (CHUNKED + b"2\r\npa\r\n2;x=y\r\nge\r\n0\r\nX: 1\r\n\r\n", []),
        (b"\r\n\n" + HEAD + b"Content-Length: 4\r\n\r\npage", []),
        (INTERIM + HEAD + b"Content-Length: 4\r\n\r\npage", []),
        (HEAD + b": x\r\nno colon\r\nTwo words: x\r\nContent-Length: 4\r\n\r\npage", []),
        (HEAD + b"X-More: 1\r\n" * 2000 + b"Content-Length: 4\r\n\r\npage", []),
        (HEAD + b"X-More: " + b"1" * 200_000 + b"\r\nContent-Length: 4\r\n\r\npage", []),
    ],
)  # fmt: skip
def test_whole_bodies(page: Page, flags: list[str]) -> None:
    response = answered(page)
    assert isinstance(response, HtmlResponse), response
    assert (response.body, response.flags) == (b"page", flags)


@pytest.mark.parametrize(
    ("page", "error"),
    [
        (HEAD + b"Content-Length: 4\r\n\r\npage and more", ResponseDataLossError),
        (pieces(HEAD + b"Content-Length: 4\r\n\r\npa", b"ge and more"), ResponseDataLossError),
        (HEAD + b"Content-Length: 400000\r\n\r\n" + bytes(4 * MiB), ResponseDataLossError),
        ((HEAD + b"Content-Length: 4\r\n\r\npage") * 2, ResponseDataLossError),
        (HEAD + b"Content-Length: 4\r\n\r\npa", ResponseDataLossError),
        (pieces(HEAD + b"\r\npage", then="break"), ResponseDataLossError),
        (CHUNKED + b"4\r\npage\r\n", ResponseDataLossError),
        (CHUNKED + b"4\r\npageX0\r\n\r\n", DownloadFailedError),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\npage", DownloadFailedError),
        (b"<html>page", DownloadFailedError),
        (b"", DownloadFailedError),
        (pieces(HEAD), DownloadFailedError),
        (pieces(HEAD, then="break"), DownloadFailedError),
    ],
)  # fmt: skip
def test_half_a_body_is_none(page: Page, error: type[Exception]) -> None:
    raised = answered(page)
    assert isinstance(raised, error), raised
    assert str(raised).isprintable()


def without_end(start: bytes, again: bytes) -> Page:
    async def page(_: Asked, write: Write) -> None:
        write.write(start)
        while True:
            write.write(again)
            await write.drain()

    return page


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (without_end(HEAD, b"X-More: 1\r\n" * 1000), "headers"),
        (without_end(HEAD + b"X: x", b" more" * 1000), "headers"),
        (without_end(HEAD, b" folded\r\n" * 1000), "headers"),
        (without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), "headers"),
        (without_end(b"", b"\r\n" * 1000), "headers"),
        (without_end(HEAD + b"\r\n", bytes(9000)), "larger than 1,048,576 bytes"),
        (HEAD + b"Content-Length: %d\r\n\r\n" % (MiB + 1), "larger than 1,048,576 bytes"),
        (without_end(CHUNKED + b"1;", b"x" * 9000), "no end to its body"),
        (without_end(CHUNKED + b"0\r\nX: 1", b"x" * 9000), "no end to its body|make no sense"),
    ],
)  # fmt: skip
def test_what_has_no_end_is_given_up_and_not_tried_again(page: Page, reason: str) -> None:
    with running(lambda path: page) as (address, server):
        (raised,) = fetched(Request(f"{address}/", meta={"download_maxsize": MiB}))
    assert isinstance(raised, DownloadCancelledError | ResponseDataLossError), raised
    assert re.search(reason, str(raised))
    assert len(server.asked) == 1


def test_a_head_of_the_largest_size_is_none_without_end() -> None:
    head = HEAD + b"X-More: 1\r\n" * ((MAX_HEAD - 200) // 11) + b"Content-Length: 4\r\n\r\n"
    response = answered(pieces(*[head[place : place + 9999] for place in range(0, len(head), 9999)], b"page"))
    assert isinstance(response, Response), response
    assert response.body == b"page"


@pytest.mark.parametrize("status", [b"204 No", b"304 No"])
def test_a_status_without_body_has_none_whatever_follows(status: bytes) -> None:
    page = pieces(b"HTTP/1.1 " + status + b"\r\nContent-Length: 4\r\n\r\n", b"page", then="stay")
    response = answered(page)
    assert isinstance(response, Response), response
    assert (response.status, response.body, response.flags) == (int(status[:3]), b"", [])


def test_a_head_that_was_asked_for_has_no_body() -> None:
    response = answered(pieces(HEAD + b"Content-Length: 4000\r\n\r\n", then="stay"), method="HEAD")
    assert isinstance(response, Response), response
    assert (response.body, response.headers["Content-Length"]) == (b"", b"4000")


def test_what_comes_after_a_page_is_not_the_next_one() -> None:
    """On a connection that is kept open, a late second response must not answer the next request."""

    async def page(asked: Asked, write: Write) -> None:
        write.write(CHUNKED + b"5\r\nfirst\r\n0\r\n\r\n")
        await write.drain()
        await asyncio.sleep(0.1)
        write.write(HEAD + b"Content-Length: 5\r\n\r\nfalse")
        await write.drain()
        await asyncio.sleep(0.2)

    async def slow(_: Asked, write: Write) -> None:
        await asyncio.sleep(0.3)
        write.write(HEAD + b"Content-Length: 4\r\n\r\nslow")

    true = HEAD + b"Content-Length: 4\r\n\r\ntrue"
    with running(lambda path: page if path == "/1" else true) as (address, _), running(lambda path: slow) as (
        elsewhere, _,
    ):  # fmt: skip
        answers = fetched(Request(f"{address}/1"), Request(elsewhere), Request(f"{address}/2"))
    assert [getattr(one, "body", one) for one in answers] == [b"first", b"slow", b"true"]


def test_each_failure_has_its_name() -> None:
    with running(lambda path: pieces(then="stay")) as (address, _):
        (raised,) = fetched(Request(f"{address}/", meta={"download_timeout": 0.2}))
    assert isinstance(raised, DownloadTimeoutError)
    (refused,) = fetched(Request(f"{address}/"))
    assert isinstance(refused, DownloadConnectionRefusedError)
    (inside,) = fetched(Request("http://localhost/"))
    assert isinstance(inside, CannotResolveHostError)
    assert str(inside) == "localhost: localhost resolves to 127.0.0.1, a private address"


def test_what_was_said_on_the_wire_is_told() -> None:
    sent = HEAD + b"ETag: 1\r\nX-a: \xe9\r\nx-A: 2\r\nContent-Length: 4\r\n\r\npage"
    request_headers = {"User-Agent": "ours", "Accept": "*/*", "X-Latin": "\xe9".encode()}
    with running(lambda path: sent) as (address, server):
        request = Request(f"{address}/a%2fb?q=[1]&r=%e9", headers=request_headers)
        (response,) = fetched(request)
    assert isinstance(response, Response), response
    assert server.asked[0].target == request.url.removeprefix(address)
    told, heard = request.meta["on_wire"]
    assert told == (
        (b"Host", address.removeprefix("http://").encode()), (b"User-Agent", b"ours"), (b"Accept", b"*/*"),
        (b"X-Latin", "\xe9".encode()),
    )  # fmt: skip
    assert set(server.asked[0].headers) == {"host", "user-agent", "accept", "x-latin"}
    assert heard == (
        (b"Content-Type", b"text/html"), (b"ETag", b"1"), (b"X-a", b"\xe9"), (b"x-A", b"2"),
        (b"Content-Length", b"4"),
    )  # fmt: skip
    assert response.headers.getlist("X-A") == [b"\xe9", b"2"]
    assert (str(response.ip_address), response.protocol) == ("127.0.0.1", "HTTP/1.1")
    assert request.meta["download_latency"] > 0


def test_the_project_uses_it_for_both_schemes() -> None:
    ours = Settings()
    ours.setmodule(settings)
    handlers = Crawler(FinewsSpider, ours).settings.getwithbase("DOWNLOAD_HANDLERS")
    used = {scheme: path for scheme, path in handlers.items() if path}
    assert used == dict.fromkeys(("http", "https"), "newsarchive.fetching.handler.BoundedHandler")
