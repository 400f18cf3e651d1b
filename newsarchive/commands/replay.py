"""``scrapy replay``: read the originals again with today's code, with the network off."""

import argparse

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newsarchive.archives import archives
from newsarchive.exceptions import NewsArchiveError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.profiles import SiteProfile
from newsarchive.replay_run import replay
from newsarchive.replaying import Replayer
from newsarchive.run_arguments import parse_arguments
from newsarchive.store.archive import Archive
from newsarchive.summary import summary_table


class Command(ScrapyCommand):
    """Re-extract articles from the archive's own originals."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy replay``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Read the kept originals again with today's code, without a network"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Where today's code reads the originals as it did, nothing changes; where it reads them"
            " otherwise, a revision is made, marked re-extracted. Restored revisions stay. Exit code:"
            " 0 done, 2 some originals could not be read, 64 bad argument, 74 the disk refuses,"
            " 75 another run is at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--since``."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DATE", help="only articles published on that day or later")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Replay each site; print its table; the gravest exit code wins."""
        assert self.settings is not None
        console = Console()
        codes = [Exit.COMPLETE]
        try:
            for found in archives(self.settings, args):
                crawler = Crawler(get_spider_loader(self.settings).load(found.name), self.settings)
                archive = Archive(found.folder, found.profile)
                ledger = replay(archive, Replayer(crawler), since=_day(opts.since, found.profile))
                console.print(summary_table(found.name, ledger))
                for note in ledger.notes:
                    console.print(note, markup=False, soft_wrap=True)
                codes.append(Exit.PARTIAL if ledger.partial else Exit.COMPLETE)
        except NewsArchiveError as error:
            console.print(str(error), markup=False, soft_wrap=True)
            codes.append(exit_of(error))
        self.exitcode = max(codes)


def _day(given: str | None, profile: SiteProfile) -> str | None:
    if given is None:
        return None
    first = parse_arguments({"since": given}, profile).first_day(profile.tzinfo)
    return first.isoformat() if first else None
