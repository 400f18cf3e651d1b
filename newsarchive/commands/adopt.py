"""``scrapy adopt FOLDER``: go on with an archive that was begun elsewhere."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Take a folder of posts into an archive."""

    arguments = "[options] <folder>"
    summary = "Take posts that another tool wrote into an archive"
    description = (
        "Every post below the folder, in Markdown or HTML, is entered into the site's catalog and"
        " published: byte for byte where it is safe, otherwise made safe and Markdown made HTML, its"
        " own bytes being kept as a revision. The folder itself is left alone, unless it is the"
        " archive's _posts. Drafts are left out; they and what cannot be adopted are listed with the"
        " reason. Exit code: 0 none refused, 2 some refused, 64 bad argument, 74 the disk refuses,"
        " 75 another run is at work."
    )
    on_fleet = "not"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site``."""
        super().add_options(parser)
        parser.add_argument("--site", help="whose posts they are, if their links and footers do not say so")
