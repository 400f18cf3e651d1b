"""Who keeps the archives below a folder: nobody, or the fleet that a process works for."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from newsarchive.store.catalog.postgresql import FleetCatalog
    from newsarchive.store.lock import Holder
    from newsarchive.store.objects.keys import SiteObjects


class Lock(Protocol):
    """What keeps an archive to one writer: :class:`newsarchive.store.lock.ArchiveLock`, or a lease."""

    def acquire(self, *, started: datetime) -> None:
        """Take it.

        :param started: when the run began, aware
        :raises ArchiveBusy: somebody else holds it
        :raises StorageError: it cannot be taken
        """

    def release(self) -> None:
        """Give it back; a second call does nothing."""

    def held(self) -> AbstractContextManager[None]:
        """Hold it within a ``with`` statement."""


class Keeper(Protocol):
    """Keeps the archives below a folder elsewhere: what lies in the folder is but a cache of them."""

    def catalog(self, folder: Path) -> "FleetCatalog":
        """The catalog of the archive whose folder that is; one object a site and process.

        :raises ArgumentError: there is no such site
        """

    def lock(self, folder: Path) -> Lock:
        """What keeps the archive of that folder to one writer."""

    def holder(self, folder: Path) -> "Holder | None":
        """Who holds it."""

    def objects(self, folder: Path, lock: Lock | None = None) -> "SiteObjects":
        """Where originals and pictures of the archive of that folder are.

        :param lock: by which is written; None for those who only read
        :raises ArgumentError: nobody says where that is
        """

    def elsewhere(self, folder: Path) -> str:
        """Where the archive of that folder is that was moved away, and what to type; else nothing."""

    def noted(self, path: Path) -> str:
        """What this machine has noted in place of a small file of an archive; empty for nothing."""

    def note(self, path: Path, said: str) -> None:
        """Note something in place of such a file, for this machine alone.

        :raises StorageError: it cannot be noted
        """

    def fetched(self, path: Path) -> Path:
        """The path of a file of an archive, once it is there; as it is where nothing has it.

        :raises StorageError: it is somewhere else and cannot be brought here
        """

    def now(self) -> datetime:
        """The time by which is noted what is done to the archives, aware."""


_KEPT: dict[Path, Keeper] = {}


def keep(root: Path, keeper: Keeper) -> None:
    """Let a keeper have all archives below a folder, for as long as this process lives."""
    _KEPT[root.absolute()] = keeper


def leave(root: Path) -> None:
    """What lies below the folder is plain folders again."""
    _KEPT.pop(root.absolute(), None)


@contextmanager
def kept(root: Path, keeper: Keeper) -> Iterator[None]:
    """Let a keeper have all archives below a folder within a ``with`` statement."""
    keep(root, keeper)
    try:
        yield
    finally:
        leave(root)


def keeper_of(path: Path) -> Keeper | None:
    """Who keeps the archive that the path is of, or is in; None where it is a plain folder."""
    if not _KEPT:
        return None
    path = path.absolute()
    return next((keeper for root, keeper in _KEPT.items() if path.is_relative_to(root)), None)


def now_of(path: Path) -> datetime:
    """The time by which is noted what is done to the archive that the path is of: its keeper's, or ours."""
    keeper = keeper_of(path)
    return keeper.now() if keeper else datetime.now(UTC)


def fetched(path: Path) -> Path:
    """The path of a file, once it is there.

    :raises StorageError: it is somewhere else and cannot be brought here
    """
    keeper = keeper_of(path)
    return keeper.fetched(path) if keeper else path
