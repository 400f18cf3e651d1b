"""``newsarchive move SITE``: an archive moves between a folder and the fleet."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Move an archive to the fleet, or from it to a folder."""

    arguments = "<site> --to fleet|FOLDER [options]"
    summary = "Move an archive to the fleet, or from it to a folder"
    description = (
        "Between the folder of archives and the fleet that NEWSARCHIVE_DATABASE and NEWSARCHIVE_STORE name,"
        " with all that it is: rows, originals, pictures, profile. Schedules go on: the daemon leaves the"
        " site, a worker takes it up, or the other way round. Killed at any moment, the same command goes on;"
        " the opposite one takes it back. Exit code: 0 done, 2 something is damaged or lost, so that all"
        " stays where it is, or that alone, 64 bad argument, 74 disk, database or storage refuse, 75 a run is"
        " at work, 78 bad profile."
    )
    on_fleet = "apart"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--to``, ``--wait``, ``--despite-losses`` and ``--clear``."""
        super().add_options(parser)
        parser.add_argument(
            "--to", metavar="PLACE", help="'fleet', or the folder that is to have the archive's folder"
        )
        parser.add_argument(
            "--wait",
            action="store_true",
            help="wait for the end of a run that is at work; daemon and worker end theirs in order",
        )
        parser.add_argument(
            "--despite-losses", action="store_true",
            help="where originals or pictures are lost for good, move all the rest",
        )  # fmt: skip
        parser.add_argument(
            "--clear", action="store_true", help="remove what stays behind, once the other side has it"
        )
