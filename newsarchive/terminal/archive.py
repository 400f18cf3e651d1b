"""What ``archive`` does: crawl, and give the exit code that a scheduler needs."""

import argparse
import asyncio
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from newsarchive.crawling.ledger import cost_line
from newsarchive.crawling.run import ArchiveRun
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.operations.notices import after_run, before_run
from newsarchive.operations.run_end import run_end
from newsarchive.showing.progress import ProgressBar
from newsarchive.showing.summary import summary_table
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.exit_codes import Exit, exit_of
from newsarchive.text import escaped_lines, typed

logger = logging.getLogger(__name__)


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Crawl, print each site's table."""
    if not args:
        raise ArgumentError(f"name one or more sites; {typed('list')} shows them")
    process = command.crawler_process
    runs = [SiteRun(site, process.create_crawler(site), opts.spargs) for site in args]
    progress = ProgressBar(Console(stderr=True))
    for run in runs:
        progress.follow(run.crawler)
    _crawl_in_turn(process, iter(runs))
    with progress:
        process.start()
    for run in runs:
        run.report(Console())
        end = run_end(run.site, run.crawler, run.error, code=run.exit_code, word=run.exit_code.name.lower())
        for line in after_run(end, command.settings) if end else []:
            Console(stderr=True).print(escaped_lines(line), markup=False, soft_wrap=True, highlight=False)
    return max((run.exit_code for run in runs), key=_GRAVITY.index)


def _crawl_in_turn(process: AsyncCrawlerProcess, runs: Iterator["SiteRun"]) -> None:
    run = next(runs, None)
    if run is None:
        return
    run.crawler.signals.connect(run.begin, signal=signals.spider_opened)
    run.task = process.crawl(run.crawler, **run.arguments)
    run.task.add_done_callback(lambda _: _crawl_in_turn(process, runs))


@dataclass(slots=True, weakref_slot=True)  # signals hold whom they call weakly
class SiteRun:
    """One site's crawl and what came of it."""

    site: str
    crawler: Crawler
    arguments: dict[str, str]
    task: asyncio.Task[None] | None = None

    def begin(self, spider: SiteSpider) -> None:
        """Tell those that the run begins who are told of each run."""
        for line in before_run(spider.profile.name, spider.profile, self.crawler.settings):
            logger.warning("%s", line)

    @property
    def run(self) -> ArchiveRun | None:
        """The run, should it have begun."""
        with contextlib.suppress(RuntimeError):  # Scrapy's word for no extensions loaded
            return self.crawler.get_extension(ArchiveRun)
        return None

    @property
    def error(self) -> BaseException | None:
        """What kept the run from going on, if anything did."""
        if self.run and self.run.storage_error:
            return self.run.storage_error
        if self.task is None or (self.run is None and not self.task.done()):
            return NewsArchiveError("interrupted before it began")
        interrupted = self.task.cancelled() or not self.task.done()  # what it did not do is owed
        return None if interrupted else self.task.exception()

    @property
    def exit_code(self) -> Exit:
        """The exit code of this site alone; partial wins over quarantined."""
        if self.error is not None:
            return exit_of(self.error)
        assert self.run
        ledger = self.run.ledger
        if ledger.partial:
            return Exit.PARTIAL
        return Exit.QUARANTINED if ledger.newly_quarantined else Exit.COMPLETE

    def report(self, console: Console) -> None:
        """Print the closing table, or why there is none."""
        if self.run:
            console.print(summary_table(self.site, self.run.ledger))
            console.print(cost_line(self.crawler.stats), highlight=False)
            ledger = self.run.ledger
            said = (ledger.skipped, ledger.unread, ledger.shortfall, ledger.copies_trouble)
            for line in filter(None, (*ledger.left_out.told(), *said, *ledger.notes)):
                console.print(line, markup=False, soft_wrap=True, highlight=False)
        if self.error:
            console.print(escaped_lines(f"{self.site}: {self.error}"), markup=False, soft_wrap=True)


# Of several sites' codes the gravest is the command's.
_GRAVITY = [
    Exit.COMPLETE, Exit.QUARANTINED, Exit.PARTIAL, Exit.BUSY, Exit.USAGE, Exit.PROFILE, Exit.CRASHED,
    Exit.IO,
]  # fmt: skip
