"""``scrapy replay``: read the originals again with today's code, with the network off."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Re-extract articles from the archive's own originals."""

    arguments = "[options] [<site> …]"
    summary = "Read the kept originals again with today's code, offline"
    description = (
        "Where today's code reads the originals as it did, nothing changes; where it reads them"
        " otherwise, a revision is made, marked re-extracted. Restored revisions stay. Exit code:"
        " 0 done, 2 some originals could not be read, 64 bad argument, 74 the disk refuses,"
        " 75 another run is at work."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--since``."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DATE", help="only articles published on that day or later")
