"""An archive that keeps pictures, killed at any moment and at its calls, and on disks that fill up."""

import os
import random
import re
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.pictures import check_pictures, ended, store
from tests.crash.test_disk_and_clock import as_root, remount, tmpfs
from tests.crash.test_syscalls import CALLS, FAULTS, POINTS, strace

KILLS = int(os.environ.get("CRASH_KILLS", "200"))
_BATCHES = 2


def begin(folder: Path, first: int, *prefix: str, batches: int = 0) -> subprocess.Popen[str]:
    """A process that is about to store, on an archive whose pictures are whole."""
    process = store(folder, first, *prefix, batches=batches)
    assert process.stdin
    assert process.stdout
    if process.stdout.readline() == "open\n":
        check_pictures(folder / "finews")
        process.stdin.write("\n")
        process.stdin.flush()
    return process


def finish(folder: Path, first: int) -> int:
    """A clean run; how many pictures there are by then."""
    with ended(begin(folder, first, batches=1)) as process:
        assert process.wait(timeout=120) == 0
    return check_pictures(folder / "finews")


def kill_again_and_again(folder: Path, kills: int) -> int:
    dice = random.Random(5)
    for kill in range(kills):
        with ended(begin(folder, kill * 10_000)):
            time.sleep(dice.uniform(0.0, 1.5))
    pictures = finish(folder, kills * 10_000)
    print(f"\n{kills} kills, {pictures} pictures: 0 lost, 0 torn, 0 orphaned")
    return pictures


def test_killed_twice(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, 2) > 0


@pytest.mark.crash
def test_killed_two_hundred_times(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, KILLS) > KILLS


@pytest.mark.crash
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_a_fault_at_every_call(tmp_path: Path, call: str, fault: str) -> None:
    log = tmp_path / "trace"
    with ended(begin(tmp_path / "0", 0, *traced(log, call), batches=_BATCHES)) as process:
        assert process.wait(timeout=120) == 0
    calls = places(log, call, tmp_path)
    met = 0
    for when in calls[:: max(1, len(calls) // POINTS)]:
        folder = tmp_path / str(when)
        inject = ("-e", f"inject={call}:{FAULTS[fault]}:when={when}")
        with ended(begin(folder, 0, *traced(log, call), *inject, batches=_BATCHES)) as process:
            process.wait(timeout=120)
        met += bool(process.returncode)
        assert finish(folder, 50), f"{call} #{when} {fault}"
        shutil.rmtree(folder)
    print(f"\n{call}: {fault} at {met} of {len(calls)} calls: 0 lost, 0 torn, 0 orphaned")
    assert met, "no fault met a file of the archive"


def traced(log: Path, call: str) -> tuple[str, ...]:
    return strace("-y", "-o", str(log), "-e", f"trace={call}")


def places(log: Path, call: str, folder: Path) -> list[int]:
    """Which of the calls touch the archive, counted from 1 in each thread as strace counts them."""
    seen: Counter[str] = Counter()
    found = set()
    for line in log.read_text(errors="replace").splitlines():
        if match := re.match(rf"(\d+) +{call}\(", line):
            seen[match[1]] += 1
            if f"{folder}/" in line and "/finews" in line:
                found.add(seen[match[1]])
    return sorted(found)


@as_root
@pytest.mark.crash
@pytest.mark.parametrize("kilobytes", range(300, 1500, 200))
def test_a_disk_that_fills_up(tmp_path: Path, kilobytes: int) -> None:
    with tmpfs(tmp_path, f"size={kilobytes}k"):
        with ended(begin(tmp_path, 0)) as process:
            assert process.wait(timeout=120) != 0, "an endless run has met no end of the disk"
        remount(tmp_path, "size=64m")
        assert finish(tmp_path, 50)
