"""``scrapy report [SITE…] --to FILE.html``: one page on the last year of archives."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Write one self-contained page on archives, also while a run is at work on them."""

    arguments = "[options] --to <file.html> [<site> …]"
    summary = "Write a page on the last year: articles a day, edits, quarantine, costs, what needs you"
    description = (
        "Without a site, every archive in the output folder. The page needs no script and asks for nothing;"
        " it needs the extra newsarchive[report]. Nothing is locked or written in an archive. Exit code:"
        " 0 written, 64 bad argument, 74 a catalog is missing or cannot be read, which the page says, or the"
        " disk refuses, 78 a profile cannot be read."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--to``."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="FILE", help="the page, FILE.html; one that is there is replaced")
