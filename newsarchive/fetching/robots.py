"""robots.txt as RFC 9309 has it, at a bounded cost: unreachable means disallow, Crawl-delay is honoured."""

import asyncio
import logging
import re
from time import monotonic
from typing import Self

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.fetching.egress import ANYWHERE
from newsarchive.fetching.pace import LONGEST, PACES, Paces
from newsarchive.text import printable

logger = logging.getLogger(__name__)

_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5 asks for at least 500 KiB; the rest of a longer file is ignored
_LARGE = 32 * 1024  # bytes, from which on the event loop does not wait for it
_MAX_AGENTS = 4  # that may mean us: ``*``, our name, and slips of it
_AGENT = re.compile(r"[ \t]*user[- ]?agent[ \t]*[: \t]([^#]*)", re.IGNORECASE)
_OTHER = "User-agent: \x01"  # which is nobody


class RobotsRules:
    """The rules of one host.

    Protego copies each rule to each agent of its group, so that 40 KB of names and rules take it eight
    seconds and 290 MB, and four times so much for twice that. Hence it is only told of agents that may
    mean us.

    :param text: the file
    :param agent: our name
    """

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        self._large = len(text) > _LARGE
        self._rules = Protego.parse(_about(text, agent))
        self._rules.can_fetch("http://a.example/", agent)  # builds its index
        delay = self._rules.crawl_delay(agent)
        self.crawl_delay: float | None = None if delay is None else float(delay)

    @classmethod
    async def read(cls, body: bytes, agent: str) -> Self:
        """The rules in the body of a robots.txt."""
        text = body[:_MAX_BYTES].decode("utf-8-sig", "replace")
        return await asyncio.to_thread(cls, text, agent) if len(text) > _LARGE else cls(text, agent)

    async def allow(self, url: str) -> bool:
        """Whether we may fetch it."""
        if self._large:
            return await asyncio.to_thread(self._rules.can_fetch, url, self._agent)
        return bool(self._rules.can_fetch(url, self._agent))


def _about(text: str, agent: str) -> str:
    """The file, with all names that cannot mean us made one; where its groups begin stays the same."""
    names: set[str] = set()
    lines = []
    for line in text.splitlines():
        match = _AGENT.match(line)
        if match:
            name = match[1].strip().lower()
            if name.replace("*", "") in agent.lower() and (name in names or len(names) < _MAX_AGENTS):
                names.add(name)
            else:
                line = _OTHER  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)


_ALLOW_ALL = RobotsRules("", "*")


class RobotsOutOfReach(IgnoreRequest):
    """A host whose robots.txt nobody can read is asked for nothing: it did not consent.

    :ivar error: what kept the file away; None where the server answered that it failed
    """

    def __init__(self, detail: str, error: Exception | None = None) -> None:
        super().__init__(detail)
        self.error = error


class RobotsMiddleware:
    """Drop what a site's robots.txt forbids.

    Scrapy's own middleware takes a robots.txt that answers 5xx, or does not answer, for consent.
    """

    def __init__(self, crawler: Crawler, paces: Paces = PACES) -> None:
        self.crawler = crawler
        self.paces = paces
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[RobotsRules | RobotsOutOfReach]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build unless ROBOTSTXT_OBEY is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for what the host's robots.txt forbids, or may while it is out of reach."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlparse_cached(request)
        key = f"{parts.scheme}://{parts.netloc}"
        if key not in self._rules:
            fetching = self.fetch(key, anywhere=ANYWHERE in request.meta)
            self._rules[key] = asyncio.ensure_future(fetching)
        rules = await self._rules[key]
        if isinstance(rules, RobotsOutOfReach):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise RobotsOutOfReach(str(rules), rules.error)
        self.slow_down(request, rules)
        if not await rules.allow(request.url):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")

    async def fetch(self, site: str, *, anywhere: bool = False) -> RobotsRules | RobotsOutOfReach:
        """The rules of a host; or why nothing is asked of it while its robots.txt is out of reach.

        :param anywhere: it need not be one of the site's
        """
        elsewhere = {ANYWHERE: True, "allow_offsite": True, "max_retry_times": 0} if anywhere else {}
        robots = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            meta={"dont_obey_robotstxt": True, **elsewhere},
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

    def _out_of_reach(self, site: str, error: Exception) -> RobotsOutOfReach:
        logger.warning("%s/robots.txt is out of reach, nothing is fetched there: %s", site, printable(error))
        return RobotsOutOfReach(f"{site} does not answer: {printable(error)}", error)

    async def read(self, site: str, response: Response) -> RobotsRules | RobotsOutOfReach:
        """The rules in a response: 2xx states them, 4xx has none, 5xx forbids all."""
        if response.status >= 500:
            logger.warning("%s/robots.txt answers %d, nothing is fetched there", site, response.status)
            return RobotsOutOfReach(
                f"{site}/robots.txt answers {response.status}, so nothing is fetched there"
            )
        if response.status >= 300:
            return _ALLOW_ALL
        return await RobotsRules.read(response.body, self.agent)

    def slow_down(self, request: Request, rules: RobotsRules) -> None:
        """Let the host's Crawl-delay count for whoever asks it, up to a minute."""
        if rules.crawl_delay is not None and rules.crawl_delay > 0:  # it may be no number
            host = urlparse_cached(request).hostname or ""
            self.paces.of(host, now=monotonic()).crawl_delay = min(rules.crawl_delay, LONGEST)
