"""``newsarchive fleet``: make a fleet of a database, and look after it."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Make a fleet, bring it up to date, say which sites it has, and show how it is."""

    arguments = "init | upgrade | status | sites add|update|remove|pause|resume <site> … | drain <worker>"
    summary = "Look after a fleet: many machines on one database"
    description = (
        "For the fleet whose database NEWSARCHIVE_DATABASE names (postgresql://…). Exit code: 0 done, 64 bad"
        " argument, 74 the database refuses, 78 bad profile."
    )
    on_fleet = "apart"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--shards``."""
        super().add_options(parser)
        parser.add_argument(
            "--shards", type=int, metavar="N", help="of init: into how many parts the catalogs go (16)"
        )
