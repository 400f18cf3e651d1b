"""One page in the browser: opened, its requests answered, waited for, and written down."""

import asyncio
import base64
import logging
from contextlib import suppress
from typing import Any, Protocol

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy.http import Request, Response

from newsarchive.text import printable

logger = logging.getLogger(__name__)


class Fetch(Protocol):
    """Fetches what a page asks for, a script or data; raises whatever keeps it away."""

    async def __call__(self, asked: Request, *, script: bool) -> Response:
        """The answer."""


_AT_ONCE = 6  # requests of one page, as browsers have it
_SETTLING = 5_000  # milliseconds after load that a page may go on asking for more
_FETCHED = {"script", "xhr", "fetch"}
_BLANK = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_OPEN = {"Access-Control-Allow-Origin": "*"}
_HELD_BACK = {
    "content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie", "keep-alive",
    "strict-transport-security", "alt-svc", "clear-site-data", "nel", "report-to",
}  # fmt: skip
_LOOKS = 12  # at the page's text, until it stays as it is
_TEXT = """new Promise(told => setTimeout(
  () => told(document.documentElement ? document.documentElement.textContent.length : 0), 200))"""
# Both run where the page's own scripts cannot reach.
_WRITTEN_DOWN = """(() => {
  const html = document.documentElement ? document.documentElement.outerHTML : "";
  return html.length > %d ? null : html;
})()"""


class TooMuch(Exception):
    """The page has grown beyond the limit."""


class Visit:
    """A visit to one page, in a context of its own.

    :param context: fresh; the caller closes it
    :param fetch: for scripts and data; images, styles and the rest are never asked for
    """

    def __init__(self, context: BrowserContext, fetch: Fetch) -> None:
        self._context = context
        self._fetch = fetch
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._open = False
        self._url, self._source = "", ""
        self._under_way = set[asyncio.Task[Any]]()

    async def html(self, url: str, source: str, *, limit: float, largest: int) -> str:
        """The page as its scripts have built it.

        :param source: its HTML as the server sent it
        :param limit: seconds for all of it
        :param largest: characters that it may have in the end
        :raises TimeoutError: it never ended loading
        :raises TooMuch: it is larger
        :raises PlaywrightError: the browser, or the page in it, crashed
        """
        self._url, self._source = url, source
        try:
            async with asyncio.timeout(limit):
                await self._context.route("**/*", self._answer)
                page = await self._context.new_page()
                await page.goto(self._url, wait_until="load", timeout=0)
                with suppress(PlaywrightTimeout):
                    await page.wait_for_load_state("networkidle", timeout=_SETTLING)
                return await self._written_down(page, largest)
        finally:
            for task in self._under_way:
                task.cancel()

    async def _written_down(self, page: Page, largest: int) -> str:
        """The page once its text stays as it is: a busy browser seems idle before scripts had their turn."""
        session = await self._context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]["id"]
        world = await session.send("Page.createIsolatedWorld", {"frameId": frame})

        async def said(expression: str) -> Any:
            asked = {"expression": expression, "contextId": world["executionContextId"]}
            told = await session.send(
                "Runtime.evaluate", asked | {"returnByValue": True, "awaitPromise": True}
            )
            return told["result"].get("value")

        before = None
        for _ in range(_LOOKS):
            length = await said(_TEXT)
            if length == before and not self._under_way:
                break
            before = length
        html = await said(_WRITTEN_DOWN % largest)
        if not isinstance(html, str):
            raise TooMuch(f"{printable(self._url)}: its scripts made it more than {largest:,} characters")
        return f"<!DOCTYPE html>\n{html}"

    async def _answer(self, route: Route) -> None:
        task = asyncio.current_task()
        assert task
        self._under_way.add(task)
        try:
            await self._answered(route)
        except PlaywrightError:
            pass  # the page was closed meanwhile
        finally:
            self._under_way.discard(task)

    async def _answered(self, route: Route) -> None:
        asked = route.request
        kind = asked.resource_type
        if asked.is_navigation_request():
            await self._navigated(route)
        elif kind == "image":
            await route.fulfill(status=200, content_type="image/gif", headers=_OPEN, body=_BLANK)
        elif kind == "stylesheet":
            await route.fulfill(status=200, content_type="text/css", headers=_OPEN, body="")
        elif kind in _FETCHED:
            await self._fetched(route)
        else:
            await route.abort()

    async def _navigated(self, route: Route) -> None:
        """The page itself, once; where its text or its scripts lead elsewhere nobody goes."""
        if self._open:
            await route.fulfill(status=204)
            return
        self._open = True
        await route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self._source)

    async def _fetched(self, route: Route) -> None:
        asked = route.request
        try:
            request = Request(
                asked.url, method=asked.method, headers=asked.headers, body=asked.post_data_buffer or b""
            )
            async with self._turn:
                response = await self._fetch(request, script=asked.resource_type == "script")
        except Exception as error:  # noqa: BLE001  what the downloader raises has no common base
            logger.debug("not fetched for %s: %s", printable(self._url), printable(error))
            await route.abort()
            return
        told = {
            name.decode("latin-1"): b", ".join(response.headers.getlist(name)).decode("latin-1")
            for name in response.headers
        }
        headers = {name: value for name, value in told.items() if name.lower() not in _HELD_BACK}
        await route.fulfill(status=response.status, headers=headers, body=response.body)
