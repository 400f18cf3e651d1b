"""Hand pages on as a browser shows them, where the site's profile says ``render: true``."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.evidence import Exchange
from newsarchive.fetching.browser.wanted import find_chromium
from newsarchive.fetching.patience import Patience
from newsarchive.pages.decoding import response_text
from newsarchive.pages.loose_xml import FEEDS, SITEMAPS, root_name

if TYPE_CHECKING:
    from newsarchive.fetching.browser.rendering import Renderer

MARK = "X-Newsarchive-Rendered"
"""The header in a rendered page's record that names the browser."""

_OF_THE_SOURCE = ("Content-Length", "Content-Encoding", "Transfer-Encoding", "ETag", "Last-Modified")
_LEAST = 1.0  # seconds


class RenderMiddleware:
    """The downloader middleware that renders pages whose request says ``render`` in its meta.

    The page itself is fetched as any other: robots.txt, redirects, limits and retries have had their say
    when it arrives here, whole. Only then the browser opens it; what it asks for comes from ``Parts``.
    The original that is kept is what the browser shows, and says so in its headers.
    """

    def __init__(self, crawler: Crawler, renderer: "Renderer") -> None:
        self.stats = crawler.stats
        self.patience = Patience(crawler)
        self.timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.renderer = renderer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build where the profile says so.

        :raises ProfileError: there is no browser
        """
        profile = getattr(crawler.spider, "profile", None)
        if profile is None or not profile.render:
            raise NotConfigured
        find_chromium(crawler.settings)
        from newsarchive.fetching.browser.rendering import Renderer  # noqa: PLC0415  of an extra

        middleware = cls(crawler, Renderer(crawler, profile))
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    async def spider_closed(self) -> None:
        """End the browser."""
        await self.renderer.close()

    def process_request(self, request: Request) -> None:
        """Ask for the whole page: that its source has not changed says nothing of what scripts load."""
        if request.meta.get("render"):
            for condition in ("If-None-Match", "If-Modified-Since"):
                request.headers.pop(condition, None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The page as the browser shows it; what is no page as it came.

        :raises WaitsNoLonger: the run ends
        :raises DownloadTimeoutError: it does not end loading within ``DOWNLOAD_TIMEOUT``
        :raises NotRendered: the browser does not start, crashes, or the page outgrows ``DOWNLOAD_MAXSIZE``
        """
        source = _source_of(response) if request.meta.get("render") else None
        if source is None:
            return response
        spent = request.meta.get("download_latency", 0)
        limit = max(request.meta.get("download_timeout", self.timeout) - spent, _LEAST)
        async with self.patience.bounded():
            html = await self.renderer.render(response.url, source, limit=limit)
        rendered = _shown(response, html, self.renderer.version)
        if request.meta.get("exchanges"):
            request.meta["exchanges"][-1] = _as_shown(request.meta["exchanges"][-1], rendered)
        if self.stats:
            self.stats.inc_value("newsarchive/rendered")
        return rendered


def _source_of(response: Response) -> str | None:
    """The page's HTML; None for what a browser would only wrap: feeds, sitemaps, JSON, errors."""
    if response.status != 200 or not isinstance(response, HtmlResponse):
        return None
    if root_name(response.body) in FEEDS | SITEMAPS:
        return None
    source = response_text(response)
    return source if source.lstrip().startswith("<") else None


def _shown(response: Response, html: str, browser: str) -> Response:
    headers = response.headers.copy()
    for name in _OF_THE_SOURCE:
        headers.pop(name, None)
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers[MARK] = browser
    body = html.encode("utf-8", "replace")
    return response.replace(headers=headers, body=body, encoding="utf-8", flags=[*response.flags, "rendered"])


def _as_shown(exchange: Exchange, rendered: Response) -> Exchange:
    """The original that is kept: asked as the source was, answered by the browser."""
    headers = tuple((name, value) for name, values in rendered.headers.items() for value in values)
    return replace(exchange, headers=headers, body=rendered.body, at=datetime.now(UTC))
