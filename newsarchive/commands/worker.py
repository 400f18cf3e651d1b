"""``newsarchive worker``: one of the processes that archive a fleet's sites by their schedules."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Archive a fleet's sites by their schedules, beside other workers."""

    arguments = "[options]"
    summary = "Archive a fleet's sites by their schedules, beside other workers, until it is told to stop"
    description = (
        "Stays, and takes runs of sites from the queue of the fleet that NEWSARCHIVE_DATABASE and"
        " NEWSARCHIVE_STORE name, whenever their time has come: many side by side, beside any number of"
        " workers on other machines. Nothing that it has on its disk is needed once it ends. Prints a line"
        " for each run. A database that is away is waited for. SIGTERM or Ctrl-C ends it in order, a second"
        " one at once; fleet drain lets its runs go to their ends. Exit code: 0 once it is drained, else the"
        " gravest of the sites' last runs, as those of archive."
    )
    on_fleet = "queue"
    crawls = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--sites``."""
        super().add_options(parser)
        parser.add_argument(
            "--sites", type=int, metavar="N", help="archive so many side by side at most (-s DAEMON_SITES)"
        )
