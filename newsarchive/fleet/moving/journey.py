"""What a move knows: both sides, and how it goes about it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.fleet.moving.fleet_files import FleetFiles
from newsarchive.fleet.moving.fleet_side import FleetSide, GivenProfile
from newsarchive.fleet.sites import HERE
from newsarchive.store.archive import Archive
from newsarchive.store.moving.arriving import Brought
from newsarchive.store.moving.row_copy import Told
from newsarchive.store.moving.settled import is_loss, is_no_matter
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.signpost import Signpost
from newsarchive.store.verifying.report import Report
from newsarchive.text import many, typed


class Faulty(StorageError):
    """An archive is damaged, so that it stays where it is; each fault is a line."""

    def __init__(self, site: str, lines: list[str], *, only_losses: bool) -> None:
        self.lines = lines
        despite = "--despite-losses moves all the rest, " if only_losses else ""
        count = many(len(lines), "thing is", "things are")
        super().__init__(
            f"{site}: stays where it is, since {count} wrong with it; {despite}in a folder"
            f" {typed(f'verify {site} --repair')} mends what can be"
        )


@dataclass(slots=True)
class Journey:
    """One archive and its two sides.

    :param archive: the folder's side
    :param fleet: the fleet's
    :param files: what the fleet has of files
    :param at_fleet: gives the archive as this process has it of the fleet, which has it
    :param profile: by which the side goes that gives the archive away
    :param keeps_profile: the folder has it from nobody else
    :param extraction: which code would read its pages
    :param despite_losses: what is lost keeps nothing else back
    :param told: is told of each step
    :param say: is told what a person should know, in lines
    :ivar losses: how many faults did not keep it back
    """

    archive: Archive
    fleet: FleetSide
    files: FleetFiles
    at_fleet: Callable[[], Archive]
    profile: GivenProfile
    keeps_profile: bool
    extraction: str
    despite_losses: bool
    told: Told
    say: Callable[[str], None]
    brought: Brought = field(default_factory=Brought)
    losses: int = 0

    @property
    def site(self) -> str:
        """Its name."""
        return self.archive.name

    @property
    def folder(self) -> Path:
        """The archive's folder."""
        return self.archive.folder

    @property
    def has_posts(self) -> bool:
        """Whether there are posts in the folder."""
        posts = self.archive.posts.folder
        return posts.is_dir() and any(posts.iterdir())

    @property
    def has_files(self) -> bool:
        """Whether there are posts or pictures in the folder."""
        return self.has_posts or any(map(parts_of, self.archive.pictures.kept()))

    @property
    def place(self) -> str:
        """The folder, in words that tell it from any other."""
        return f"{os.uname().nodename}:{self.folder.resolve()}"

    def signpost(self, move: str, *, comes: bool) -> Signpost:
        """The one that the folder is to have."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Signpost(move=move, comes=comes, place=self.fleet.fleet.address.shown, at=now)

    def new_move(self) -> str:
        """An id that no other move has."""
        return secrets.token_hex(8)

    def check_faults(self, report: Report, *, mended_there: bool = False) -> None:
        """Go on with an archive that is whole, or whose losses nobody can mend.

        :param mended_there: whatever is wrong can be mended where the archive goes, and not where it is
        :raises Faulty: it is not
        """
        wrong = [fault for fault in report.faults if not is_no_matter(fault)]
        others = [] if mended_there else [fault for fault in wrong if not is_loss(fault)]
        if others or (wrong and not self.despite_losses):
            raise Faulty(self.site, [str(one) for one in wrong], only_losses=not others)
        for fault in report.faults:
            self.say(str(fault))
        self.losses += len(wrong)

    def check_losses(self) -> None:
        """The same, of what turned out to be lost on the way."""
        if self.brought.lost and not self.despite_losses:
            raise Faulty(self.site, self.brought.lost, only_losses=True)

    def no_archive(self) -> ArgumentError:
        """The error that says that there is none in the folder."""
        if self.fleet.state in HERE:
            return not_here(self.site, self.folder)
        begins = typed(f"archive {self.site}")
        return ArgumentError(f"{self.site}: there is no archive in {self.folder}; {begins} begins one")


def not_here(site: str, folder: Path) -> ArgumentError:
    """The error that says that a site which is to go to the fleet is there, and has nothing to be moved."""
    takes = typed(f"move {site} --to FOLDER")
    return ArgumentError(
        f"{site}: is the fleet's, and there is no archive of it in {folder}; {takes} takes it to a folder"
    )
