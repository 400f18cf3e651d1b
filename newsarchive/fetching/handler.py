"""Scrapy's download handler with the limits it lacks: headers without end, bodies that only seem whole."""

import socket
from contextlib import suppress
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError
from scrapy.http import Request, Response
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web.http import _IdentityTransferDecoder
from twisted.web.http_headers import InvalidHeaderName

MAX_HEAD = 256 * 1024  # bytes; browsers give up between 256 and 384 KiB


class HeadTooLarge(Exception):
    """Status line and headers go on beyond ``MAX_HEAD``; ends the connection."""


class BoundedHandler(HTTP11DownloadHandler):
    """HTTP/1.1 with an end to everything.

    Twisted bounds a header line and not how many there are, nor how many ``100 Continue`` come first.
    A body whose length nobody stated is whole for it even when the connection broke (RFC 9112, 8), and
    of a body that is longer than stated it silently drops the rest. Here both are data loss.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # The pool's own way to be told; Scrapy sets its lenient factory like this, too.
        self._pool._factory = _Factory  # noqa: SLF001

    async def download_request(self, request: Request) -> Response:
        """Download; raise DownloadCancelledError, which is not retried, for headers without end."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            reasons = getattr(error.__cause__, "reasons", ())
            if any(_is(reason, HeadTooLarge) for reason in reasons):
                raise DownloadCancelledError(
                    f"the headers of {request.url} are more than {MAX_HEAD >> 10} KiB"
                ) from error
            raise


class _Parser(_LenientHTTPClientParser):
    surplus = False

    def _finished(self, rest: bytes) -> None:
        self.surplus = bool((rest + self._waiting()).strip())
        super()._finished(rest)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802
        """Skip what is no header, as browsers do; Twisted would give the response up."""
        with suppress(InvalidHeaderName):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def _waiting(self) -> bytes:
        """What has arrived and is not read yet; over TLS nothing can be said of it."""
        connection: Any = getattr(self.transport, "_producer", None)
        handle = connection.getHandle() if hasattr(connection, "getHandle") else None
        with suppress(OSError):
            if isinstance(handle, socket.socket):
                return handle.recv(16, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        return b""

    def connectionLost(self, reason: Any = None) -> None:  # noqa: N802
        decoder = self.bodyDecoder
        if isinstance(decoder, _IdentityTransferDecoder):
            broken = reason is not None and not _is(reason, ConnectionDone)
            if self.surplus or (decoder.contentLength is None and broken):
                decoder.contentLength = 1  # something is missing, which makes it data loss
                if not isinstance(reason, Failure):
                    reason = Failure(ConnectionDone())  # type: ignore[no-untyped-call]
        super().connectionLost(reason)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        responded = super().request(request)
        self._head = 0
        if self._parser is not None:
            self._parser.__class__ = _Parser
        return responded

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Count what comes before the body."""
        if self._parser is not None and self._parser.bodyDecoder is None:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self._giveUp(Failure(HeadTooLarge()))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _is(reason: object, kind: type[Exception]) -> bool:
    return isinstance(reason, Failure) and isinstance(reason.value, kind)
