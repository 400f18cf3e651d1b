"""What ``replay`` does: read the originals again with today's code, with the network off."""

import argparse

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newsarchive.exceptions import Exit
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import parse_arguments
from newsarchive.showing.summary import summary_table
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.upkeep.replay import Replayer, replay
from newsarchive.upkeep.subject import existing_archives


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Replay each site; print its table; the gravest exit code wins."""
    console, code = Console(), Exit.COMPLETE
    for archive in existing_archives(command.settings, args):
        crawler = Crawler(get_spider_loader(command.settings).load(archive.name), command.settings)
        ledger = replay(archive, Replayer(crawler), since=_day(opts.since, archive.profile))
        console.print(summary_table(archive.name, ledger))
        for note in ledger.notes:
            console.print(note, markup=False, soft_wrap=True)
        if ledger.partial:
            code = Exit.PARTIAL
    return code


def _day(given: str | None, profile: SiteProfile) -> str | None:
    if given is None:
        return None
    first = parse_arguments({"since": given}, profile).first_day(profile.tzinfo)
    return first.isoformat() if first else None
