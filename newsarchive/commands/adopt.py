"""``scrapy adopt FOLDER``: go on with an archive that was begun elsewhere."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Take a folder of posts into an archive."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy adopt``."""
        return "[options] <folder>"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Take posts that another tool wrote into an archive"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Every *.md below the folder is entered into the site's catalog and published: byte for"
            " byte where it is safe, otherwise made safe, its own bytes being kept as a revision."
            " The folder itself is left alone, unless it is the archive's _posts. What cannot be"
            " adopted is listed with the reason. Exit code: 0 all adopted, 2 some not, 64 bad"
            " argument, 74 the disk refuses, 75 another run is at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site``."""
        super().add_options(parser)
        parser.add_argument("--site", help="whose posts they are, if their links and footers do not say so")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.adopt` does."""
        from newsarchive.terminal import adopt

        assert self.settings is not None
        self.exitcode = adopt.run(self.settings, args, opts)
