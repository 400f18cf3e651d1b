"""``scrapy publish SITE --jekyll``: the source of a static site, around an archive's articles."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Make the source of a site that Jekyll or Hugo builds, or bring it up to date."""

    arguments = "[options] <site> --jekyll | --hugo | --obsidian"
    summary = "Make an archive the source of a static site, for Jekyll or Hugo, or a vault of Obsidian"
    description = (
        "Into OUTPUT/SITE/site, or the folder that --to names; a vault has to be named. Called again it"
        " brings articles and lists up to date; whatever you have edited stays, and is shown with what would"
        " be changed. Works also while a run is at work; nothing of the archive is locked or changed. Exit"
        " code: 0 done, 64 bad argument or no archive, 74 the catalog cannot be read or the disk refuses, 75"
        " somebody else is publishing to the same folder, 78 the profile cannot be read."
    )
    on_fleet = "not"
    most = 1

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """For which generator, and where to."""
        super().add_options(parser)
        parser.add_argument("--jekyll", action="store_true", help="a source for Jekyll 4")
        parser.add_argument(
            "--hugo",
            action="store_true",
            help="a source for Hugo, which is faster from some 5,000 articles on",
        )
        parser.add_argument(
            "--obsidian", action="store_true", help="a vault of notes (needs the extra newsarchive[obsidian])"
        )
        parser.add_argument(
            "--to", metavar="FOLDER", help="where the source is made; by default OUTPUT/SITE/site"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, and write nothing"
        )
