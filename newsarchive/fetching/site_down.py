"""Leave hosts alone that answer nothing any more, instead of waiting for each article in turn."""

import asyncio
import logging
from collections import Counter
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
)
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.fetching.egress import ANYWHERE

logger = logging.getLogger(__name__)

_NO_ANSWER = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


class SiteDown:
    """The downloader middleware that counts requests without any answer, one after another, by host.

    It stands outside the retries, so that each counts once, when it is given up. When it is the host of
    the site's home page, the run ends, and what is not fetched stays owed to the next one. Another host
    is asked for nothing more in this run. Setting: ``SITE_DOWN_AFTER`` (requests; 0 for never).

    Pictures that do not come are no sign that the site is down; who asks for them leaves their hosts alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.most = crawler.settings.getint("SITE_DOWN_AFTER")
        profile = getattr(crawler.spider, "profile", None)
        self.home = urlsplit(profile.home).hostname if profile else None
        self.unanswered = Counter[str | None]()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build unless it is switched off."""
        if not crawler.settings.getint("SITE_DOWN_AFTER"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for a host that has fallen silent."""
        host = urlparse_cached(request).hostname
        if self.unanswered[host] >= self.most:
            raise IgnoreRequest(f"{host} has not answered {self.most} times in a row")

    def process_response(self, request: Request, response: Response) -> Response:
        """Count from nought again: the host answered, whatever it said."""
        self.unanswered.pop(urlparse_cached(request).hostname, None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request without an answer; after too many in a row leave the host alone."""
        if not isinstance(exception, _NO_ANSWER) or ANYWHERE in request.meta:
            return
        host = urlparse_cached(request).hostname
        self.unanswered[host] += 1
        if self.unanswered[host] == self.most:
            ends = "the run ends here" if host == self.home else "it is asked for nothing more"
            logger.error("%s has not answered %d times in a row; %s", host, self.most, ends)
            if host == self.home and not self._closing:
                closing = self.crawler.engine.close_spider_async(reason="site-down")
                self._closing = asyncio.create_task(closing)
