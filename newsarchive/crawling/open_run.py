"""The run of a crawl, as far as the crawl came."""

from contextlib import suppress

from scrapy.crawler import Crawler

from newsarchive.crawling.run import ArchiveRun


def open_run(crawler: Crawler) -> ArchiveRun | None:
    """The run of a crawler; None where it did not come so far as to have its archive open."""
    with suppress(RuntimeError):  # Scrapy's word for no extensions loaded
        run = crawler.get_extension(ArchiveRun)
        return run if run and run.is_open else None
    return None
