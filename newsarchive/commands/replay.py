"""``scrapy replay``: read the originals again with today's code, with the network off."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Re-extract articles from the archive's own originals."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy replay``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Read the kept originals again with today's code, without a network"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Where today's code reads the originals as it did, nothing changes; where it reads them"
            " otherwise, a revision is made, marked re-extracted. Restored revisions stay. Exit code:"
            " 0 done, 2 some originals could not be read, 64 bad argument, 74 the disk refuses,"
            " 75 another run is at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--since``."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DATE", help="only articles published on that day or later")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.replay` does."""
        from newsarchive.terminal import replay

        assert self.settings is not None
        self.exitcode = replay.run(self.settings, args, opts)
