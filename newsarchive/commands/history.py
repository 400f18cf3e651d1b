"""``scrapy history ID``: an article's revisions, what changed between them, and how to put one back."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Show or restore the revisions of one article."""

    arguments = "<id | URL | post file name> [options]"
    summary = "Show an article's revisions, what changed, or put one back"
    description = (
        "A restored revision stays until the source shows something new. Exit code: 0 shown or"
        " restored, 1 no such article, 64 bad argument, 74 the disk refuses, 75 another run is"
        " at work."
    )
    by_address = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site``, ``--diff`` and ``--restore``."""
        super().add_options(parser)
        parser.add_argument("--site", help="in which archive; needed where several have such an article")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--diff", nargs="*", type=int, metavar="N",
            help="what changed: with the last revision, with revision N, or from N to M",
        )  # fmt: skip
        doing.add_argument("--restore", type=int, metavar="N", help="publish revision N again")
