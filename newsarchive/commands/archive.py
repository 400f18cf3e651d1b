"""``scrapy archive SITE…``: crawl, and say in the exit code what a scheduler needs to know."""

import argparse

from scrapy.commands import BaseRunSpiderCommand

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand, BaseRunSpiderCommand):
    """Archive one or more sites, one after another."""

    arguments = "[options] <site> [<site> …]"
    summary = "Archive sites, with exit codes for schedulers"
    description = (
        "Crawl each site's listings and archive what is new. A site is a profile's name, or an address: of a"
        " site that no profile covers it begins an archive without one. Exit code: 0 complete, 2 partial"
        " (something failed or is owed), 3 complete but newly quarantined, 64 bad argument,"
        " 74 the disk refuses, 75 another run is at work, 78 bad profile."
    )
    crawls = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--due`` and ``--line``, for timers."""
        super().add_options(parser)
        parser.add_argument(
            "--due", action="store_true",
            help="only the sites whose turn it is by their profiles' schedule, and of their listings those",
        )  # fmt: skip
        parser.add_argument("--line", action="store_true", help="one line a run in place of the tables")
