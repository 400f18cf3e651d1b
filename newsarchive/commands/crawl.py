"""``scrapy crawl SITE``: Scrapy's own command, but for what it says of a site that nobody knows."""

import argparse
import sys

from scrapy.commands import crawl

from newsarchive.exceptions import UnknownSite
from newsarchive.terminal.exit_codes import exit_of


class Command(crawl.Command):
    """Archive one site, with Scrapy's log and exit code."""

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Archive one site, with Scrapy's own log and exit code"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; exit code 64 for a site that there is no spider for."""
        try:
            super().run(args, opts)
        except UnknownSite as error:
            print(error, file=sys.stderr)
            self.exitcode = exit_of(error)
