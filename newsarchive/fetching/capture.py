"""Keep an article's responses as they came over the wire, for the archive's originals."""

from datetime import UTC, datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from newsarchive.evidence import Exchange


class CaptureMiddleware:
    """The downloader middleware next to the downloader: it sees responses before any is decoded.

    ``request.meta["exchanges"]`` gathers what a request and its redirects were answered.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build unless the profile switches originals off."""
        profile = getattr(crawler.spider, "profile", None)
        if profile is None or not profile.originals:
            raise NotConfigured
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Gather a page that an article is read from, and a picture that it shows."""
        is_kept = "article" in request.meta or "picture" in request.meta
        if is_kept and response.status < 400 and response.status != 304:
            request.meta.setdefault("exchanges", []).append(exchange_of(request, response))
        return response


def exchange_of(request: Request, response: Response) -> Exchange:
    """What was asked and answered, its headers as the download handler saw them."""
    sent, received = request.meta["on_wire"]
    proxied = request.meta.get("proxy")  # the address is then the proxy's
    return Exchange(
        url=response.url,
        method=request.method,
        request_headers=sent,
        status=response.status,
        protocol=response.protocol or "HTTP/1.1",
        headers=received,
        body=response.body,
        at=datetime.now(UTC),
        ip=str(response.ip_address) if response.ip_address and not proxied else None,
    )
