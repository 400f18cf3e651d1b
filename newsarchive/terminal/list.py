"""What ``list`` does: print the names of the sites that there are."""

import argparse
import signal

from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsarchive.exceptions import Exit
from newsarchive.terminal.command import ArchiveCommand, fleet_wanted
from newsarchive.text import printable


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:  # noqa: ARG001  it takes none
    """Print a name a line."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    if command.settings["FLEET"] and not opts.bundled:
        names = _of_the_fleet(command.settings)
    else:
        names = get_spider_loader(command.settings).list()
    for name in sorted(names):
        print(printable(name))
    return Exit.COMPLETE


def _of_the_fleet(settings: Settings) -> list[str]:
    with fleet_wanted():
        from newsarchive.fleet.entering import enter  # noqa: PLC0415  only a fleet has them
        from newsarchive.fleet.sites import listed_sites  # noqa: PLC0415

    fleet = enter(settings, words=None)
    with fleet.connection() as connection:
        return [site.name for site in listed_sites(connection) if not site.elsewhere]
