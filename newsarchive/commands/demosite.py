"""``scrapy demosite``: the demo site alone, for a browser or as an HTTP proxy for a crawl."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError


class Command(ScrapyCommand):
    """Serve the demo site until interrupted."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy demosite``."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Serve the demo news site on loopback, also as a proxy for its real addresses"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The same options as ``python -m newsarchive.demo``."""
        from newsarchive.demo.options import add_options

        super().add_options(parser)
        add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve; the address is the first line printed."""
        from newsarchive.demo.options import serve_with

        del args
        try:
            serve_with(opts)
        except (ValueError, OSError) as error:
            raise UsageError(str(error), print_help=False) from error
