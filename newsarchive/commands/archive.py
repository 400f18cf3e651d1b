"""``scrapy archive SITE…``: crawl, and say in the exit code what a scheduler needs to know."""

import argparse
import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from newsarchive.archive_run import ArchiveRun
from newsarchive.exceptions import NewsArchiveError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.log_lines import keep_to_warnings
from newsarchive.progress import ProgressBar
from newsarchive.summary import cost_line, summary_table


class Command(BaseRunSpiderCommand):
    """Archive one or more sites, one after another."""

    requires_project = True

    def syntax(self) -> str:
        """What follows ``scrapy archive``."""
        return "[options] <site> [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Archive sites, with exit codes for schedulers"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Crawl each site's listings and archive what is new. Exit code: 0 complete, 2 partial"
            " (something failed or is owed), 3 complete but newly quarantined, 64 bad argument,"
            " 74 the disk refuses, 75 another run is at work, 78 bad profile."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to warnings, since the table says the rest; ``-L`` wins."""
        super().process_options(args, opts)
        assert self.settings
        keep_to_warnings(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print each site's table, set the exit code."""
        if not args:
            print("name one or more sites; `scrapy list` shows them")
            self.exitcode = Exit.USAGE
            return
        assert self.crawler_process
        known = self.crawler_process.spider_loader.list()
        if unknown := [site for site in args if site not in known]:
            print(f"no such site: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
            self.exitcode = Exit.USAGE
            return
        progress = ProgressBar(Console(stderr=True))
        runs = [SiteRun(site, self._create_crawler(site), opts.spargs) for site in args]
        for run in runs:
            progress.follow(run.crawler)
        self._crawl_in_turn(iter(runs))
        with progress:
            self.crawler_process.start()
        for run in runs:
            run.report(Console())
        self.exitcode = max((run.exit_code for run in runs), key=_GRAVITY.index)

    def _crawl_in_turn(self, runs: Iterator["SiteRun"]) -> None:
        run = next(runs, None)
        if run is None:
            return
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        run.task = self.crawler_process.crawl(run.crawler, **run.arguments)
        run.task.add_done_callback(lambda _: self._crawl_in_turn(runs))


@dataclass(slots=True)
class SiteRun:
    """One site's crawl and what came of it."""

    site: str
    crawler: Crawler
    arguments: dict[str, str]
    task: asyncio.Task[None] | None = None

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
            if self.run.ledger.shortfall:
                console.print(self.run.ledger.shortfall, markup=False, soft_wrap=True)
        if self.error:
            console.print(f"{self.site}: {self.error}", markup=False, soft_wrap=True)


# Of several sites' codes the gravest is the command's.
_GRAVITY = [
    Exit.COMPLETE, Exit.QUARANTINED, Exit.PARTIAL, Exit.BUSY, Exit.USAGE, Exit.PROFILE, Exit.CRASHED,
    Exit.IO,
]  # fmt: skip
