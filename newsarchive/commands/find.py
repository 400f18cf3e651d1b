"""``newsarchive find WORDS``: articles in which words stand, or once stood."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Search all archives, former wordings too."""

    arguments = "<words …> [options]"
    summary = "Search everything that was ever said, former wordings too"
    description = (
        "Looks in titles, texts, authors and outlets of every revision, in all archives of the output folder,"
        ' the newest article first. All words must be there. "A phrase" stands in quotes within the shell\'s'
        " own; NOT word or -word (behind -- where it comes first), OR, wor*, title:, author:, outlet:,"
        " section:, site:, since:, until:. Words that no longer stand in an article are found, with the"
        " revisions that had them and between which times they went. Nothing is fetched. Exit code: 0 found,"
        " 1 nothing found, or the search took too long, 64 bad argument or no archive, 74 an archive cannot"
        " be read, 75 an earlier catalog is to be brought up to date while a run is at work."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where and when to look, and how much to show."""
        super().add_options(parser)
        parser.add_argument("--site", action="append", default=[], help="in which archive; may be repeated")
        parser.add_argument(
            "--since", default="", metavar="DAY", help="published since: YYYY-MM-DD, YYYY-MM or YYYY"
        )
        parser.add_argument("--until", default="", metavar="DAY", help="published until, that day included")
        parser.add_argument("--section", default="", metavar="NAME", help="words of the section's name")
        parser.add_argument("--outlet", default="", metavar="NAME", help="words of the outlet's name")
        parser.add_argument(
            "--limit", type=int, default=20, metavar="N", help="how many articles to show (20)"
        )
        parser.add_argument("--json", action="store_true", help="a line of JSON an article, for jq")
