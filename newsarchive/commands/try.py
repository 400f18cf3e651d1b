"""``scrapy try URL``: how one page is read, without archiving it."""  # noqa: N999  its name is the command's

import argparse

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Fetch one page and show how it is read."""

    arguments = "[options] <url>"
    summary = "Show how one page is read: every field, or every link, and why"
    description = (
        "Fetches one page, with what else a run would fetch of the same article, and archives nothing."
        " Of an article: each field, which strategy gave it, the runners-up, and the post. Of a listing,"
        " feed, sitemap or JSON list: where it leads. The profile is --site's, else the one whose hosts"
        " match, else none. Exit code: 0 shown, 1 the page could not be fetched, 2 the listing cannot be"
        " read, 3 the article would not become a post, 64 bad argument, 78 bad profile."
    )
    on_fleet = "apart"
    requires_crawler_process = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site`` and ``--as``."""
        super().add_options(parser)
        parser.add_argument("--site", help="by this site's profile, whatever the address")
        parser.add_argument(
            "--as",
            dest="wanted",
            choices=("article", "listing"),
            help="read it so, whatever the rules say of it",
        )  # fmt: skip
