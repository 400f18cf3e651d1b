"""What ``find`` does: search the archives, and show what was found."""

import argparse
import signal
from datetime import UTC, tzinfo
from pathlib import Path

from rich.console import Console
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError, gravest
from newsarchive.showing.found import hit_json, hit_lines
from newsarchive.sites import existing_sites, without_profile, zone_of
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.look import look
from newsarchive.store.search.found import MOST, search
from newsarchive.store.search.query import read_query
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.text import escaped, many

_WITHIN = 30.0  # seconds a search may take
_WORDS_WITHIN = 60.0  # seconds for what each archive has not made searchable yet


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Show what is found; an archive that cannot be read does not hide the others."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    if not 0 < opts.limit <= MOST:
        raise ArgumentError(f"--limit {opts.limit}: give a number from 1 to {MOST:,}")
    chosen = {"since": opts.since, "until": opts.until, "section": opts.section, "outlet": opts.outlet}
    query = read_query(" ".join(args), **chosen)
    zones = _zones(command.settings, opts.site)
    codes = [Exit.COMPLETE]
    readable = [folder for folder in zones if _is_readable(folder, codes)]
    found = search(readable, query, size=opts.limit, within=_WITHIN, words_within=_WORDS_WITHIN)
    console = Console(highlight=False)
    by_name = {folder.name: zone for folder, zone in zones.items()}
    for hit in found.hits:
        if opts.json:
            print(hit_json(hit, by_name[hit.site]))
            continue
        for line in hit_lines(hit, by_name[hit.site], console):
            console.print(line)
    if not opts.json:
        _sum_up(console, len(found.hits), has_more=found.has_more)
    notes = Console(stderr=True, highlight=False, soft_wrap=True)
    for site, count in found.behind.items():
        then = "the next run goes on" if command.settings["FLEET"] else "the same command goes on"
        notes.print(f"{site}: {many(count, 'text')} could not be searched yet; {then}", markup=False)
    for site, words in found.unread.items():
        notes.print(f"{site}: {words}", markup=False)
        codes.append(Exit.IO)
    return gravest([*codes, Exit.COMPLETE if found.hits else Exit.CRASHED])


def _zones(settings: BaseSettings, names: list[str]) -> dict[Path, tzinfo]:
    """The archives that are meant, and their zones."""
    strangers = {folder.name: folder for folder in without_profile(settings)}
    known = [name for name in names if name not in strangers]
    others = {name: folder for name, folder in strangers.items() if not names or name in names}
    sites = existing_sites(settings, known, others=len(others)) if known or not names else []
    return {one.folder: zone_of(one) for one in sites} | dict.fromkeys(others.values(), UTC)


def _is_readable(folder: Path, codes: list[Exit]) -> bool:
    try:
        if isinstance(catalog := catalog_of(folder), Path):  # those of a fleet are in one database
            look(catalog, lambda _: None)
    except NewsArchiveError as error:
        codes.append(tell(error, f"{folder.name}: "))
        return False
    return True


def _sum_up(console: Console, count: int, *, has_more: bool) -> None:
    if not count:
        console.print("nothing was found")
    else:
        more = "; there are more, --limit shows them" if has_more else ""
        console.print(escaped(f"{many(count, 'article')}{more}"), style="bold")
