"""An archive moves from its folder to the fleet."""

from pathlib import Path

from newsarchive.fleet.moving.journey import Journey
from newsarchive.fleet.sites import HERE, WHOLE, SiteState
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.moving.clearing import clear_folder
from newsarchive.store.moving.file_copy import sha256_of
from newsarchive.store.moving.row_copy import RowCopy
from newsarchive.store.moving.settled import leave_out_nul, settle
from newsarchive.store.moving.wanted import wanted_in
from newsarchive.store.notice_book import NoticeBook
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.published import Marks
from newsarchive.store.search.in_fleet import enter_words
from newsarchive.store.signpost import Signpost, set_signpost, signpost
from newsarchive.store.verifying.check import check

_HOURS = 10 * 3600.0


def move_to_fleet(journey: Journey) -> bool:
    """Let the archive be the fleet's, whatever a move before left half done.

    :returns: whether anything had to be done for that
    :raises ArchiveBusy: a run is at work on either side
    :raises ArgumentError: there is no archive in the folder
    :raises StorageError: the fleet has an archive of that name, something is damaged, or disk, database or
        storage fail; the archive is where it was, or the same command goes on
    """
    private = journey.archive.private
    if not private.is_dir():
        raise journey.no_archive()
    if signpost(journey.folder) is None:
        NoticeBook(journey.folder).bring_in()
    with ArchiveLock(private, moves=True).held():
        post = signpost(journey.folder)
        if post is not None:
            return _settle_half(journey, post)
        if not (journey.archive.catalog.exists() or journey.has_posts):
            raise journey.no_archive()
        _go(journey)
    return True


def clear_behind(journey: Journey) -> None:
    """Remove from the folder what the fleet has by now.

    :raises StorageError: the fleet has not, or the disk refuses
    """
    with ArchiveLock(journey.archive.private, moves=True).held():
        post = signpost(journey.folder)
        if post is None or post.comes or journey.fleet.state not in HERE:
            raise journey.fleet.refuse(
                f"nothing is removed from {journey.folder}: the archive is not the fleet's"
            )
        clear_folder(journey.archive)


def _go(journey: Journey) -> None:
    """The folder has the archive, and is locked."""
    fleet = journey.fleet
    _check_free(journey)
    if fleet.state is SiteState.ARRIVING:  # another move of it, be it dead, may have the lease yet
        with fleet.held():
            _check_free(journey)
    settle(journey.archive, "fleet", journey.extraction)
    journey.check_faults(check(journey.archive))
    assert isinstance(journey.archive.catalog, Path)
    leave_out_nul(journey.archive.catalog)
    journey.told("verified")
    move = fleet.move if fleet.state is SiteState.ARRIVING else journey.new_move()
    fleet.add(journey.profile, journey.place, move)
    with fleet.held():
        _check_free(journey)
        fleet.become(SiteState.ARRIVING, journey.place, move, profile=journey.profile)
        journey.files.objects.claim()
        journey.told("arriving")
        _bring_files(journey)
        journey.check_losses()
        _bring_rows(journey)
        set_signpost(journey.folder, journey.signpost(move, comes=False))
        journey.told("signpost")
        fleet.become(SiteState.ACTIVE)
        journey.told("active")


def _check_free(journey: Journey) -> None:
    """Whether the fleet may take the archive; the folder has it."""
    fleet = journey.fleet
    if fleet.state in WHOLE:
        raise fleet.refuse("the fleet has an archive of that name, and would lose it")
    if fleet.state is SiteState.ARRIVING and fleet.place not in {"", journey.place}:
        raise fleet.is_away()


def _settle_half(journey: Journey, post: Signpost) -> bool:
    """The folder has the archive no more, or not yet; what there is to copy was copied."""
    fleet = journey.fleet
    if fleet.site is None:
        raise fleet.refuse(f"{journey.folder} was moved to the fleet, {post.place}, which this one is not")
    with fleet.held():
        was = fleet.state
        if was not in WHOLE and fleet.move != post.move:
            raise fleet.refuse(f"the fleet, where {journey.folder} was moved to, says that it is {was}")
        if post.comes:  # it was to leave the fleet, and does not
            set_signpost(journey.folder, journey.signpost(post.move, comes=False))
        if was not in HERE:
            fleet.become(SiteState.ACTIVE)
            journey.told("active")
    return was not in HERE


def _bring_files(journey: Journey) -> None:
    """Store originals and pictures, none of which has other bytes than those that are known."""
    archive, brought = journey.archive, journey.brought
    with reading(archive.catalog, locked=True) as rows:
        wanted = wanted_in(rows)
    for row in wanted.originals:
        path = archive.originals.folder / row.name
        if sha256_of(path) != row.sha256:
            brought.lost.append(f"originals/{row.name}: is missing or damaged")
            continue
        journey.files.put_original(row, path)
        brought.originals += 1
        journey.told(row.name)
    missing = dict(wanted.pictures)
    for picture in archive.pictures.kept():
        parts = parts_of(picture)
        if parts and parts[0] in missing and sha256_of(archive.folder / picture) == parts[0]:
            journey.files.put_picture(picture, archive.folder / picture)
            del missing[parts[0]]
            brought.pictures += 1
            journey.told(picture)
    brought.lost += [
        f"picture {sha256}: is missing or damaged" for sha256, lost in missing.items() if not lost
    ]


def _bring_rows(journey: Journey) -> None:
    catalog = journey.fleet.catalog
    with reading(journey.archive.catalog, locked=True) as source:
        copy = RowCopy(source, lambda: writing(catalog), journey.site, journey.told)
        journey.brought.rows = copy.copy()
        copy.compare()
    enter_words(catalog, within=_HOURS)
    Marks(journey.fleet.folder / "_archive").take_over(Marks(journey.archive.private))
    journey.told("words")
