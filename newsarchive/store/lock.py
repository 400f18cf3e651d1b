"""One writer per archive: a lock on the archive's folder that a crash releases by itself."""

import fcntl
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.exceptions import ArchiveBusy


class ArchiveLock:
    """An exclusive ``flock`` on ``folder``; ``lock.json`` in it says who holds it, while it is held.

    The kernel drops the lock with its process, so a stale note locks nobody out.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = folder / "lock.json"
        self._fd: int | None = None

    def acquire(self, *, started: datetime) -> None:
        """Take the lock.

        :param started: when the run began, aware; shown to whoever finds the archive busy
        :raises ArchiveBusy: another process holds it; says which and since when
        :raises OSError: the folder cannot be locked or written
        """
        fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            raise ArchiveBusy(f"{self.folder.parent} is busy: {self._holder()}") from None
        self._fd = fd
        note = {"pid": os.getpid(), "host": os.uname().nodename, "since": started.isoformat()}
        self.note.write_text(json.dumps(note) + "\n", encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._fd is not None:
            self.note.unlink(missing_ok=True)
            os.close(self._fd)
            self._fd = None

    def _holder(self) -> str:
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            return f"process {note['pid']} on {note['host']} holds it since {note['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process holds it"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds an archive's lock.

    :param since: ISO 8601
    """

    pid: int
    host: str
    since: str


def holder(private: Path) -> Holder | None:
    """Who holds the lock by the note beside it; a process of this host that is no more does not count.

    :param private: the archive's ``_archive``
    """
    try:
        note = json.loads((private / "lock.json").read_text(encoding="utf-8"))
        found = Holder(int(note["pid"]), str(note["host"]), str(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.host != os.uname().nodename or _runs(found.pid) else None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
