"""``scrapy verify``: is everything there, and as it was written?"""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Verify archives against their catalogs."""

    arguments = "[options] [<site> …]"
    summary = "Verify posts, catalog and originals; repair what can be proven"
    description = (
        "Every post, row and WARC file is checked against its digest, and all against one another;"
        " without a site named, of every archive. Each fault is a line, and so is each article that is"
        " there twice, at two addresses, which is no fault. Exit code: 0 nothing wrong,"
        " or all of it mended, 1 faults (left), 64 bad argument, 74 the disk refuses, 75 another"
        " run is at work, 78 bad profile."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--repair``, ``--rebuild`` and ``--merge``."""
        super().add_options(parser)
        parser.add_argument(
            "--repair", action="store_true", help="mend posts, rows and indexes; nothing is deleted"
        )
        parser.add_argument(
            "--rebuild", action="store_true", help="make the catalog anew from sound rows, posts and WARCs"
        )
        parser.add_argument(
            "--merge", action="store_true", help="make one of articles that are there at two addresses"
        )
