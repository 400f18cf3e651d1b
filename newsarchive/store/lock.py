"""One writer per archive: a lock on the archive's folder that a crash releases by itself."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.store.keepers import Lock, keeper_of
from newsarchive.store.signpost import check_is_here


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds an archive's lock.

    :param since: ISO 8601
    """

    pid: int
    host: str
    since: str


class ArchiveLock:
    """An exclusive ``flock`` on ``folder``; ``lock.json`` in it says who holds it, while it is held.

    The kernel drops the lock with its process, so a stale note locks nobody out. Nobody gets it whose archive
    is elsewhere, so that nobody writes there.

    :param moves: whoever takes it moves the archive, which may be elsewhere by now
    """

    def __init__(self, folder: Path, *, moves: bool = False) -> None:
        self.folder = folder
        self.moves = moves
        self.note = folder / "lock.json"
        self._fd: int | None = None

    def acquire(self, *, started: datetime) -> None:
        """Take the lock.

        :param started: when the run began, aware; shown to whoever finds the archive busy
        :raises ArchiveBusy: another process holds it; says which and since when
        :raises ArchiveMoved: the archive is elsewhere
        :raises OSError: the folder cannot be locked or written
        """
        fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            other = _noted(self.note)
            who = f"process {other.pid} on {other.host} holds it since {other.since}" if other else ""
            raise ArchiveBusy(f"{self.folder.parent} is busy: {who or 'another process holds it'}") from None
        self._fd = fd
        if not self.moves:
            try:
                check_is_here(self.folder.parent)
            except BaseException:
                self.release()
                raise
        note = Holder(os.getpid(), os.uname().nodename, started.isoformat())
        self.note.write_text(json.dumps(asdict(note)) + "\n", encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._fd is not None:
            with suppress(OSError):  # a disk that became read-only keeps the note, which locks nobody out
                self.note.unlink(missing_ok=True)
            os.close(self._fd)
            self._fd = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock within a ``with`` statement.

        :raises ArchiveBusy: another process holds it
        :raises ArchiveMoved: the archive is elsewhere
        :raises StorageError: the folder cannot be locked
        """
        try:
            self.folder.mkdir(exist_ok=True)
            self.acquire(started=datetime.now(UTC))
        except OSError as error:
            raise StorageError(f"{self.folder}: {error.strerror}; it cannot be locked") from error
        try:
            yield
        finally:
            self.release()


_WISH = "wanted.lock"


@contextmanager
def wished_for(folder: Path) -> Iterator[None]:
    """Let who holds an archive's lock by a schedule know that somebody waits for it.

    The kernel drops the wish with its process, as it does a lock.

    :param folder: the archive's own
    :raises OSError: it cannot be written
    """
    path = folder / "_archive" / _WISH
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_wished_for(folder: Path) -> bool:
    """Whether somebody waits for an archive's lock."""
    try:
        with (folder / "_archive" / _WISH).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # there is none
        return False
    return False


def lock_of(folder: Path) -> Lock:
    """What keeps the archive in ``folder`` to one writer."""
    keeper = keeper_of(folder)
    return keeper.lock(folder) if keeper else ArchiveLock(folder / "_archive")


def holder(private: Path) -> Holder | None:
    """Who holds the lock by the note beside it; a process of this host that is no more does not count.

    :param private: the archive's ``_archive``
    """
    if keeper := keeper_of(private):
        return keeper.holder(private.parent)
    found = _noted(private / "lock.json")
    return found if found and (found.host != os.uname().nodename or _runs(found.pid)) else None


def _noted(note: Path) -> Holder | None:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        return Holder(int(told["pid"]), str(told["host"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (PermissionError, OverflowError):
        return True
    except ProcessLookupError:
        return False
    return True
