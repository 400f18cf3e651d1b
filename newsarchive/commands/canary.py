"""``scrapy canary [SITE…]``: what today's profile and code would read otherwise than what is stored."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Read the newest originals again and show what differs; nothing is written."""

    arguments = "[options] [<site> …]"
    summary = "Show what a changed profile or new code would read otherwise, before it goes live"
    description = (
        "The newest originals of each section, twenty in all, are read again without a network and compared"
        " with what is stored, field by field. Nothing is written; `replay` makes revisions of it. Exit code:"
        " 0 nothing differs, 1 something does, 64 bad argument, 74 the disk refuses, 78 bad profile."
    )
    on_fleet = "not"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--profile`` and ``--articles``."""
        super().add_options(parser)
        parser.set_defaults(profile=None)  # of that name Scrapy has an option, which would overwrite the file
        parser.add_argument(
            "--profile",
            metavar="FILE",
            dest="candidate",
            help="read by this profile, which is not in use yet",
        )
        parser.add_argument("--articles", metavar="N", type=int, default=20, help="so many originals, not 20")
