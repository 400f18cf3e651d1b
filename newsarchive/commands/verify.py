"""``scrapy verify``: is everything there, and as it was written?"""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Verify archives against their catalogs."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy verify``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Verify posts, catalog and originals; repair what can be proven"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Every post, row and WARC file is checked against its digest, and all against one another;"
            " without a site named, of every archive. Each fault is a line. Exit code: 0 nothing wrong,"
            " or all of it mended, 1 faults (left), 64 bad argument, 74 the disk refuses, 75 another"
            " run is at work, 78 bad profile."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--repair`` and ``--rebuild``."""
        super().add_options(parser)
        parser.add_argument(
            "--repair", action="store_true", help="mend posts, rows and indexes; nothing is deleted"
        )
        parser.add_argument(
            "--rebuild", action="store_true", help="make the catalog anew from sound rows, posts and WARCs"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.verify` does."""
        from newsarchive.terminal import verify

        assert self.settings is not None
        self.exitcode = verify.run(self.settings, args, opts)
