"""``scrapy collect``: hand posts to whoever takes them from here."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Collect posts into a folder, a zip file, CSV, JSON lines, Parquet, a WACZ or a BagIt bag."""

    arguments = "[options] --to <target> [<site> …]"
    summary = "Collect posts, with a manifest of SHA-256 sums"
    description = (
        "The target's name says its form: a folder, FILE.zip, FILE.csv, FILE.jsonl, FILE.parquet (with the"
        " extra newsarchive[parquet]), or FILE.wacz, which has the original responses of all that the"
        " articles have ever said. Posts come from the catalog, also while a run is at work."
        " Exit code: 0 done, 2 something is left out, 64 bad argument, 74 the disk refuses, 75 another"
        " collection is being written there."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which posts, and where to."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="TARGET", help="a folder or a file")
        parser.add_argument(
            "--bom", action="store_true", help="begin FILE.csv with a byte order mark, for Excel"
        )
        parser.add_argument("--since", metavar="DATE", help="published on that day or later")
        parser.add_argument("--until", metavar="DATE", help="published on that day or before")
        parser.add_argument(
            "--ids",
            metavar="ARTICLES",
            action="append",
            help="these ids, URLs or posts' file names, with commas; or @FILE, or - (one a line)",
        )
        parser.add_argument("--search", metavar="QUERY", help="that `find` finds, by what they say or said")
        for kind in ("category", "outlet", "section"):
            parser.add_argument(
                f"--{kind}",
                metavar="NAMES",
                action="append",
                help=f"whose {kind} is one of these, with commas",
            )
        parser.add_argument(
            "--changed-since-last",
            action="store_true",
            help="only what is new since the last time",
        )
        parser.add_argument(
            "--split-size", metavar="SIZE", help="FILE-00001.wacz and so on, each of SIZE (1GB) at most"
        )
        parser.add_argument("--bagit", action="store_true", help="make the folder a BagIt bag (extra: bagit)")
