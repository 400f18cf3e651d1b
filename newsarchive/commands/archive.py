"""``scrapy archive SITE…``: crawl, and say in the exit code what a scheduler needs to know."""

import argparse

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess

from newsarchive.crawling.log_lines import keep_to_warnings


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
        """What :mod:`newsarchive.terminal.archive` does."""
        from newsarchive.terminal import archive

        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        self.exitcode = archive.run(self.crawler_process, self._create_crawler, args, opts.spargs)
