"""``scrapy status [SITE…]``: what is in the archives, what is owed, and how the last run ended."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Show the condition of archives, also while a run is at work on them."""

    arguments = "[options] [<site> …]"
    summary = "Show what is archived, owed, quarantined and due, and how the last run ended"
    description = (
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
