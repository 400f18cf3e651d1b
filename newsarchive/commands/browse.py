"""``scrapy browse [SITE…]``: look at archives in a browser."""

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Serve pages of archives on this machine alone, also while a run is at work on them."""

    arguments = "[options] [<site> …]"
    summary = "Look at archives in a browser: days, articles, what was changed and withdrawn"
    description = (
        "Without a site, every archive in the output folder. The pages are served on 127.0.0.1 until Ctrl-C;"
        " nothing is locked or written in an archive. It needs the extra newsarchive[browse]. Exit code:"
        " 0 ended, 64 bad argument, 78 a profile cannot be read."
    )
    on_fleet = "not"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where it is served, and to whom."""
        super().add_options(parser)
        parser.add_argument(
            "--port",
            metavar="N",
            help="serve at this port, and originals at the next one; otherwise 8765 or any free",
        )
        parser.add_argument(
            "--static", metavar="FOLDER",
            help="serve nothing, and write the pages as files; those of an earlier call are renewed",
        )  # fmt: skip
        parser.add_argument(
            "--no-browser", action="store_true", help="open no browser, only print the address"
        )
        parser.add_argument(
            "--host", metavar="NAME", action="append", default=[],
            help="a host by which a proxy asks for the pages, or its origin, https://NAME; may be repeated",
        )  # fmt: skip
        parser.add_argument(
            "--originals-at", metavar="ORIGIN", default="",
            help="where a proxy has the port of originals: another host than the pages', https://originals.example.org",
        )  # fmt: skip
        parser.add_argument(
            "--root-path",
            metavar="PATH",
            default="",
            help="the path below which a proxy has the pages: /archive",
        )
