"""What ``archive`` does: crawl, and give the exit code that a scheduler needs."""

import argparse
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.summary import besides_lines, cost_line
from newsarchive.exceptions import ArgumentError, Exit, ProfileError, gravest
from newsarchive.operations.in_turn import in_loop, in_turn
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.turn import due_sites
from newsarchive.showing.onward import onward_lines
from newsarchive.showing.progress import ProgressBar
from newsarchive.showing.summary import summary_table
from newsarchive.sites import archived_as
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.run_told import line_of
from newsarchive.text import escaped_lines, typed


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Crawl, print each site's table."""
    if not args:
        raise ArgumentError(f"name one or more sites; {typed('list')} shows them")
    named = [archived_as(command.settings, given) for given in args]
    if opts.due:
        loader, output = get_spider_loader(command.settings), Path(command.settings["OUTPUT_DIR"])
        due = due_sites(loader, output, [site for site, _ in named])
        named = [(site, {"listings": "due", **told}) for site, told in named if site in due]
    runs = [_site_run(command.settings, site, told, opts.spargs) for site, told in named]
    progress = ProgressBar(Console(stderr=True))
    for run in runs:
        assert run.crawler
        progress.follow(run.crawler)
    with progress:
        in_loop(lambda: in_turn(runs, command.stop), command.settings)
    for run in runs:
        if opts.line:
            print(line_of(run))
        else:
            _report(run, Console())
        for line in run.said:
            Console(stderr=True).print(escaped_lines(line), markup=False, soft_wrap=True, highlight=False)
    return gravest(run.exit_code for run in runs)


def _site_run(settings: Settings, site: str, told: dict[str, str], given: dict[str, str]) -> SiteRun:
    """A run that has not begun; its arguments are right, so that a wrong one ends all before any request.

    :param told: arguments that the site's name implies
    """
    spider, arguments = get_spider_loader(settings).load(site), told | given
    if issubclass(spider, SiteSpider):
        with suppress(ProfileError):  # which this run will tell, and the others go on
            spider.check(settings, arguments)
    return SiteRun(site, Crawler(spider, settings), arguments)


def _report(run: SiteRun, console: Console) -> None:
    """Print a site's closing table, or why there is none."""
    if run.run and run.crawler:
        ledger = run.run.ledger
        console.print(summary_table(run.run.archive.name, ledger))
        console.print(cost_line(run.crawler.stats), highlight=False)
        for line in besides_lines(ledger):
            console.print(line, markup=False, soft_wrap=True, highlight=False)
        if run.crawler.settings.getbool("ONWARD") and not run.error:
            archive, quarantined = run.run.archive, ledger.account()["quarantined"]
            for line in onward_lines(archive.name, archive.folder, quarantined=quarantined):
                console.print(line, markup=False, soft_wrap=True, highlight=False)
    if run.error:
        console.print(escaped_lines(f"{run.site}: {run.error}"), markup=False, soft_wrap=True)
