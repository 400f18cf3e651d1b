import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.exceptions import ArchiveBusy
from newsarchive.store.lock import ArchiveLock

STARTED = datetime(2022, 3, 7, 8, tzinfo=UTC)


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "finews" / "_archive"
    folder.mkdir(parents=True)
    return folder


def test_the_second_says_who_holds_it_and_since_when(private: Path) -> None:
    first, second = ArchiveLock(private), ArchiveLock(private)
    first.acquire(started=STARTED)
    with pytest.raises(ArchiveBusy) as caught:
        second.acquire(started=STARTED)
    for word in (str(private.parent), str(os.getpid()), os.uname().nodename, "2022-03-07T08:00:00+00:00"):
        assert word in str(caught.value)
    second.release()
    assert json.loads((private / "lock.json").read_text())["pid"] == os.getpid(), "it was not second's note"
    first.release()
    first.release()
    assert list(private.iterdir()) == []
    second.acquire(started=STARTED)
    second.release()


@pytest.mark.parametrize("note", [None, "", "{}", "[]", "null", "rubbish"])
def test_a_note_that_cannot_be_read_does_not_open_the_lock(note: str | None, private: Path) -> None:
    first = ArchiveLock(private)
    first.acquire(started=STARTED)
    (private / "lock.json").unlink() if note is None else (private / "lock.json").write_text(note)
    with pytest.raises(ArchiveBusy, match="another process holds it"):
        ArchiveLock(private).acquire(started=STARTED)
    first.release()


def test_a_process_that_was_killed_locks_nobody_out(private: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from newsarchive.store.lock import ArchiveLock\n"
        "ArchiveLock(Path(sys.argv[1])).acquire(started=datetime.now(UTC)); os._exit(9)"
    )
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", script, str(private)], check=False, cwd=root)
    assert killed.returncode == 9
    assert (private / "lock.json").exists(), "the stale note"
    lock = ArchiveLock(private)
    lock.acquire(started=STARTED)
    assert json.loads((private / "lock.json").read_text())["pid"] == os.getpid()
    lock.release()


def test_a_note_that_cannot_be_written_or_removed_keeps_nobody_out(private: Path) -> None:
    (private / "lock.json").mkdir()  # as hard to write and to remove as on a disk that is read-only
    lock = ArchiveLock(private)
    with pytest.raises(IsADirectoryError):
        lock.acquire(started=STARTED)
    lock.release()
    (private / "lock.json").rmdir()
    lock.acquire(started=STARTED)
    lock.release()
    assert list(private.iterdir()) == []
