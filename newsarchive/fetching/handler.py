"""The download handler: HTTP/1.1 through aiohttp, with a limit to all that a server may send."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import Any, Self

import aiohttp
from aiohttp.connector import Connection
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.url import add_http_if_no_scheme
from yarl import URL

from newsarchive.fetching.egress import PrivateAddress, PrivateName, PublicResolver
from newsarchive.fetching.patience import Patience
from newsarchive.fetching.wire import MAX_HEAD, Wire

_OWN_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")  # aiohttp's, were there none
_TO_PROXY = "Proxy-Authorization"
_FRAMING = 2  # bytes on the wire for each of the largest body: chunks are framed, and trailers follow


class BoundedHandler(BaseDownloadHandler):
    """Fetch through aiohttp, whose connections look names up by the rules of this crawler's site alone.

    ``request.meta["on_wire"]`` tells the headers as they were sent and received, for the originals. Scrapy's
    signals ``headers_received`` and ``bytes_received`` are not sent.
    """

    lazy = True  # the session needs a running event loop

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._patience = Patience(crawler)
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        hosts: tuple[str, ...] = getattr(getattr(crawler.spider, "profile", None), "hosts", ())
        connector = aiohttp.TCPConnector(
            resolver=PublicResolver(hosts),
            use_dns_cache=settings.getbool("DNSCACHE_ENABLED"),
            ttl_dns_cache=None,
            ssl=_tls(settings),
            limit=0,  # Scrapy's downloader has the limits
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            response_class=_Response,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=_OWN_HEADERS,
            max_line_size=MAX_HEAD,
            max_field_size=MAX_HEAD,
            max_headers=MAX_HEAD,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def download_request(self, request: Request) -> Response:
        """The response, its body as it was transferred.

        :raises DownloadCancelledError: it is larger than a head or a body may be, which is not tried again
        :raises WaitsNoLonger: the run ends
        :raises ResponseDataLossError: the body is cut short
        """
        async with self._patience.bounded():
            return await self._download(request)

    async def _download(self, request: Request) -> Response:
        timeout = request.meta.get("download_timeout", self._timeout)
        with _words_of_scrapy(timeout):
            started = monotonic()
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body or None,
                timeout=aiohttp.ClientTimeout(total=timeout),
                allow_redirects=False,
                **_headers_and_proxy(request),
            ) as response:
                assert isinstance(response, _Response)
                request.meta["download_latency"] = monotonic() - started
                body = await self._body(request, response)
        request.meta["on_wire"] = (response.sent, response.raw_headers)
        headers = Headers(response.raw_headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(
            request.url,
            status=response.status,
            headers=headers,
            body=body,
            flags=["partial"] if response.wire.is_open_ended else [],
            ip_address=ip_address(response.peer) if response.peer else None,
            protocol="HTTP/1.0" if response.version == aiohttp.HttpVersion10 else "HTTP/1.1",
        )

    async def _body(self, request: Request, response: "_Response") -> bytes:
        most = request.meta.get("download_maxsize", self._most)
        too_large = f"{request.url} is larger than {most:,} bytes"
        response.wire.expect(response.content, most * _FRAMING + MAX_HEAD if most else None)
        if most and (response.content_length or 0) > most and request.method != "HEAD":
            raise DownloadCancelledError(too_large)
        pieces = []
        size = 0
        try:
            async for piece in response.content.iter_any():
                pieces.append(piece)
                size += len(piece)
                if most and size > most:
                    raise DownloadCancelledError(too_large)
        finally:
            response.wire.finish()
        return b"".join(pieces)


class _Response(aiohttp.ClientResponse):
    """A response that is read through a :class:`Wire`."""

    wire: Wire
    peer: str | None = None

    async def start(self, connection: Connection) -> Self:
        """Read the head.

        :raises DownloadFailedError: the connection, a fresh one, was lost; aiohttp would try again at once,
            as is right for one that was kept open, and RETRY_TIMES would be doubled
        """
        transport, parser = connection.transport, connection.protocol
        assert isinstance(transport, asyncio.Transport)
        assert parser is not None
        is_fresh = not isinstance(transport.get_protocol(), Wire)
        self.wire = Wire(parser, transport, is_head=self.method == "HEAD")
        transport.set_protocol(self.wire)
        peer = transport.get_extra_info("peername")
        self.peer = peer[0].partition("%")[0] if peer else None
        try:
            await super().start(connection)
        except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
            self.wire.check()
            if is_fresh:
                raise DownloadFailedError(str(error)) from error
            raise
        return self

    @property
    def sent(self) -> tuple[tuple[bytes, bytes], ...]:
        """The headers that the site was sent, in their order."""
        pairs = self.request_info.headers.items()
        return tuple((name.encode(), value.encode()) for name, value in pairs if name != _TO_PROXY)


def _headers_and_proxy(request: Request) -> dict[str, Any]:
    """Where a request goes, and what it says; only a proxy is told its credentials."""
    headers = request.headers.to_tuple_list()
    if not request.meta.get("proxy"):
        return {"headers": [pair for pair in headers if pair[0] != _TO_PROXY]}
    proxy = add_http_if_no_scheme(request.meta["proxy"])
    if urlparse_cached(request).scheme == "http":
        return {"headers": headers, "proxy": proxy}
    told = {name: value for name, value in headers if name == _TO_PROXY}
    return {
        "headers": [pair for pair in headers if pair[0] != _TO_PROXY],
        "proxy": proxy,
        "proxy_headers": told,
    }


def _tls(settings: BaseSettings) -> ssl.SSLContext:
    """Who servers have to be, and which ciphers may be used: OpenSSL's choice, which Python narrows."""
    file = ssl.get_default_verify_paths().cafile
    state = file and f"{file} {Path(file).stat().st_mtime_ns}"
    verifies = settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    return _context(settings["DOWNLOADER_CLIENT_TLS_CIPHERS"], state, verifies=verifies)


@lru_cache(4)
def _context(ciphers: str, authorities: str | None, *, verifies: bool) -> ssl.SSLContext:
    """Kept from run to run, as reading all authorities takes more CPU than a run without news.

    :param authorities: their file and its time, so that those of a new file are read
    """
    del authorities
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if verifies:
        context.load_default_certs()
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_ciphers(ciphers)
    return context


@contextmanager
def _words_of_scrapy(timeout: float) -> Iterator[None]:
    """Raise Scrapy's exceptions for aiohttp's."""
    try:
        yield
    except TimeoutError as error:
        raise DownloadTimeoutError(f"it took longer than {timeout:g} seconds") from error
    except aiohttp.InvalidURL as error:
        raise CannotResolveHostError(f"{error} is no address") from error
    except aiohttp.ClientConnectorDNSError as error:
        if isinstance(error.os_error, PrivateAddress):
            raise PrivateName(f"{error.host}: {error.strerror}") from error
        raise CannotResolveHostError(f"{error.host}: {error.strerror}") from error
    except aiohttp.ClientConnectorError as error:
        is_tls = isinstance(error, aiohttp.ClientSSLError)
        kind = DownloadFailedError if is_tls else DownloadConnectionRefusedError
        raise kind(f"{error.host}:{error.port}: {error.strerror or error.os_error}") from error
    except aiohttp.ClientResponseError as error:
        raise DownloadFailedError(_first_line(error.message)) from error
    except aiohttp.ClientPayloadError as error:
        message = getattr(error.__cause__, "message", "") or str(error)
        raise ResponseDataLossError(_first_line(message)) from error
    except aiohttp.ClientError as error:
        raise DownloadFailedError(str(error)) from error


def _first_line(message: str) -> str:
    """What is wrong, without the bytes that the parser shows below it."""
    return message.partition("\n")[0].rstrip(":")
