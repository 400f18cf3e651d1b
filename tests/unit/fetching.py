"""The project's download handler, by itself, on servers of loopback."""

import asyncio
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import Settings

from newsarchive.fetching.handler import BoundedHandler
from newsarchive.profiles import load_profile
from spiders.finews import FinewsSpider


def fetched(*requests: Request, hosts: tuple[str, ...] = (), **settings: Any) -> list[Response | Exception]:
    """What one run of a site that declares these hosts is answered, one request after another."""
    ours = Settings()
    ours.setmodule("newsarchive.settings", priority="project")
    ours.update({"DOWNLOAD_TIMEOUT": 20, **settings}, priority="cmdline")
    crawler = Crawler(FinewsSpider, ours)
    crawler.spider = FinewsSpider()
    crawler.spider.profile = load_profile(FinewsSpider.profile_path).model_copy(update={"hosts": hosts})

    async def all_of_them() -> list[Response | Exception]:
        handler = BoundedHandler(crawler)
        try:
            return [await _one(handler, request) for request in requests]
        finally:
            await handler.close()
            for _ in range(10):  # TLS is closed by the loop's next turns
                await asyncio.sleep(0.002)

    return asyncio.run(all_of_them())


async def _one(handler: BoundedHandler, request: Request) -> Response | Exception:
    try:
        return await handler.download_request(request)
    except Exception as error:  # noqa: BLE001  the test says which
        return error
