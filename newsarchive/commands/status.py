"""``scrapy status [SITE…]``: what is in the archives, what is owed, and how the last run ended."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Show the condition of archives, also while a run is at work on them."""

    arguments = "[options] [<site> …]"
    summary = "Show what is archived, owed and quarantined, and the last run"
    description = (
        "A line an archive in the output folder; of a named site all there is to know. --changed, --gone and"
        " --quarantined list articles, and --since alone all three. Nothing is locked or written. Exit code:"
        " 0 shown, 64 bad argument or no archive, 74 a catalog is missing or cannot be read, 78 a profile"
        " cannot."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--json``, and which articles to list."""
        super().add_options(parser)
        parser.add_argument(
            "--changed", action="store_true", help="list the texts that replaced an earlier one"
        )
        parser.add_argument(
            "--gone", action="store_true", help="list the articles that the source has no more"
        )
        parser.add_argument(
            "--quarantined", action="store_true", help="list what was read and became no post"
        )
        parser.add_argument("--since", metavar="WHEN", help="list what happened since: YYYY-MM-DD, 3d or 2h")
        parser.add_argument(
            "--json", action="store_true", help="a line of JSON an archive, or a listed article, for jq"
        )
