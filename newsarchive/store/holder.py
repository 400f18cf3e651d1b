"""Who is at work on an archive, asked without taking its lock."""

import json
import os
from dataclasses import dataclass
from pathlib import Path


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
