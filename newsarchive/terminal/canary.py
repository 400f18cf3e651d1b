"""What ``canary`` does: read a few originals again, and show what differs."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from scrapy.crawler import Crawler

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.profiles.loading import read_profile
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import cut, escaped, many, printable, typed
from newsarchive.upkeep.canary import Canary, Difference, canary, going_by
from newsarchive.upkeep.replay import Replayer
from newsarchive.upkeep.subject import existing_archives, spider_of

_LINE, _LINES = 160, 4  # characters, and lines of a body on each side


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Look at each site; 1 where anything differs."""
    if opts.articles < 1:
        raise ArgumentError(f"--articles {opts.articles}: give a number from 1 on")
    if opts.candidate and len(args) != 1:
        raise ArgumentError("--profile is for one site: name that")
    console, differs = Console(highlight=False), False
    for archive in existing_archives(command.settings, args):
        kind = spider_of(command.settings, archive.name)
        if opts.candidate:
            kind = going_by(read_profile(Path(opts.candidate)), kind, archive.name)
        found = canary(archive, Replayer(Crawler(kind, command.settings)), most=opts.articles)
        for line in _told(archive.name, found):
            console.print(line, markup=False, soft_wrap=True)
        differs |= bool(found.differing)
    return Exit.CRASHED if differs else Exit.COMPLETE


def _told(site: str, found: Canary) -> Iterator[str]:
    if not found.articles:
        yield f"{site}: no originals are kept of what is published, so that nothing can be read again"
        return
    for one in found.differing:
        yield f"{printable(one.source_id)}  {printable(one.title)}"
        if one.lost:
            yield f"  lost: {one.lost}"
        for difference in one.differences:
            yield from _lines(difference)
    lost = f", {len(found.lost):,} are lost" if found.lost else ""
    articles = many(len(found.articles), "article")
    told = f"{site}: {len(found.differing):,} of {articles} would be read otherwise{lost}"
    yield f"{told}; {typed(f'replay {site}')} reads all of them" if found.differing else told


def _lines(difference: Difference) -> Iterator[str]:
    yield f"  {difference.field}"
    for mark, text in (("-", difference.stored), ("+", difference.now)):
        lines = text.split("\n") if text else []
        yield from (f"    {mark} {cut(escaped(line), _LINE)}" for line in lines[:_LINES])
        if len(lines) > _LINES:
            yield f"    {mark} … {many(len(lines) - _LINES, 'more line')}"
