"""What ``try`` shows: how one page is read, without archiving it."""  # noqa: N999  its name is the command's

import argparse
from pathlib import Path

from rich.console import Console

from newsarchive.drafting.looking import Fetch, look
from newsarchive.drafting.page_kind import ARTICLE
from newsarchive.drafting.trying import Tried, try_address
from newsarchive.drafting.which_profile import Chosen, address_of, choose_spider, with_typed_host
from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError
from newsarchive.learning.learned import Learned
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.showing.trying import counts_of, fields_table, leads_table, learned_lines, opinions_on
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.known import learned_at
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Fetch, show, set the exit code."""
    if len(args) != 1 or args[0].startswith("-"):
        raise ArgumentError("give one address, such as https://example.org/news/1.html")
    address = address_of(args[0])
    chosen = choose_spider(command.settings, address, opts.site)
    spider = chosen.spider
    pipelines = offline_pipelines(command.settings, spider.profile)
    learned = learned_at(catalog_of(Path(command.settings["OUTPUT_DIR"]) / spider.profile.name))

    async def plan(fetch: Fetch) -> Tried:
        return await try_address(fetch, spider, pipelines, address, opts.wanted, learned)

    tried = look(command.crawler_process, with_typed_host(spider.profile, address), plan)
    if isinstance(tried, NewsArchiveError):
        raise tried
    _show(Console(highlight=False), address, chosen, tried, learned)
    if tried.refused:
        return Exit.QUARANTINED if tried.kind.name == ARTICLE else Exit.PARTIAL
    return Exit.COMPLETE


def _show(console: Console, address: str, chosen: Chosen, tried: Tried, learned: Learned) -> None:
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
        for line in [*opinions_on(tried.values), *learned_lines(learned, tried.dropped, tried.way)]:
            say(line)
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
