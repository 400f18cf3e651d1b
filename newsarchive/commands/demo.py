"""``scrapy demo``: the main job, for real, against the demo site."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Crawl the demo site and show what came of it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy demo``."""
        return ""

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Archive the demo news site and show the posts"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.demo` does."""
        from newsarchive.terminal import demo

        assert self.settings is not None
        self.exitcode = demo.run(self.settings, args, opts)
