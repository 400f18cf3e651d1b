"""``scrapy why URL``: where an address was listed, when it was asked for, and how it was judged."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Say why an address is archived, or why it is not."""

    arguments = "<URL | id | post file name> [options]"
    summary = "Say where an address was listed, when it was asked for and how it was judged"
    description = (
        "Looks into every archive of the output folder, at articles and lists; on a fleet into those of the"
        " sites that have the address's host, if any has. Nothing is fetched. Exit code:"
        " 0 an archive knows it, 1 it was never shown to any, and the nearest thing that was is named,"
        " 64 no address, or no archive, 74 a catalog cannot be read."
    )
    by_address = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site`` and ``--json``."""
        super().add_options(parser)
        parser.add_argument("--site", help="in which archive; without it, in all")
        parser.add_argument("--json", action="store_true", help="one line of JSON an archive")
