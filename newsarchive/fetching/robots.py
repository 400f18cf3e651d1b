"""robots.txt as RFC 9309 has it: unreachable means disallow, and Crawl-delay is honoured."""

import asyncio
import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.fetching.robots_rules import RobotsRules
from newsarchive.text import printable

logger = logging.getLogger(__name__)

_ALLOW_ALL = RobotsRules("", "*")
_DISALLOW_ALL = RobotsRules("User-agent: *\nDisallow: /", "*")
_MAX_CRAWL_DELAY = 60.0


class RobotsMiddleware:
    """Drop what a site's robots.txt forbids.

    Scrapy's own middleware takes a robots.txt that answers 5xx, or does not answer, for consent.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[RobotsRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build unless ROBOTSTXT_OBEY is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for what the host's robots.txt forbids."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlparse_cached(request)
        key = f"{parts.scheme}://{parts.netloc}"
        if key not in self._rules:
            self._rules[key] = asyncio.ensure_future(self.fetch(key))
        rules = await self._rules[key]
        self.slow_down(request, rules)
        if not await rules.allow(request.url):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")

    async def fetch(self, site: str) -> RobotsRules:
        """The rules of a host; everything is forbidden while its robots.txt is out of reach."""
        robots = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            meta={"dont_obey_robotstxt": True},
        )
        try:
            response = await self.crawler.engine.download_async(robots)
        except IgnoreRequest as error:
            if "max redirections" in str(error):
                return _ALLOW_ALL  # RFC 9309, 2.3.1.2: as good as a 404
            return self._out_of_reach(site, error)
        except Exception as error:  # noqa: BLE001  whatever kept it away, the site did not consent
            return self._out_of_reach(site, error)
        return await self.read(site, response)

    def _out_of_reach(self, site: str, error: Exception) -> RobotsRules:
        logger.warning("%s/robots.txt is out of reach, nothing is fetched there: %s", site, printable(error))
        return _DISALLOW_ALL

    async def read(self, site: str, response: Response) -> RobotsRules:
        """The rules in a response: 2xx states them, 4xx has none, 5xx forbids all."""
        if response.status >= 500:
            logger.warning("%s/robots.txt answers %d, nothing is fetched there", site, response.status)
            return _DISALLOW_ALL
        if response.status >= 300:
            return _ALLOW_ALL
        return await RobotsRules.read(response.body, self.agent)

    def slow_down(self, request: Request, rules: RobotsRules) -> None:
        """Apply the host's Crawl-delay where it asks for more; again each time, as AutoThrottle
        would lower it.
        """
        if rules.crawl_delay is None:
            return
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is not None:
            slot.delay = max(slot.delay, min(rules.crawl_delay, _MAX_CRAWL_DELAY))
