"""The yardstick: bare Scrapy fetches the same responses as the archive run, and drops them."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"
    urls: tuple[str, ...] = ()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url, self.drop, dont_filter=True)

    def drop(self, response: Response) -> Iterator[Any]:
        yield {"bytes": len(response.body)}


def main(urls: Path) -> None:
    BareSpider.urls = tuple(urls.read_text().split())
    process = AsyncCrawlerProcess({
        "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    })  # fmt: skip
    process.crawl(BareSpider)
    process.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
