"""``scrapy try URL``: how one page is read, without archiving it."""  # noqa: N999  its name is the command's

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess

from newsarchive.crawling.log_lines import keep_to_warnings


class Command(ScrapyCommand):
    """Fetch one page and show how it is read."""

    requires_project = True

    def syntax(self) -> str:
        """What follows ``scrapy try``."""
        return "[options] <url>"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Show how one page is read: every field, or every link, and why"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Fetches one page, with what else a run would fetch of the same article, and archives nothing."
            " Of an article: each field, which strategy gave it, the runners-up, and the post. Of a listing,"
            " feed, sitemap or JSON list: where it leads. The profile is --site's, else the one whose hosts"
            " match, else none. Exit code: 0 shown, 1 the page could not be fetched, 2 the listing cannot be"
            " read, 3 the article would not become a post, 64 bad argument, 78 bad profile."
        )

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

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to warnings; ``-L`` wins."""
        super().process_options(args, opts)
        assert self.settings
        keep_to_warnings(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """What :mod:`newsarchive.terminal.try_page` does."""
        from newsarchive.terminal import try_page

        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        self.exitcode = try_page.run(self.settings, self.crawler_process, args, opts)
