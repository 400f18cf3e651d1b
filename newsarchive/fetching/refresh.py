"""Follow a page that does nothing but send its reader on, by ``<meta http-equiv=refresh>`` or ``Refresh``."""

import re
from typing import Self
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import HtmlResponse, Request, Response
from w3lib.html import get_meta_refresh
from w3lib.url import safe_url_string

from newsarchive.pages.decoding import response_text
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import text_of
from newsarchive.profiles.hosts import covers

_REASON = "refresh"
_MOST = 3  # such pages, one after another; walls send readers round and round
_LONGEST = 30.0  # seconds; what waits longer shows something itself
_WORDS = 300  # characters of a page that does nothing else
_HEADER = re.compile(
    r"\s*(\d{1,6}(?:\.\d*)?)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+?)[\"']?\s*", re.IGNORECASE
)
_UNHEEDED = ("script", "noscript", "style", "template", "textarea")
_NEAR = 64 * 1024  # bytes of a page in which it stands


class RefreshMiddleware(BaseRedirectMiddleware):
    """The downloader middleware that counts such a page as a redirect, within the site alone.

    Scrapy's own follows it wherever it leads, whatever else the page shows.
    """

    hosts: tuple[str, ...] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the hosts that the spider's profile names."""
        middleware = super().from_crawler(crawler)
        middleware.hosts = getattr(getattr(crawler.spider, "profile", None), "hosts", ())
        return middleware

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request for where the page sends its reader, or the page itself.

        :raises IgnoreRequest: with redirects of other kinds it is one too many
        """
        if request.meta.get("render") or not {"listing", "article"} & request.meta.keys():
            return response
        target = refresh_of(response)
        been = [*request.meta.get("redirect_urls", ()), request.url]
        if not target or target in been or not covers(self.hosts, target):
            return response
        if request.meta.get("redirect_reasons", []).count(_REASON) >= _MOST:
            return response
        onward = self._redirect_request_using_get(request, response, target)
        return self._redirect(onward, request, _REASON)


def refresh_of(response: Response) -> str | None:
    """Where a page sends its reader soon, if it shows hardly anything itself; None for any other page."""
    if response.status != 200 or not isinstance(response, HtmlResponse):
        return None
    header = (response.headers.get("Refresh") or b"").decode("latin-1")
    in_page = b"refresh" in response.body[:_NEAR].lower()
    if not (header or in_page):
        return None
    text = response_text(response)
    stated = _HEADER.fullmatch(header)
    seconds, target = (float(stated[1]), urljoin(response.url, stated[2])) if stated else (None, None)
    if in_page and target is None:
        seconds, target = get_meta_refresh(text[:_NEAR], response.url, ignore_tags=_UNHEEDED)
    if not target or (seconds or 0) > _LONGEST:
        return None
    if len(text_of(Page(text, response.url).tree, _WORDS + 1)) > _WORDS:
        return None
    target = safe_url_string(target)
    return target if target.startswith(("http://", "https://")) and target != response.url else None
