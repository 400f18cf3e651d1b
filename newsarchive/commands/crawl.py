"""``scrapy crawl SITE``: Scrapy's own command, but for what it says of what was mistyped."""

import argparse
from contextlib import suppress

from scrapy.commands import crawl
from scrapy.spiderloader import get_spider_loader

from newsarchive.exceptions import ArgumentError, Exit, ProfileError
from newsarchive.terminal.usage import StrictCommand
from newsarchive.text import escaped, typed


class Command(StrictCommand, crawl.Command):
    """Archive one site, with Scrapy's log and exit code."""

    most = 1

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Archive one site, with Scrapy's own log and exit code"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was typed; exit code 64 without a site, for an unknown one and for a wrong ``-a``."""
        from newsarchive.crawling.spider import SiteSpider

        super().process_options(args, opts)
        assert self.settings is not None
        if self.settings["FLEET"]:
            self.parser.error(
                "is for archives in folders, and NEWSARCHIVE_DATABASE names a fleet;"
                f" {typed('archive SITE')} crawls there"
            )
        if not args:
            self.parser.error(f"name one site; {typed('list')} shows them")
        try:
            kind = get_spider_loader(self.settings).load(args[0])
            if issubclass(kind, SiteSpider):
                with suppress(ProfileError):  # which the crawl will tell
                    kind.check(self.settings, opts.spargs)
        except ArgumentError as error:
            self.parser.exit(Exit.USAGE, f"{escaped(str(error))}\n")
