"""What ``archive`` does: crawl, and give the exit code that a scheduler needs."""

import argparse

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.ledger import cost_line
from newsarchive.exceptions import ArgumentError
from newsarchive.operations.in_turn import in_loop, in_turn
from newsarchive.operations.site_run import SiteRun
from newsarchive.showing.progress import ProgressBar
from newsarchive.showing.summary import summary_table
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.exit_codes import Exit, exit_of_run, gravest
from newsarchive.text import escaped_lines, typed


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Crawl, print each site's table."""
    if not args:
        raise ArgumentError(f"name one or more sites; {typed('list')} shows them")
    loader = get_spider_loader(command.settings)
    runs = [SiteRun(site, Crawler(loader.load(site), command.settings), opts.spargs) for site in args]
    progress = ProgressBar(Console(stderr=True))
    for run in runs:
        assert run.crawler
        progress.follow(run.crawler)
    with progress:
        in_loop(lambda: in_turn(runs, command.stop), command.settings)
    for run in runs:
        _report(run, Console())
    return gravest(map(exit_of_run, runs))


def _report(run: SiteRun, console: Console) -> None:
    """Print a site's closing table, or why there is none."""
    if run.run and run.crawler:
        ledger = run.run.ledger
        console.print(summary_table(run.site, ledger))
        console.print(cost_line(run.crawler.stats), highlight=False)
        said = (ledger.skipped, ledger.unread, ledger.shortfall, ledger.copies_trouble)
        for line in filter(None, (*ledger.left_out.told(), *said, *ledger.notes)):
            console.print(line, markup=False, soft_wrap=True, highlight=False)
    if run.error:
        console.print(escaped_lines(f"{run.site}: {run.error}"), markup=False, soft_wrap=True)
