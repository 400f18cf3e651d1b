"""An archive moves from the fleet to a folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.moving.journey import Journey
from newsarchive.fleet.sites import SiteState
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.durable import storage_errors
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.moving.arriving import ArrivingFolder
from newsarchive.store.moving.clearing import keep_profile, make_folder
from newsarchive.store.moving.settled import settle
from newsarchive.store.moving.wanted import wanted_in
from newsarchive.store.published import Marks
from newsarchive.store.search.index import keep_current
from newsarchive.store.signpost import Signpost, set_signpost, signpost, take_away
from newsarchive.store.verifying.check import check
from newsarchive.text import printable, typed


def move_to_folder(journey: Journey) -> bool:
    """Let the archive be the folder's, whatever a move before left half done.

    :returns: whether anything had to be done for that
    :raises ArchiveBusy: a run is at work on either side
    :raises ArchiveMoved: the archive was moved elsewhere
    :raises ArgumentError: the fleet has no such site, or the folder has an archive of its own
    :raises StorageError: something is damaged, or disk, database or storage fail; the archive is where it
        was, or the same command goes on
    """
    fleet = journey.fleet
    if fleet.site is None:
        raise ArgumentError(f"{printable(journey.site)}: is no site of the fleet")
    at_fleet = journey.at_fleet()
    with fleet.held(at_fleet):
        post = signpost(journey.folder)
        if fleet.state is SiteState.GONE:
            return _arrive(journey, post)
        if fleet.state is SiteState.ARRIVING:
            return _stay(journey, post)
        _check_free(journey, post)
        _go(journey, at_fleet)
    return True


def clear_behind(journey: Journey) -> None:
    """Remove from the fleet what the folder has by now.

    :raises StorageError: the folder has not, or database or storage fail
    """
    fleet = journey.fleet
    with fleet.held():
        if (
            fleet.state is not SiteState.GONE
            or signpost(journey.folder)
            or not journey.archive.catalog.exists()
        ):
            raise fleet.refuse(f"nothing is removed from the fleet: the archive is not in {journey.folder}")
        journey.files.objects.claim()  # by what the catalog refers to, as long as it does
        for kind in reversed(kinds()):
            with writing(fleet.catalog) as rows:
                rows.remove(kind)
        journey.files.clear()


def _go(journey: Journey, at_fleet: Archive) -> None:
    """The fleet has the archive, or is giving it to this folder; its lease is held."""
    fleet = journey.fleet
    goes_on = fleet.state is SiteState.LEAVING
    if not goes_on:
        journey.files.objects.claim(even_lost=journey.despite_losses)
        settle(at_fleet, str(journey.folder), journey.extraction)
        journey.told("settled")
        journey.check_faults(check(at_fleet), mended_there=True)
        journey.told("verified")
    move = fleet.move if goes_on else journey.new_move()
    with _folder_held(journey):
        set_signpost(journey.folder, journey.signpost(move, comes=True))
        journey.told("signpost")
        fleet.become(SiteState.LEAVING, journey.place, move)
        journey.told("leaving")
        _fill(journey)
        fleet.become(SiteState.GONE, journey.place, move)
        journey.told("gone")
        take_away(journey.folder)
        journey.told("here")
        keep_current(journey.folder)


def _fill(journey: Journey) -> None:
    arriving = ArrivingFolder(journey.archive, journey.told, damaged_too=journey.despite_losses)
    journey.brought = arriving.brought
    with reading(journey.fleet.catalog) as rows:
        wanted = wanted_in(rows)
    files = journey.files
    arriving.files(wanted, list(files.pictures()), files.fetch_original, files.read_picture)
    journey.check_losses()
    with reading(journey.fleet.catalog) as rows:
        arriving.rows(rows)
    arriving.finish()
    Marks(journey.archive.private).take_over(Marks(journey.fleet.folder / "_archive"))
    if journey.keeps_profile:
        keep_profile(journey.archive, journey.profile.text)


def _check_free(journey: Journey, post: Signpost | None) -> None:
    """Whether the folder may take the archive; the fleet has it."""
    fleet, archive = journey.fleet, journey.archive
    if fleet.state is SiteState.LEAVING and fleet.place != journey.place:
        raise fleet.is_away()
    if post is None and (archive.catalog.exists() or archive.originals.folder.exists() or journey.has_files):
        raise ArgumentError(
            f"{journey.folder}: has an archive of its own, which is not the fleet's; name another folder"
        )


def _arrive(journey: Journey, post: Signpost | None) -> bool:
    """The fleet has given the archive away."""
    fleet = journey.fleet
    if fleet.place != journey.place:
        raise fleet.is_away()
    if post is None:
        _check_there(journey)
        return False
    if not post.comes or post.move != fleet.move:
        raise fleet.refuse(f"the fleet says that the archive is in {journey.folder}, where it is not")
    with _folder_held(journey):
        take_away(journey.folder)
        journey.told("here")
        keep_current(journey.folder)
    return True


def _check_there(journey: Journey) -> None:
    """Whether the folder, which the fleet gave the archive to, still has it."""
    if not journey.archive.catalog.exists():
        gives_up = typed(f"fleet sites remove {journey.site} --discard")
        raise journey.fleet.refuse(
            f"was moved to {journey.folder}, and is not there any more: put the folder back; if it is lost,"
            f" docs/fleet.md says what is left in the fleet, and {gives_up} gives that up"
        )


def _stay(journey: Journey, post: Signpost | None) -> bool:
    """The archive was on its way to the fleet: the folder that it came from has it again, and has it all."""
    fleet = journey.fleet
    is_of_this = post.move == fleet.move and not post.comes if post else fleet.place == journey.place
    if not is_of_this:
        raise fleet.is_away()
    with _folder_held(journey):
        fleet.become(SiteState.GONE, journey.place, fleet.move)
        journey.told("gone")
        take_away(journey.folder)
        journey.told("here")
    return True


@contextmanager
def _folder_held(journey: Journey) -> Iterator[None]:
    with storage_errors():
        make_folder(journey.archive)
    with ArchiveLock(journey.archive.private, moves=True).held():
        yield
