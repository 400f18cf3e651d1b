"""``newsarchive list``: which sites there are."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """List the sites that have a profile, or those of the fleet."""

    arguments = "[--bundled]"
    summary = "List the sites that have a profile; of a fleet, those that it has"
    description = (
        "A name a line: the sites whose profiles are there, bundled ones among them. Where"
        " NEWSARCHIVE_DATABASE names a fleet, the sites that it has; --bundled lists those that fleet sites"
        " add knows by name."
    )
    on_fleet = "apart"
    most = 0

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--bundled``."""
        super().add_options(parser)
        parser.add_argument(
            "--bundled", action="store_true", help="the sites that have a profile here, whatever a fleet has"
        )
