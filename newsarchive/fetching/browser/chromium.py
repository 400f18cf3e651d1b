"""The system's Chromium, without a network of its own, started when the first page needs it."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from newsarchive.text import printable

logger = logging.getLogger(__name__)

# Whatever is not handed to a page by its router has to go through a proxy whose name cannot be resolved:
# redirects, web sockets, workers, prefetching, loopback too.
_NO_NETWORK = (
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # its name in other versions
    "--disable-quic",
)
# In every frame before its own scripts, should a version know the switches by other names.
_NO_DATAGRAMS = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete window[name]
"""
_HEAP = "--js-flags=--max-old-space-size=512"  # MiB of one page's script objects
_PATIENCE = 10.0  # seconds for closing; what is left then ends with the driver


class NoBrowser(Exception):
    """Chromium does not start; raised for every page of the run."""


class Chromium:
    """One browser for a run; begun again should it crash.

    :param path: of the program
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.version = ""
        self._starting = asyncio.Lock()
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._failure = ""

    @asynccontextmanager
    async def context(self, **options: Any) -> AsyncIterator[BrowserContext]:
        """A fresh context, which shares nothing with any other, closed at the end.

        :param options: Playwright's, such as ``locale``
        :raises NoBrowser: there is none to be had
        """
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._start()
        context = await self._browser.new_context(service_workers="block", accept_downloads=False, **options)
        try:
            await context.add_init_script(_NO_DATAGRAMS)
            yield context
        finally:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await context.close()

    async def _start(self) -> Browser:
        if self._failure:
            raise NoBrowser(self._failure)
        await self.close()
        self._driver = await async_playwright().start()
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        try:
            browser = await self._driver.chromium.launch(
                executable_path=self.path,
                args=[*_NO_NETWORK, _HEAP],
                chromium_sandbox=not is_root,  # Chromium does not start with it as root
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,  # Scrapy hears these, and closes the browser in its turn
            )
        except PlaywrightError as error:
            self._failure = f"{self.path} does not start: {printable(error.message[:500])}"
            logger.critical("%s", self._failure)
            raise NoBrowser(self._failure) from error
        self.version = f"Chromium {browser.version}"
        return browser

    async def close(self) -> None:
        """End the browser and its driver; nothing happens where there is none."""
        driver, self._driver, self._browser = self._driver, None, None
        if driver is None:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await driver.stop()
        except (PlaywrightError, TimeoutError, OSError) as error:
            logger.warning("%s did not end in order: %s", self.path, printable(error))
