"""``scrapy newsite URL``: look at a site, and draft its profile and its first test."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Draft what a site of its own needs."""

    arguments = "[options] <url>"
    summary = "Draft a site's profile and first test from a dozen pages"
    description = (
        "Looks at the home page, robots.txt, a feed, a section and a few articles, at one request a"
        " second, and writes spiders/profiles/NAME.yml; in a checkout also tests/sites/NAME/, whose test"
        " fails until somebody has reviewed it. Overwrites nothing. Exit code: 0 written, 1 the site"
        " cannot be reached, 64 bad argument or nothing to read there, 74 the disk refuses."
    )
    on_fleet = "apart"
    requires_crawler_process = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--name``."""
        super().add_options(parser)
        parser.add_argument("--name", help="the site's name; by default its host")
