"""``scrapy forget ID``: a takedown, which no later run undoes."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Remove articles for good, and keep them away."""

    arguments = "<id | URL | post file name> … --reason TEXT [options]"
    summary = "Remove an article for good: post, revisions and originals"
    description = (
        "A tombstone with the reason is left, so that no later run brings the article back. An"
        " article that was never archived can be forgotten too. Killed halfway, the next run"
        " completes it. Exit code: 0 done, 1 no such article, 64 bad argument, 74 the disk"
        " refuses, 75 another run or reader is at work."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--reason``, ``--listing`` and ``--site``."""
        super().add_options(parser)
        parser.add_argument("--reason", metavar="TEXT", help="why; required, and kept with the tombstone")
        parser.add_argument(
            "--listing", action="store_true",
            help="take the addresses for those of closed listings, which make no run partial any more",
        )  # fmt: skip
        parser.add_argument("--site", help="in which archive; needed where several have such an article")
