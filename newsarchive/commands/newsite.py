"""``scrapy newsite URL``: look at a site, and draft its profile and its first test."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess

from newsarchive.crawling.log_lines import keep_to_warnings


class Command(ScrapyCommand):
    """Draft what a site of its own needs."""

    requires_project = True

    def syntax(self) -> str:
        """What follows ``scrapy newsite``."""
        return "[options] <url>"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Draft a site's profile and its first test from a dozen of its pages"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Looks at the home page, robots.txt, a feed, a section and a few articles, at one request a"
            " second, and writes spiders/profiles/NAME.yml; in a checkout also tests/sites/NAME/, whose test"
            " fails until somebody has reviewed it. Overwrites nothing. Exit code: 0 written, 1 the site"
            " cannot be reached, 64 bad argument or nothing to read there, 74 the disk refuses."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--name``."""
        super().add_options(parser)
        parser.add_argument("--name", help="the site's name; by default its host")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to warnings; ``-L`` wins."""
        super().process_options(args, opts)
        assert self.settings
        keep_to_warnings(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.newsite` does."""
        from newsarchive.terminal import newsite

        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        self.exitcode = newsite.run(self.settings, self.crawler_process, args, opts)
