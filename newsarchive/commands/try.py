"""``scrapy try URL``: how one page is read, without archiving it."""  # noqa: N999  its name is the command's

import argparse

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess

from newsarchive.drafting.looking import Fetch, look
from newsarchive.drafting.page_kind import ARTICLE, LISTING
from newsarchive.drafting.showing import counts_of, fields_table, leads_table
from newsarchive.drafting.trying import Tried, try_address
from newsarchive.drafting.which_profile import Chosen, address_of, choose_spider, with_typed_host
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.log_lines import keep_to_warnings
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.text import escaped


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
            "--as", dest="wanted", choices=(ARTICLE, LISTING), help="read it so, whatever the rules say of it"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to warnings; ``-L`` wins."""
        super().process_options(args, opts)
        assert self.settings
        keep_to_warnings(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Fetch, show, set the exit code."""
        console = Console(highlight=False)
        try:
            if len(args) != 1 or args[0].startswith("-"):
                raise ArgumentError("give one address, such as https://example.org/news/1.html")
            self._try(console, address_of(args[0]), opts)
        except NewsArchiveError as error:
            self.exitcode = _tell(error)

    def _try(self, console: Console, address: str, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        chosen = choose_spider(self.settings, address, opts.site)
        spider = chosen.spider
        pipelines = offline_pipelines(self.settings, spider.profile)

        async def plan(fetch: Fetch) -> Tried:
            return await try_address(fetch, spider, pipelines, address, opts.wanted)

        tried = look(self.crawler_process, with_typed_host(spider.profile, address), plan)
        if isinstance(tried, NewsArchiveError):
            raise tried
        _show(console, address, chosen, tried)
        if tried.refused:
            self.exitcode = Exit.QUARANTINED if tried.kind.name == ARTICLE else Exit.PARTIAL


def _show(console: Console, address: str, chosen: Chosen, tried: Tried) -> None:
    def say(line: str) -> None:
        console.print(escaped(line), markup=False, soft_wrap=True)

    for line in chosen.skipped:
        say(f"not considered: {line}")
    say(f"profile  {chosen.spider.profile.name} ({chosen.why})")
    say(f"page     {address}")
    for further in tried.asked[1:]:
        say(f"         {further}")
    say(f"kind     {tried.kind.name} ({tried.kind.why})")
    if tried.values:
        console.print(fields_table(tried.values))
    if tried.leads:
        console.print(leads_table(tried.leads))
        say(counts_of(tried.leads))
    if tried.post:
        name, text = tried.post
        say(f"post     _posts/{name}")
        for line in text.split("\n"):
            say(line)
    if tried.refused:
        reason, detail = tried.refused
        what = "no post is made of it" if tried.kind.name == ARTICLE else "it cannot be read"
        say(f"{what} ({reason}): {detail}")


def _tell(error: NewsArchiveError) -> Exit:
    Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
    return exit_of(error)
