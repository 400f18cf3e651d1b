"""SIGKILL at any moment: whatever a run was doing, the next ones complete it."""

import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from newsarchive.store.lock import holder
from tests.crash.archive import Crash

KILLS = int(os.environ.get("CRASH_KILLS", "200"))


def kill_again_and_again(tmp_path: Path, *, articles: int, kills: int, seed: int, longest: float) -> int:
    """Runs that live a random while each; an archive that is complete gives way to a new one.

    :return: how many of them were killed
    """
    dice = random.Random(seed)
    done = archives = 0
    with running_demo_site(articles, bad_records=False) as proxy:
        crash = Crash(tmp_path, proxy, articles)
        while done < kills:
            process = crash.start()
            wait_for_run(crash, process)
            time.sleep(dice.uniform(0, longest))
            killed = crash.kill(process)
            done += killed
            crash.check_nothing_torn()
            if not killed:
                crash.check_complete()
                archives += 1
                shutil.rmtree(tmp_path / "finews")
        code, output = crash.run()
        assert code == 0, output
        crash.check_complete()
    print(f"\n{done} kills over {archives + 1} archives of {len(crash.expected)}: 0 lost, 0 torn, 0 doubled")
    return done


def wait_for_run(crash: Crash, process: subprocess.Popen[str]) -> None:
    """Most of a short life would otherwise be Python's start; a killed run's note says nothing."""
    private = crash.output / "finews" / "_archive"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        held = holder(private)
        if held and held.pid == process.pid:
            return
        time.sleep(0.01)


def test_the_note_of_a_killed_run_is_not_waited_for(tmp_path: Path) -> None:
    with running_demo_site(4, bad_records=False) as proxy:
        crash = Crash(tmp_path, proxy, 4)
        first = crash.start()
        wait_for_run(crash, first)
        assert crash.kill(first), "it was still at work"
        note = tmp_path / "finews" / "_archive" / "lock.json"
        assert json.loads(note.read_text())["pid"] == first.pid, "which nobody removed"
        second = crash.start()
        wait_for_run(crash, second)
        assert json.loads(note.read_text())["pid"] == second.pid
        crash.kill(second)


def test_killed_twice(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, articles=40, kills=2, seed=1, longest=0.4) == 2


@pytest.mark.crash
def test_killed_two_hundred_times(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, articles=2000, kills=KILLS, seed=2, longest=4.0) == KILLS
