"""``newsarchive fleet``: make a fleet of a database, and look after it."""

import argparse
from dataclasses import dataclass
from typing import Any

from scrapy.commands import ScrapyHelpFormatter

from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import program

_OPTIONS: dict[str, dict[str, Any]] = {
    "--shards": {
        "type": int, "metavar": "N", "help": "init: into how many schemas the catalogs go (16)",
    },
    "--paused": {"action": "store_true", "help": "sites add: without runs until it is resumed"},
    "--reason": {"default": "", "metavar": "TEXT", "help": "sites pause: shown with the site"},
    "--discard": {
        "action": "store_true", "help": "sites remove: give up all that is archived of it",
    },
    "--json": {"action": "store_true", "help": "status, sites: as JSON, for jq"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """What a help says of one of the things that the command does."""

    arguments: str
    description: str
    options: tuple[str, ...] = ()


_SITE = "<name|file|address> …"
_PARTS = {
    "init": _Part("[--shards N]",
        "Makes a fleet of the database that NEWSARCHIVE_DATABASE names, as whoever is to own it: its"
        " schemas, its queue, and two roles that are granted to those who work on it or look at it. Done"
        " once more, it goes on where it was ended, or adds shards. Exit code: 0 done, 64 bad argument, or"
        " the login may not do that, 74 the database refuses.", ("--shards",)),
    "upgrade": _Part("",
        "Brings the database to the version of this newsarchive, while no worker is at work, as its"
        " owner. Ended in the midst, it goes on where it was. Exit code: 0 done, 64 the login may not do"
        " that, 74 the database refuses or is of a later version, 75 somebody is at work."),
    "status": _Part("[--json]",
        "Shows how many sites there are, the workers, the runs at work, what is due, and what is to be"
        " told of a site. Exit code: 0 done, 74 the database cannot be reached.", ("--json",)),
    "drain": _Part("<worker> …",
        "Lets workers take no more runs, and end when those that they have are done; fleet status shows"
        " their names. Exit code: 0 done, 64 there is no such worker."),
    "sites": _Part("[--json]",
        "Lists the sites, those that were moved away among them: state, shard, next run, and who is at"
        " work. What follows it does something with sites: add, update, show, pause, resume, remove.",
        ("--json",)),
    "sites add": _Part(f"[--paused] {_SITE}",
        "Adds sites: by the names of profiles that list --bundled shows, by profiles' files, or by"
        " addresses of sites without a profile. Where one is wrong, none is added. Exit code: 0 done, 64"
        " no such site, or the fleet has it, 78 bad profile.", ("--paused",)),
    "sites update": _Part(_SITE,
        "Takes the profiles of sites anew; their next runs go by them. Exit code: 0 done, 64 no such"
        " site, 78 bad profile."),
    "sites show": _Part("<site> …", "Prints the profiles by which sites' runs go."),
    "sites pause": _Part("[--reason TEXT] <site> …",
        "Lets sites have no more runs until they are resumed; one that is at work ends in order.",
        ("--reason",)),
    "sites resume": _Part("<site> …", "Lets sites that are paused go on by their schedules."),
    "sites remove": _Part("[--discard] <site> …",
        "Takes sites from the fleet in which nothing is archived; with --discard those, too, of which"
        " there is something, and all of that for good. Exit code: 0 done, 64 there is something in it, 75"
        " a run is at work.", ("--discard",)),
}  # fmt: skip


class Command(ArchiveCommand):
    """Make a fleet, bring it up to date, say which sites it has, and show how it is."""

    arguments = "init|upgrade|status|sites [<verb> <site> …]|drain <worker> …"
    summary = "Look after a fleet: many machines on one database"
    description = (
        "For the fleet whose database NEWSARCHIVE_DATABASE names (postgresql://USER@HOST/DATABASE): init"
        " makes a fleet of it, as whoever is to own it; upgrade brings it to this version. status shows"
        " its sites, workers and runs. sites lists the sites; add takes names, profiles' files or addresses,"
        " update takes the profile anew, show prints it; pause, resume and remove take names. drain lets a"
        " worker end once its runs are done. Each has a help of its own, such as fleet sites add -h. Exit"
        " code: 0 done, 64 bad argument, 74 the database refuses, 75 somebody is at work, 78 bad profile."
    )
    on_fleet = "apart"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Of which word each is, its help says."""
        super().add_options(parser)
        for name, how in _OPTIONS.items():
            parser.add_argument(name, **how)
        self.parser.parts = {words: _parser_of(words, part) for words, part in _PARTS.items()}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make sure that what a fleet needs is installed, and that options are of what is to be done."""
        super().process_options(args, opts)
        words = next((" ".join(args[:many]) for many in (2, 1) if " ".join(args[:many]) in _PARTS), "")
        for name in _OPTIONS.keys() - _PARTS[words].options if words else ():
            if getattr(opts, name[2:]) != self.parser.get_default(name[2:]):
                self.parser.error(f"{words} has no option {name}; {words} -h shows what it has")


def _parser_of(words: str, part: _Part) -> argparse.ArgumentParser:
    """One that is there for its help alone."""
    named = f"{program()} fleet {words}"
    made = argparse.ArgumentParser(
        prog=named, usage=f"{named} {part.arguments}".strip(), description=part.description, add_help=False,
        formatter_class=ScrapyHelpFormatter, epilog=f"Options of every command: {program()} fleet -h.",
    )  # fmt: skip
    for name in part.options:
        how = _OPTIONS[name]
        made.add_argument(name, **how | {"help": how["help"].partition(": ")[2]})
    return made
