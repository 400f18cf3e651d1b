"""``scrapy schedule``: write what a machine needs to archive sites by itself."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Write units, a crontab or a workflow."""

    arguments = "--systemd | --cron | --github-actions [--to FOLDER] [<site> …]"
    summary = "Write what to install so that sites are archived by themselves"
    description = (
        "Prints a hardened systemd unit for the daemon and a timer that stands in for it, a line for a"
        " crontab, or a workflow for GitHub Actions, for all sites that have an archive, or those named;"
        " with --to it writes files and says how to install them. When a site's turn is, its profile says"
        " (schedule:). Where NEWSARCHIVE_DATABASE names a fleet, --systemd prints the unit of its workers."
        " Exit code: 0 written, 64 bad argument, 74 the disk refuses, 78 bad profile."
    )
    on_fleet = "apart"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What to write, and ``--to``."""
        super().add_options(parser)
        parser.add_argument("--systemd", action="store_true", help="units for systemd")
        parser.add_argument("--cron", action="store_true", help="a line for a crontab")
        parser.add_argument("--github-actions", action="store_true", help="a workflow for GitHub Actions")
        parser.add_argument("--to", metavar="FOLDER", help="write files there, and none over another")
