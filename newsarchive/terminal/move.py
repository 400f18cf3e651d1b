"""What ``move`` does: bring an archive to the fleet, or from it to a folder, and say where it is."""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from scrapy.settings import Settings

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider_loader import class_of
from newsarchive.exceptions import ArchiveBusy, ArgumentError, Exit, extra_wanted
from newsarchive.profiles import load_profile
from newsarchive.settings import variable
from newsarchive.sites import OWN_PROFILE, hosts_said, profile_paths, read_yaml, site_of, unknown_site
from newsarchive.store.archive import Archive
from newsarchive.store.moving.arriving import Brought
from newsarchive.store.pictures.folder import MEDIA
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped_lines, typed
from newsarchive.upkeep.subject import spider_of

with extra_wanted("fleet", "a fleet", "psycopg", "obstore", "procrastinate"):
    from newsarchive.fleet.address import store_address
    from newsarchive.fleet.entering import enter, leave_fleet
    from newsarchive.fleet.keeper import Fleet
    from newsarchive.fleet.moving import to_fleet, to_folder
    from newsarchive.fleet.moving.fleet_side import FleetSide, GivenProfile
    from newsarchive.fleet.moving.journey import Faulty, Journey
    from newsarchive.fleet.moving.site_files import SiteFiles
    from newsarchive.fleet.scratch import note_profiles
    from newsarchive.fleet.sites import SiteState
    from newsarchive.store.objects.keys import SiteObjects
    from newsarchive.store.objects.pictures import ObjectPictures
    from newsarchive.store.objects.storage import Storage

_FLEET = "fleet"
_AGAIN = 2.0  # seconds after which it is looked whether a run has ended


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
    ways: tuple[Callable[[Journey], bool], Callable[[Journey], None]]
    ways = to_fleet.move_to_fleet, to_fleet.clear_behind
    if opts.to != _FLEET:
        ways = to_folder.move_to_folder, to_folder.clear_behind
    with _journey(command.settings, args[0], opts) as journey:
        try:
            moved = _without_runs(lambda: ways[0](journey), journey, wait=opts.wait)
        except Faulty as faulty:
            for line in faulty.lines:
                _say(line)
            _say(str(faulty))
            return Exit.PARTIAL
        except KeyboardInterrupt:
            _say("interrupted; the same command goes on, the opposite one takes it back")
            return Exit.CRASHED
        _tell(journey, opts.to, moved=moved)
        if opts.clear:
            _without_runs(lambda: ways[1](journey), journey, wait=opts.wait)
            _say(f"{journey.site}: what stayed behind is removed")
    for line in journey.brought.lost:
        _say(line)
    return Exit.PARTIAL if journey.brought.lost else Exit.COMPLETE


@contextmanager
def _journey(settings: Settings, given: str, opts: argparse.Namespace) -> Iterator[Journey]:
    """Both sides of what is to be moved."""
    ours = settings.copy()
    fleet = enter(settings, words=None)
    fleet.states = tuple(SiteState)
    try:
        yield _planned(ours, settings, fleet, given, opts)
    finally:
        leave_fleet(fleet)


def _planned(ours: Settings, theirs: Settings, fleet: Fleet, given: str, opts: argparse.Namespace) -> Journey:
    """What is to be moved.

    :param ours: as they are for archives in folders
    :param theirs: as they are for the fleet's
    """
    here = profile_paths(ours)
    side = FleetSide(fleet, site_of(given, here) or given)
    name, from_folder = side.name, opts.to == _FLEET
    if name not in here and (from_folder or side.site is None):
        raise unknown_site([given], here)
    folder = Path(ours["OUTPUT_DIR"]) / name if from_folder else _folder(opts.to, name)
    own = folder / "_archive" / OWN_PROFILE
    elsewhere = here[name].read_text(encoding="utf-8") if here.get(name, own) != own else None
    if from_folder:
        path, spider = here[name], spider_of(ours, name)
    else:
        if side.site is None:
            raise ArgumentError(f"{name}: is no site of the fleet")
        note_profiles(fleet.root, [replace(side.site, state=SiteState.ACTIVE)])
        path, spider = fleet.root / "profiles" / f"{name}.yml", spider_of(theirs, name)
        if elsewhere not in {None, side.site.profile}:
            _say(
                f"{name}: here its runs go by {here[name]}, which is not what they went by in the fleet;"
                f" that is kept in {own}"
            )
    profile, said = load_profile(path), path.read_text(encoding="utf-8")
    objects = SiteObjects(Storage(store_address(variable)), name, side.token)
    media = fleet.root / name / MEDIA
    return Journey(
        archive=Archive(folder, profile), fleet=side,
        files=SiteFiles(objects, ObjectPictures(media, fleet.root / name / "staging", objects)),
        at_fleet=lambda: Archive(fleet.root / name, profile),
        profile=GivenProfile(said, frozenset(hosts_said(read_yaml(path))), class_of(spider)),
        keeps_profile=elsewhere != said, extraction=extraction_version(spider()),
        despite_losses=opts.despite_losses, told=lambda _: None, say=_say,
    )  # fmt: skip


def _folder(given: str, name: str) -> Path:
    """The archive's folder: the one that is named, where it is called as the site is, else one within it."""
    named = Path(given).absolute()
    if not given or (named.exists() and not named.is_dir()):
        raise ArgumentError(f"--to {given}: is no folder")
    return named if named.name == name else named / name


def _without_runs(work: Callable[[], object], journey: Journey, *, wait: bool) -> bool:
    """Do what takes both sides to be without a run, once they are; where that is not waited for, say so."""
    told = ""
    while True:
        try:
            return bool(work())
        except ArchiveBusy as error:
            if not wait:
                raise ArchiveBusy(f"{error}; --wait waits for its end") from error
            if str(error) != told:
                told = str(error)
                _say(f"{told}; it is waited for")
            time.sleep(_AGAIN)
            journey.fleet.look()


def _tell(journey: Journey, to: str, *, moved: bool) -> None:
    place = f"the fleet, {journey.fleet.fleet.address.shown}" if to == _FLEET else str(journey.folder)
    if not moved:
        _say(f"{journey.site}: is in {place} already")
        return
    _say(f"{journey.site}: is in {place} now{_counted(journey.brought)}")
    behind = str(journey.folder) if to == _FLEET else "the fleet"
    clear = typed(f"move {journey.site} --to {to} --clear")
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
        f"{number:,} {what if number == 1 else _several(what)}" for what, number in counts.items() if number
    ]
    return f": {', '.join(told)}"


def _several(what: str) -> str:
    return what.replace("file of", "files of") if " of " in what else f"{what}s"


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(escaped_lines(line), markup=False)
