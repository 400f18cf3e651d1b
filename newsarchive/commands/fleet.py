"""``newsarchive fleet``: make a fleet of a database, and look after it."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Make a fleet, bring it up to date, say which sites it has, and show how it is."""

    arguments = "init|upgrade|status|sites [<verb> <site> …]|drain <worker> …"
    summary = "Look after a fleet: many machines on one database"
    description = (
        "For the fleet whose database NEWSARCHIVE_DATABASE names (postgresql://USER@HOST/DATABASE): init"
        " makes a fleet of it, as whoever is to own it; upgrade brings it to this version. status shows"
        " its sites, workers and runs. sites lists the sites; add takes names, profiles' files or addresses,"
        " update takes the profile anew, show prints it; pause, resume and remove take names. drain lets a"
        " worker end once its runs are done. Exit code: 0 done, 64 bad argument, 74 the database refuses,"
        " 75 somebody is at work, 78 bad profile."
    )
    on_fleet = "apart"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Of which word each is, its help says."""
        super().add_options(parser)
        parser.add_argument(
            "--shards", type=int, metavar="N", help="init: into how many schemas the catalogs go (16)"
        )
        parser.add_argument(
            "--paused", action="store_true", help="sites add: without runs until it is resumed"
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help="sites pause: shown with the site")
        parser.add_argument(
            "--discard", action="store_true", help="sites remove: give up all that is archived of it"
        )
        parser.add_argument("--json", action="store_true", help="status, sites: as JSON, for jq")
