"""Full and read-only disks, wrong clocks, and the wish to stop."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.crash.archive import Crash

ARTICLES = 300
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with running_demo_site(ARTICLES, bad_records=False) as proxy:
        yield proxy


@pytest.fixture
def crash(tmp_path: Path, proxy: str) -> Crash:
    return Crash(tmp_path, proxy, ARTICLES)


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[None]:
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine forbids mounting a tmpfs")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def finish(crash: Crash) -> None:
    code, output = crash.run()
    assert code == 0, output
    crash.check_complete()


@as_root
@pytest.mark.parametrize("kilobytes", range(200, 3000, 400))
def test_a_disk_that_fills_up(crash: Crash, kilobytes: int) -> None:
    with tmpfs(crash.output, f"size={kilobytes}k"):
        code, output = crash.run()
        assert code == 74, output
        assert "No space left" in output or "disk I/O error" in output
        crash.check_nothing_torn()
        remount(crash.output, "size=64m")
        finish(crash)


@as_root
def test_a_read_only_disk(crash: Crash) -> None:
    with tmpfs(crash.output, "size=64m,ro"):
        code, output = crash.run()
        assert code == 74
        assert "Read-only file system" in output
        remount(crash.output, "rw")
        finish(crash)


@as_root
def test_a_disk_that_becomes_read_only(crash: Crash) -> None:
    with tmpfs(crash.output, "size=64m"):
        process = crash.start()
        wait_for_posts(crash, 20)
        busy = subprocess.run(
            ["mount", "-o", "remount,ro", str(crash.output)], capture_output=True, check=False
        ).returncode
        output, _ = process.communicate(timeout=60)
        assert "Traceback" not in output, output
        assert process.returncode == (0 if busy else 74), output  # open files may forbid it
        remount(crash.output, "rw")
        finish(crash)


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_the_wish_to_stop_is_granted_in_time(crash: Crash, which: signal.Signals) -> None:
    process = crash.start()
    wait_for_posts(crash, 20)
    process.send_signal(which)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 2, output
    assert "Traceback" not in output, output
    crash.check_nothing_torn()
    finish(crash)


def test_a_second_run_leaves_and_disturbs_nothing(crash: Crash) -> None:
    process = crash.start()
    wait_for_posts(crash, 5)
    code, output = crash.run()
    assert code == 75, output
    first, _ = process.communicate(timeout=120)
    assert process.returncode == 0, first
    crash.check_complete()


@pytest.mark.skipif(not FAKETIME.exists(), reason="libfaketime is not installed")
@pytest.mark.parametrize("clock", ["-6y", "+6y"])
def test_a_wrong_clock(crash: Crash, clock: str) -> None:
    code, output = crash.run(LD_PRELOAD=str(FAKETIME), FAKETIME=clock, FAKETIME_DONT_FAKE_MONOTONIC="1")
    assert code == 0, output
    crash.check_complete()
    finish(crash)


@pytest.mark.skipif(not FAKETIME.exists(), reason="libfaketime is not installed")
def test_a_clock_that_jumps(crash: Crash, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("+0d\n")
    process = crash.start(
        LD_PRELOAD=str(FAKETIME), FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    wait_for_posts(crash, 20)
    clock.write_text("-5y\n")
    wait_for_posts(crash, 60)
    clock.write_text("+5y\n")
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    assert "Traceback" not in output, output
    crash.check_complete()
    finish(crash)


def wait_for_posts(crash: Crash, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if crash.posts.exists() and len(list(crash.posts.iterdir())) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("the run stores nothing")
