"""SIGKILL, ENOSPC and EIO at the file-system calls of a store cycle, injected by strace."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.crash.archive import DOCUMENTED, Crash

ARTICLES = 4
CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
FAULTS = {"SIGKILL": "signal=SIGKILL", "ENOSPC": "error=ENOSPC", "EIO": "error=EIO"}
POINTS = int(os.environ.get("CRASH_POINTS", "1000000"))  # of each kind of call, spread evenly

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with running_demo_site(ARTICLES, bad_records=False) as proxy:
        yield proxy


@pytest.fixture
def crash(tmp_path: Path, proxy: str) -> Crash:
    return Crash(tmp_path, proxy, ARTICLES)


def calls_of_a_run(crash: Crash) -> dict[str, list[int]]:
    """Which of each call's occurrences in an undisturbed run touch the archive, counted from 1."""
    log = crash.output / "trace"
    code, output = crash.run(*strace("-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"))
    if code or "ptrace" in output:
        pytest.skip(f"this machine forbids tracing: {output[-200:]}")
    lines = log.read_text(errors="replace").splitlines()
    log.unlink()
    found: dict[str, list[int]] = {}
    for call in CALLS:
        all_of_them = [line for line in lines if re.match(rf"\d+ +{call}\(", line)]
        found[call] = [n for n, line in enumerate(all_of_them, 1) if f"{crash.output}/finews" in line]
    return found


def strace(*options: str) -> tuple[str, ...]:
    return ("strace", "-f", "-qq", *options)


def inject(crash: Crash, call: str, fault: str, when: int) -> bool:
    """A run with one fault, then a clean one, which must complete what the first one began.

    False where the fault met another file, since no two runs make all their calls in the same order.
    """
    shutil.rmtree(crash.output / "finews", ignore_errors=True)
    where = f"{call} #{when} {fault}"
    log = crash.output / "trace"
    process = crash.start(
        *strace(
            "-y", "-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:{FAULTS[fault]}:when={when}"
        )
    )
    output, _ = process.communicate(timeout=180)
    met = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line]
    if fault != "SIGKILL" and not any(f"{crash.output}/finews" in line for line in met):
        return False
    assert "Traceback" not in output, f"{where}\n{output}"
    killed = {-9, 137} if fault == "SIGKILL" else set()
    assert process.returncode in DOCUMENTED | killed, f"{where}: {process.returncode}\n{output}"
    crash.check_nothing_torn()
    code, output = crash.run()
    assert code == 0, f"{where}\n{output}"
    crash.check_complete()
    return True


@pytest.mark.long
def test_a_few_faults(crash: Crash) -> None:
    calls = calls_of_a_run(crash)
    for call, fault, part in [("rename", "SIGKILL", 0.4), ("fsync", "EIO", 0.5)]:
        inject(crash, call, fault, calls[call][int(part * len(calls[call]))])


@pytest.mark.crash
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_every_call(call: str, fault: str, crash: Crash) -> None:
    calls = calls_of_a_run(crash)[call]
    points = calls[:: max(1, len(calls) // POINTS)]
    met = sum(inject(crash, call, fault, when) for when in points)
    print(f"\n{call}: {fault} at {met} of {len(calls)} calls: 0 lost, 0 torn, 0 tracebacks")
