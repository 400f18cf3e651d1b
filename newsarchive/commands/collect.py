"""``scrapy collect``: hand posts to whoever takes them from here."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Collect posts into a folder, a zip file, JSON lines, Parquet or a BagIt bag."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy collect``."""
        return "[options] --to <target> [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Collect posts, with a manifest of SHA-256 sums"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "The target's name says its form: a folder, FILE.zip, FILE.jsonl, or FILE.parquet (with the"
            " extra newsarchive[parquet]). Posts come from the catalog, also while a run is at work."
            " Exit code: 0 done, 64 bad argument, 74 the disk refuses."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which posts, and where to."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="TARGET", help="folder, FILE.zip, FILE.jsonl or FILE.parquet")
        parser.add_argument("--since", metavar="DATE", help="published on that day or later")
        parser.add_argument("--until", metavar="DATE", help="published on that day or before")
        parser.add_argument("--category", metavar="SLUGS", help="of these categories, with commas")
        parser.add_argument(
            "--changed-since-last",
            action="store_true",
            help="only what is new since the last time",
        )
        parser.add_argument("--bagit", action="store_true", help="make the folder a BagIt bag (extra: bagit)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.collect` does."""
        from newsarchive.terminal import collect

        assert self.settings is not None
        self.exitcode = collect.run(self.settings, args, opts)
