"""What ``why`` does: an address is looked for in all archives, and what they know of it is told."""

import argparse

from rich.console import Console

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.showing.why import stranger_json, stranger_lines, trace_json, trace_table
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped, printable
from newsarchive.upkeep.whereabouts import canonical, places, strangers, traces


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Tell what is known; of what nobody knows, the nearest thing and what speaks against it."""
    if len(args) != 1 or args[0].startswith("-"):
        raise ArgumentError("give one address, such as https://example.org/news/1.html")
    given = args[0].strip()
    there = places(command.settings, opts.site)
    console = Console(highlight=False)
    found = traces(command.settings, there, given)
    for place, trace in found:
        if opts.json:
            print(trace_json(place.site, trace, place.zone))
        else:
            console.print(trace_table(place.site, trace, place.zone))
    if found:
        return Exit.COMPLETE
    address = canonical(given)
    if address is None:
        raise ArgumentError(f"{printable(given)!r} is no address, and no archive's id or post")
    for stranger in strangers(there, address):
        if opts.json:
            print(stranger_json(address, stranger))
        for line in [] if opts.json else stranger_lines(address, stranger):
            console.print(escaped(line), markup=False, soft_wrap=True)
    return Exit.CRASHED
