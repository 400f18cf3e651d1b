"""A move is planned: which archive is meant, and what either side has of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scrapy.settings import Settings

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.spider_loader import class_of
from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.entering import enter, leave_fleet
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.moving.fleet_files import FleetFiles
from newsarchive.fleet.moving.fleet_side import FleetSide, GivenProfile
from newsarchive.fleet.moving.journey import Journey, not_here
from newsarchive.fleet.scratch import note_profiles, profile_of
from newsarchive.fleet.sites import HERE, SiteState
from newsarchive.profiles import load_profile
from newsarchive.sites import OWN_PROFILE, hosts_said, profile_paths, read_yaml, site_of, unknown_site
from newsarchive.store.archive import Archive
from newsarchive.store.objects.pictures import ObjectPictures
from newsarchive.store.pictures.folder import MEDIA
from newsarchive.text import printable
from newsarchive.upkeep.subject import spider_of

_FLEET = "fleet"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wishes.

    :param to: ``fleet``, or the folder that is to have the archive's folder
    :param say: is told what a person should know, in lines
    :param despite_losses: what is lost keeps nothing else back
    :param told: is told of each step
    """

    to: str
    say: Callable[[str], None]
    despite_losses: bool = False
    told: Callable[[str], None] = lambda _: None

    @property
    def to_fleet(self) -> bool:
        """Whether it is to the fleet."""
        return self.to == _FLEET


@contextmanager
def planned(settings: Settings, given: str, plan: Plan) -> Iterator[Journey]:
    """Both sides of an archive that is to be moved; within the block this process is on the fleet.

    :param settings: as they are for archives in folders; for the fleet's from then on
    :param given: the site, by its name, host or address
    :raises UnknownSite: nobody knows it
    :raises ProfileError: its profile is wrong
    :raises ArgumentError: no fleet is named, or it has no such site
    :raises StorageError: the fleet cannot be reached
    """
    ours = settings.copy()
    fleet = enter(settings, words=None)
    fleet.states = tuple(SiteState)
    try:
        yield _journey(ours, settings, fleet, given, plan)
    finally:
        leave_fleet(fleet)


def _journey(ours: Settings, theirs: Settings, fleet: Fleet, given: str, plan: Plan) -> Journey:
    """What is to be moved.

    :param ours: as they are for archives in folders
    :param theirs: as they are for the fleet's
    """
    here = profile_paths(ours)
    side = FleetSide(fleet, site_of(given, here) or given)
    name, folder = side.name, Path(ours["OUTPUT_DIR"]) / side.name
    if name not in here and plan.to_fleet:
        raise not_here(name, folder) if side.state in HERE else unknown_site([given], here)
    if name not in here and side.site is None:
        raise unknown_site([given], here, theirs)
    folder = folder if plan.to_fleet else _folder(plan.to, name)
    own = folder / "_archive" / OWN_PROFILE
    elsewhere = here[name].read_text(encoding="utf-8") if here.get(name, own).name != OWN_PROFILE else None
    path, spider = (here[name], spider_of(ours, name)) if plan.to_fleet else _of_fleet(theirs, side)
    profile, said = load_profile(path), path.read_text(encoding="utf-8")
    if not plan.to_fleet and elsewhere not in {None, said}:
        plan.say(
            f"{name}: here its runs go by {here[name]}, which is not what they went by in the fleet;"
            f" that is kept in {own}"
        )
    objects = fleet.objects_of(name, side.token)
    media = fleet.root / name / MEDIA
    return Journey(
        archive=Archive(folder, profile), fleet=side,
        files=FleetFiles(objects, ObjectPictures(media, fleet.root / name / "staging", objects)),
        at_fleet=lambda: Archive(fleet.root / name, profile),
        profile=GivenProfile(said, frozenset(hosts_said(read_yaml(path))), class_of(spider)),
        keeps_profile=elsewhere != said, extraction=extraction_version(spider()),
        despite_losses=plan.despite_losses, told=plan.told, say=plan.say,
    )  # fmt: skip


def _of_fleet(theirs: Settings, side: FleetSide) -> tuple[Path, type[SiteSpider]]:
    """The profile that the fleet has of a site, as a file of this process's, and the spider that goes by it.

    :raises ArgumentError: the fleet has no such site
    """
    if side.site is None:
        raise ArgumentError(f"{side.name}: is no site of the fleet")
    note_profiles(side.fleet.root, [replace(side.site, state=SiteState.ACTIVE)])
    return profile_of(side.fleet.root, side.name), spider_of(theirs, side.name)


def _folder(given: str, name: str) -> Path:
    """The archive's folder: the one that is named, where it is called as the site is, else one within it.

    :raises ArgumentError: there is no such folder, which is made by whoever wants it, or it is an archive's
    """
    named = Path(given).absolute()
    root = named.parent if named.name == name else named
    if not root.is_dir():
        raise ArgumentError(f"--to {printable(given)}: there is no folder {root}; make it first")
    if around := next((one for one in (root, *root.parents) if (one / "_archive").is_dir()), None):
        raise ArgumentError(
            f"--to {printable(given)}: it is within the archive {around}; name another folder"
        )
    return root / name
