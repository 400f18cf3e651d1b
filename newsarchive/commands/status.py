"""``scrapy status [SITE…]``: what is in the archives, what is owed, and how the last run ended."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Show the condition of archives, also while a run is at work on them."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy status``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Show what is archived, owed, quarantined and due, and how the last run ended"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Without a site, every archive in the output folder. Nothing is locked or written. Exit code:"
            " 0 shown, 64 no such site, 74 a catalog is missing or cannot be read, 78 a profile cannot."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--json`` and ``--quarantined``."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one line of JSON an archive")
        parser.add_argument(
            "--quarantined", action="store_true", help="one line of JSON a quarantined record, for jq"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.status` does."""
        from newsarchive.terminal import status

        assert self.settings is not None
        self.exitcode = status.run(self.settings, args, opts)
