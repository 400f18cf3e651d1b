"""What ``replay`` does: read the originals again with today's code, with the network off."""

import argparse

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsarchive.exceptions import NewsArchiveError
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import parse_arguments
from newsarchive.showing.summary import summary_table
from newsarchive.terminal.exit_codes import Exit, exit_of
from newsarchive.upkeep.replay import Replayer, replay
from newsarchive.upkeep.subject import archives


def run(settings: Settings, args: list[str], opts: argparse.Namespace) -> Exit:
    """Replay each site; print its table; the gravest exit code wins."""
    console = Console()
    codes = [Exit.COMPLETE]
    try:
        for archive in archives(settings, args):
            crawler = Crawler(get_spider_loader(settings).load(archive.name), settings)
            ledger = replay(archive, Replayer(crawler), since=_day(opts.since, archive.profile))
            console.print(summary_table(archive.name, ledger))
            for note in ledger.notes:
                console.print(note, markup=False, soft_wrap=True)
            codes.append(Exit.PARTIAL if ledger.partial else Exit.COMPLETE)
    except NewsArchiveError as error:
        console.print(str(error), markup=False, soft_wrap=True)
        codes.append(exit_of(error))
    return max(codes)


def _day(given: str | None, profile: SiteProfile) -> str | None:
    if given is None:
        return None
    first = parse_arguments({"since": given}, profile).first_day(profile.tzinfo)
    return first.isoformat() if first else None
