"""Follow redirects as far as they lead somewhere."""

from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response


class OnwardRedirects(RedirectMiddleware):
    """The downloader middleware that follows a redirect, unless it leads back to where the request has been.

    A server that has given a cookie may do so once, where cookies are kept.
    """

    keeps_cookies = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the settings."""
        middleware: Self = super().from_crawler(crawler)
        middleware.keeps_cookies = crawler.settings.getbool("COOKIES_ENABLED")
        return middleware

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002  Scrapy's own signature
    ) -> Request | Response:
        """The request for where a response redirects to, or the response itself.

        :raises IgnoreRequest: it is one redirect too many, or leads in a circle
        """
        onward = super().process_response(request, response)
        if isinstance(onward, Request):
            before = [request.url, *request.meta.get("redirect_urls", ())]
            been = [_asked(url) for url in before].count(_asked(onward.url))
            gave_cookie = self.keeps_cookies and "Set-Cookie" in response.headers
            if been > (1 if gave_cookie else 0):
                raise IgnoreRequest("max redirections reached: they lead in a circle")
        return onward


def _asked(url: str) -> str:
    """What of an address a server is told."""
    return url.partition("#")[0]
