"""The pictures that an article shows, kept where the archive keeps them."""

from dataclasses import replace
from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from newsarchive.crawling.beside import beside
from newsarchive.crawling.run import ArchiveRun, current_run
from newsarchive.evidence import NO_EVIDENCE
from newsarchive.items import Article
from newsarchive.media.article_pictures import showing
from newsarchive.media.pictures_of import pictures_of


class PicturesPipeline:
    """Ask for an article's pictures, and have its text show those that are kept.

    One that does not come is no fault of the article, and owed. In archives that leave pictures with their
    source not a byte of an article changes, nor where no crawl has begun, as in the tests of saved pages.
    """

    def __init__(self, run: ArchiveRun) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's run."""
        return cls(current_run(crawler))

    async def process_item(self, item: Article) -> Article:
        """The article, its evidence extended by what it shows and what was asked for.

        :raises StorageError: the disk refuses a picture
        :raises RunOver: the run is closing
        """
        run, pictures = self.run, self.run.pictures
        if pictures is None or not run.has_begun:
            return item
        body = item.body.encode("utf-8", "surrogatepass")
        urls = [one.url for one in await beside(body, pictures_of, item.body, item.url)]
        if not urls:
            return item
        found = await pictures.gather(urls)
        shown = await beside(body, partial(showing, item, found.shows))
        if shown is None:
            return item
        evidence = run.evidence.get(item.url, NO_EVIDENCE)
        run.evidence[item.url] = replace(evidence, shows=found.shows, fetched=found.fetched)
        return shown
