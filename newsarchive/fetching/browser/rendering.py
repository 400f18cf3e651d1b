"""Turn a page's source into what a browser shows, for all pages of one run; needs the extra ``render``."""

from playwright.async_api import Error as PlaywrightError
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response

from newsarchive.dates.zone_of_page import zone_of
from newsarchive.fetching.browser.chromium import Chromium, NoBrowser
from newsarchive.fetching.browser.parts import Parts
from newsarchive.fetching.browser.visit import TooMuch, Visit
from newsarchive.fetching.browser.wanted import find_chromium
from newsarchive.fetching.whole_responses import NotRendered
from newsarchive.profiles import SiteProfile
from newsarchive.text import printable


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
