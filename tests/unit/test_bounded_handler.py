from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.web._newclient import Request, ResponseDone, ResponseFailed
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers

from newsarchive import settings
from newsarchive.fetching.handler import MAX_HEAD, HeadTooLarge, _Factory
from spiders.finews import FinewsSpider

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Reader(Protocol):
    """Takes a body in, and remembers how it ended."""

    def __init__(self) -> None:
        self.body = b""
        self.end: Failure | None = None

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self.body += data

    def connectionLost(self, reason: Any = None) -> None:  # noqa: N802
        self.end = reason


def answered(*pieces: bytes, lost: Exception | None = None) -> tuple[Any, Reader]:
    """The response, or the failure, and its body, when a server sends these pieces."""
    protocol = _Factory(lambda protocol: None, "test").buildProtocol(None)
    transport = StringTransport()
    protocol.makeConnection(transport)
    results: list[Any] = []
    reader = Reader()
    request = Request._construct(b"GET", b"/", Headers({b"host": [b"a.example"]}), None, persistent=True)
    deferred = protocol.request(request)
    deferred.addCallbacks(
        lambda response: response.deliverBody(reader) or results.append(response), results.append
    )
    for piece in pieces:
        protocol.dataReceived(piece)
    if lost:
        protocol.connectionLost(Failure(lost))
    return (results or [None])[0], reader


@pytest.mark.parametrize(
    ("pieces", "lost", "end"),
    [
        ([HEAD + b"Content-Length: 4\r\n\r\npage"], None, ResponseDone),
        ([HEAD + b"Content-Length: 4\r\n\r\npage\r\n"], None, ResponseDone),
        ([HEAD + b"Content-Length: 4\r\n\r\npa", b"ge"], None, ResponseDone),
        ([HEAD + b"Content-Length: 4\r\n\r\npage and more"], None, ResponseFailed),
        ([HEAD + b"Content-Length: 4\r\n\r\npa", b"ge and more"], None, ResponseFailed),
        ([HEAD + b"Content-Length: 4\r\n\r\npa"], ConnectionDone(), ResponseFailed),
        ([HEAD + b"\r\npage"], ConnectionDone(), PotentialDataLoss),
        ([HEAD + b"\r\npage"], ConnectionLost(), ResponseFailed),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\npage\r\n0\r\n\r\n"], None, ResponseDone),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\npage\r\n"], ConnectionDone(), ResponseFailed),
        ([HEAD + b": x\r\nno colon\r\nTwo words: x\r\nContent-Length: 4\r\n\r\npage"], None, ResponseDone),
    ],
)  # fmt: skip
def test_how_a_body_ends(pieces: list[bytes], lost: Exception | None, end: type[Exception]) -> None:
    _, reader = answered(*pieces, lost=lost)
    assert reader.end
    assert isinstance(reader.end.value, end)
    if end is not ResponseFailed:
        assert reader.body == b"page"


@pytest.mark.parametrize(
    "piece", [b"X-More: 1\r\n" * 1000, b" folded\r\n" * 1000, b"\r\nHTTP/1.1 100 Continue\r\n" * 1000]
)
def test_headers_without_end_are_cut_off(piece: bytes) -> None:
    start = HEAD if b"Continue" not in piece else b"HTTP/1.1 100 Continue\r\n"
    failure, _ = answered(start, *[piece] * (MAX_HEAD // len(piece) + 2))
    assert isinstance(failure.value, ResponseFailed)
    assert isinstance(failure.value.reasons[0].value, HeadTooLarge)


def test_a_long_head_is_none_without_end() -> None:
    head = HEAD + b"X-More: 1\r\n" * 2000 + b"Content-Length: 4\r\n\r\n"
    response, reader = answered(*[head[place : place + 999] for place in range(0, len(head), 999)], b"page")
    assert response.code == 200
    assert reader.body == b"page"


def test_the_project_uses_it_for_both_schemes() -> None:
    ours = Settings()
    ours.setmodule(settings)
    handlers = Crawler(FinewsSpider, ours).settings.getwithbase("DOWNLOAD_HANDLERS")
    used = {scheme: path for scheme, path in handlers.items() if path}
    assert used == dict.fromkeys(("http", "https"), "newsarchive.fetching.handler.BoundedHandler")
