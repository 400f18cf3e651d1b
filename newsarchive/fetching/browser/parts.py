"""Fetch what pages ask for, scripts and data, through Scrapy's own handlers and under its rules."""

import logging
from dataclasses import dataclass
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsarchive.fetching.egress import EgressGuard, EgressRefused
from newsarchive.fetching.robots import RobotsMiddleware
from newsarchive.pages.inflating import ENCODINGS, encodings_of, inflate
from newsarchive.text import printable

logger = logging.getLogger(__name__)

_METHODS = {"GET", "HEAD", "POST"}
_REDIRECTS = {301, 302, 303, 307, 308}
_MAX_REDIRECTS = 5
_MAX_PARTS = 300  # of one page
_MAX_SIZES = 4  # all of them together, times DOWNLOAD_MAXSIZE
_PATIENCE = 15.0  # seconds for one of them
_CACHED = 32 * 1024 * 1024  # bytes of scripts that are kept from page to page
_OURS = ("cookie", "host", "user-agent", "accept-encoding", "connection", "sec-", "proxy-")


@dataclass(slots=True)
class Allowance:
    """What a page may still ask for: so many parts, so many bytes."""

    parts: int
    size: int

    def take(self, *, parts: int = 0, size: int = 0) -> None:
        """Raise IgnoreRequest where the page has had its share."""
        self.parts -= parts
        self.size -= size
        if self.parts < 0 or self.size < 0:
            raise IgnoreRequest("the page asks for too much")


class Parts:
    """What the pages of one run ask for besides themselves.

    The site's own hosts are asked for what their robots.txt allows. Other hosts have to be public, on
    the standard ports; names that resolve to private addresses are refused as they are resolved.

    :param hosts: as the profile declares them
    """

    def __init__(self, crawler: Crawler, hosts: tuple[str, ...]) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.agent: str = crawler.settings["USER_AGENT"]
        self._site = EgressGuard(hosts)
        self._public = EgressGuard(())
        self._scripts: dict[str, Response] = {}
        self._cached = 0

    def allowance(self) -> Allowance:
        """A page's share."""
        return Allowance(_MAX_PARTS, self.limit * _MAX_SIZES)

    async def fetch(self, asked: Request, allowance: Allowance, *, script: bool = False) -> Response:
        """The answer to a page's request, after redirects, inflated.

        :param asked: url, method, headers and body as the page stated them
        :param script: it is the same for all pages, so that one answer serves them all
        :raises EgressRefused: no page may connect there
        :raises IgnoreRequest: robots.txt or the page's allowance forbids it
        :raises Exception: whatever keeps a response away
        """
        allowance.take(parts=1)
        if script and asked.method == "GET" and asked.url in self._scripts:
            return self._scripts[asked.url]
        if asked.method not in _METHODS:
            raise IgnoreRequest(f"pages may not {asked.method}")
        response = await self._after_redirects(self._request(asked))
        response = response.replace(body=inflate(response.body, encodings_of(response.headers), self.limit))
        allowance.take(size=len(response.body))
        fits = self._cached + len(response.body) <= _CACHED
        if script and asked.method == "GET" and response.status == 200 and fits:
            self._scripts[asked.url] = response
            self._cached += len(response.body)
        return response

    def _request(self, asked: Request) -> Request:
        theirs = {str(name): value for name, value in asked.headers.to_unicode_dict().items()}
        headers = {name: value for name, value in theirs.items() if not name.lower().startswith(_OURS)}
        headers |= {"User-Agent": self.agent, "Accept-Encoding": ", ".join(ENCODINGS)}
        meta = {"download_timeout": _PATIENCE}
        return Request(asked.url, method=asked.method, headers=headers, body=asked.body, meta=meta)

    async def _after_redirects(self, request: Request) -> Response:
        assert self.crawler.engine
        handlers = self.crawler.engine.downloader.handlers
        for _ in range(_MAX_REDIRECTS):
            await self._check(request)
            self._through_proxy(request)
            response = await handlers.download_request_async(request)
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return response
            request = _redirected(request, response, urljoin(response.url, location.decode("latin-1")))
        raise IgnoreRequest(f"{printable(request.url)} redirects without end")

    async def _check(self, request: Request) -> None:
        try:
            self._site.process_request(request)
        except EgressRefused:
            self._public.process_request(request)
            return
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots:
            await robots.process_request(request)

    def _through_proxy(self, request: Request) -> None:
        proxies = self.crawler.get_downloader_middleware(HttpProxyMiddleware)
        if proxies:
            proxies.process_request(request)


def _redirected(request: Request, response: Response, url: str) -> Request:
    if response.status in {307, 308}:
        return request.replace(url=url)
    method = "HEAD" if request.method == "HEAD" else "GET"
    return request.replace(url=url, method=method, body=b"")
