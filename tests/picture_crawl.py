"""Pictures asked for by a crawler with the project's own downloader, without an archive."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import scrapy
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newsarchive.evidence import FetchedPicture
from newsarchive.media.fetcher import PictureFetcher
from newsarchive.media.quota import Quota
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.picture_rows import PictureRow

NO_WAITS = {
    "DOWNLOAD_DELAY": 0, "RETRY_BACKOFF": 0, "RETRY_AFTER_CAP": 0.2, "DOWNLOAD_TIMEOUT": 2,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "LOG_LEVEL": "CRITICAL",
}  # fmt: skip


@dataclass
class Asking:
    """What a test may look at while pictures are asked for.

    :ivar staged: bytes by digest and extension
    """

    fetcher: PictureFetcher
    quota: Quota
    staged: dict[tuple[str, str], bytes]
    crawler: Crawler
    told_to_end: list[bool] = field(default_factory=list)


def asking(
    work: Callable[[Asking], Awaitable[Any]],
    *hosts: str,
    settings: Mapping[str, Any] = MappingProxyType({}),
    originals: bool = True,
) -> Any:
    """What ``work`` gives, done within a crawl of a site with these hosts."""
    ours = Settings()
    ours.setmodule("newsarchive.settings", priority="project")
    none: dict[str, Any] = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "SPIDER_MIDDLEWARES": {}}
    default = {"ITEM_PROCESSOR": "scrapy.pipelines.ItemPipelineManager", "TWISTED_REACTOR_ENABLED": False}
    ours.update({**NO_WAITS, **none, **default, **settings}, priority="cmdline")
    done: list[Any] = []

    class Site(scrapy.Spider):
        name = "site"
        profile = SiteProfile(name="site", home="http://home.example/", hosts=hosts, originals=originals)

        async def start(self) -> AsyncIterator[Any]:
            quota, staged = Quota.of(self.crawler.settings), {}
            ends: list[bool] = []
            fetcher = PictureFetcher(
                self.crawler,
                lambda digest, extension, data: staged.update({(digest, extension): data}),
                quota,
                lambda: bool(ends),
            )
            done.append(await work(Asking(fetcher, quota, staged, self.crawler, ends)))
            for nothing in ():
                yield nothing

    with _without_reactor():
        asyncio.run(Crawler(Site, ours).crawl_async())
    return done[0]


@contextmanager
def _without_reactor() -> Iterator[None]:
    """A test before may have loaded Twisted's reactor, and this crawl does without one."""
    loaded = sys.modules.pop("twisted.internet.reactor", None)
    yield
    if loaded:
        sys.modules["twisted.internet.reactor"] = loaded


def fetched(
    *urls: str,
    known: Mapping[str, PictureRow] = MappingProxyType({}),
    hosts: tuple[str, ...] = (),
    **given: Any,
) -> Any:
    """What becomes of asking for pictures, one after another.

    :param hosts: of the site, by default that of the first picture
    """

    async def work(now: Asking) -> list[FetchedPicture | None]:
        return [await now.fetcher.fetch(url, known.get(url)) for url in urls]

    host = urls[0].partition("//")[2].partition("/")[0]
    return asking(work, *(hosts or (host,)), **given)
