"""``scrapy demosite``: the demo site alone, for a browser or as an HTTP proxy for a crawl."""

import argparse

from scrapy.commands import ScrapyCommand

from newsarchive.demo.server import serve
from newsarchive.demo.site import DemoSite


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
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free port")
        parser.add_argument("--articles", type=int, default=130, help="ordinary articles (130)")
        parser.add_argument("--no-bad-records", action="store_true", help="good articles alone")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve; the address is the first line printed."""
        del args
        serve(DemoSite.build(opts.articles, bad_records=not opts.no_bad_records), opts.port)
