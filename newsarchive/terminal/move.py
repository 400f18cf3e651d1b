"""What ``move`` does: bring an archive to the fleet, or from it to a folder, and say where it is."""

import argparse
import time
from collections.abc import Callable
from contextlib import ExitStack

from rich.console import Console
from rich.markup import escape

from newsarchive.exceptions import ArchiveBusy, ArgumentError, Exit
from newsarchive.store.lock import wished_for
from newsarchive.store.moving.arriving import Brought
from newsarchive.terminal.command import ArchiveCommand, fleet_wanted
from newsarchive.text import escaped_lines, many, printable, typed

with fleet_wanted():
    from newsarchive.fleet.moving import to_fleet, to_folder
    from newsarchive.fleet.moving.journey import Faulty, Journey
    from newsarchive.fleet.moving.planning import Plan, planned

_AGAIN = 1.0  # seconds after which it is looked whether a run has ended


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Move one archive."""
    if len(args) != 1 or args[0].startswith("-") or not opts.to:
        raise ArgumentError(
            f"give one site and where it is to go: {typed('move SITE --to fleet')}, or a folder"
        )
    if not command.settings["FLEET"]:
        raise ArgumentError(
            "NEWSARCHIVE_DATABASE is not set, so that there is no fleet; a folder is moved by whatever moves"
            " folders, while no run is at work on it"
        )
    with Console(stderr=True, highlight=False).status("looking") as shown:
        told = lambda step: shown.update(escape(printable(step)))  # noqa: E731
        plan = Plan(opts.to, _say, despite_losses=opts.despite_losses, told=told)
        return _move(command, args[0], plan, opts)


def _move(command: ArchiveCommand, site: str, plan: Plan, opts: argparse.Namespace) -> Exit:
    ways: tuple[Callable[[Journey], bool], Callable[[Journey], None]]
    ways = to_fleet.move_to_fleet, to_fleet.clear_behind
    if not plan.to_fleet:
        ways = to_folder.move_to_folder, to_folder.clear_behind
    with planned(command.settings, site, plan) as journey:
        try:
            moved = _without_runs(lambda: ways[0](journey), journey, plan, wait=opts.wait)
        except Faulty as faulty:
            for line in faulty.lines:
                _say(line)
            _say(str(faulty))
            return Exit.PARTIAL
        except KeyboardInterrupt:
            _say("interrupted; the same command goes on, the opposite one takes it back")
            return Exit.CRASHED
        _tell(journey, plan, moved=moved, cleared=opts.clear)
        if opts.clear:
            _without_runs(lambda: ways[1](journey), journey, plan, wait=opts.wait)
            _say(f"{journey.site}: what stayed behind is removed")
    for line in journey.brought.lost:
        _say(line)
    return Exit.PARTIAL if journey.brought.lost or journey.losses else Exit.COMPLETE


def _without_runs(work: Callable[[], object], journey: Journey, plan: Plan, *, wait: bool) -> bool:
    """Do what takes both sides to be without a run, once they are; where that is not waited for, say so."""
    told = ""
    with ExitStack() as waiting:
        while True:
            try:
                return bool(work())
            except ArchiveBusy as error:
                if not wait:
                    raise ArchiveBusy(f"{error}; --wait waits for its end") from error
                if not told:
                    wish = (
                        wished_for(journey.folder)
                        if plan.to_fleet
                        else journey.fleet.wished_for(journey.place)
                    )
                    waiting.enter_context(wish)
                if str(error) != told:
                    told = str(error)
                    _say(f"{told}; it is waited for")
                time.sleep(_AGAIN)
                journey.fleet.look()


def _tell(journey: Journey, plan: Plan, *, moved: bool, cleared: bool) -> None:
    place = f"the fleet, {journey.fleet.fleet.address.shown}" if plan.to_fleet else str(journey.folder)
    if not moved:
        _say(f"{journey.site}: is in {place} already")
        return
    _say(f"{journey.site}: is in {place} now{_counted(journey.brought)}")
    if cleared:
        return
    behind = str(journey.folder) if plan.to_fleet else "the fleet"
    clear = typed(f"move {journey.site} --to {plan.to} --clear")
    _say(
        f"what stays behind in {behind} is no archive any more, and no takedown reaches it;"
        f" {clear} removes it"
    )


def _counted(brought: Brought) -> str:
    if not brought.rows:
        return ""
    counts = {
        "row": brought.rows, "file of originals": brought.originals, "picture": brought.pictures,
        "post": brought.posts,
    }  # fmt: skip
    told = [
        many(number, what, "files of originals" if " of " in what else "")
        for what, number in counts.items()
        if number
    ]
    return f": {', '.join(told)}"


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(escaped_lines(line), markup=False)
