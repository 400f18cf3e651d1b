"""Turn a page's source into what a browser shows, for all pages of one run; needs the extra ``render``."""

import importlib.util
import shutil
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from newsarchive.dates.zone_of_page import zone_of
from newsarchive.exceptions import ProfileError
from newsarchive.fetching.browser.chromium import Chromium, NoBrowser
from newsarchive.fetching.browser.parts import Parts
from newsarchive.fetching.browser.visit import TooMuch, Visit
from newsarchive.fetching.whole_responses import NotRendered
from newsarchive.profiles import SiteProfile
from newsarchive.text import printable

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_DATA = (".xml", ".txt", ".json", ".rss", ".atom", ".rdf", ".gz", ".js")


def wants_browser(url: str, profile: SiteProfile) -> bool:
    """Whether the listing at ``url`` may need scripts: no feed, sitemap, JSON list or robots.txt does.

    What only turns out to be such a thing by its answer is not handed to the browser either.
    """
    rules = profile.discovery
    if not profile.render or url in {*rules.feeds, *rules.sitemaps}:
        return False
    if any(one.number_of(url) is not None for one in rules.json_lists):
        return False
    return not urlsplit(url).path.lower().endswith(_DATA)


def find_chromium(settings: BaseSettings) -> str:
    """The path of the browser: that of the setting ``CHROMIUM``, else the first one on ``PATH``.

    :raises ProfileError: there is none, or the extra ``render`` is not installed
    """
    if importlib.util.find_spec("playwright") is None:
        raise ProfileError(
            "`render: true` needs the extra render, which is not installed: "
            "pip install 'newsarchive[render]'; in a checkout: make develop"
        )
    named = str(settings.get("CHROMIUM") or "")
    for name in (named,) if named else _NAMES:
        if path := shutil.which(name):
            return path
    if named:
        raise ProfileError(f"NEWSARCHIVE_CHROMIUM is {named!r}, which is no program; give Chromium's path")
    raise ProfileError(
        "`render: true` needs Chromium, and none is installed; apt-get install chromium,"
        " or give its path in NEWSARCHIVE_CHROMIUM"
    )


class Renderer:
    """The browser of a run, and what its pages ask for.

    :raises ProfileError: there is no browser
    """

    def __init__(self, crawler: Crawler, profile: SiteProfile) -> None:
        self.profile = profile
        self.largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.chromium = Chromium(find_chromium(crawler.settings))
        self.parts = Parts(crawler, profile.hosts)
        self.stats = crawler.stats

    @property
    def version(self) -> str:
        """Such as ``Chromium 156.0.8078.79``; empty before the first page."""
        return self.chromium.version

    async def render(self, url: str, source: str, *, limit: float) -> str:
        """The HTML of the page as its scripts have built it.

        :param source: the page's HTML as the server sent it
        :param limit: seconds for all of it
        :raises DownloadTimeoutError: it does not end loading in time
        :raises NotRendered: the browser does not start, crashes, or the page outgrows ``DOWNLOAD_MAXSIZE``
        """
        allowance = self.parts.allowance()

        async def fetch(asked: Request, *, script: bool) -> Response:
            try:
                return await self.parts.fetch(asked, allowance, script=script)
            except Exception:
                self.stats.inc_value("newsarchive/parts_not_fetched")
                raise

        try:
            async with self.chromium.context(**self._place(url)) as context:
                return await Visit(context, fetch).html(url, source, limit=limit, largest=self.largest)
        except TimeoutError as error:
            raise DownloadTimeoutError(f"{printable(url)} does not end loading in the browser") from error
        except (NoBrowser, TooMuch) as error:
            raise NotRendered(f"{printable(url)}: {error}") from error
        except PlaywrightError as error:
            raise NotRendered(f"{printable(url)} in the browser: {printable(error.message)}") from error

    async def close(self) -> None:
        """End the browser."""
        await self.chromium.close()

    def _place(self, url: str) -> dict[str, str]:
        """Where the browser says it is, so that scripts write dates in the zone that they are read in."""
        language = self.profile.language or ""
        zone, _ = zone_of(self.profile.zone, language, url)
        place = {"timezone_id": str(zone or "UTC"), "user_agent": self.parts.agent}
        return place | ({"locale": language} if language else {})
