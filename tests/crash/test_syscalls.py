"""SIGKILL, ENOSPC and EIO at the file-system calls of a store cycle, injected by strace."""

import os
import re
import shutil
from collections import Counter
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
    """Which of a thread's calls in an undisturbed run touch the archive, counted from 1."""
    log = crash.output / "trace"
    code, output = crash.run(*strace("-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"))
    if code or "ptrace" in output:
        pytest.skip(f"this machine forbids tracing: {output[-200:]}")
    lines = log.read_text(errors="replace").splitlines()
    log.unlink()
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[str, set[int]] = {call: set() for call in CALLS}
    for line in lines:
        match = re.match(r"(\d+) +(\w+)\(", line)
        if match and match[2] in found:
            seen[match[1], match[2]] += 1  # strace counts each thread's calls by themselves
            if f"{crash.output}/finews" in line:
                found[match[2]].add(seen[match[1], match[2]])
    return {call: sorted(numbers) for call, numbers in found.items()}


def strace(*options: str) -> tuple[str, ...]:
    return ("strace", "-f", "-qq", *options)


def inject(crash: Crash, call: str, fault: str, when: int) -> bool:
    """A run with one fault, then a clean one, which must complete what the first one began.

    False where the fault met another file, or the terminal: strace counts each thread's calls alone.
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
    ours = [line for line in met if f"{crash.output}/finews" in line]
    if fault != "SIGKILL" and not (ours and ours == met):
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
    faults = [("rename", "SIGKILL", 0.4), ("fsync", "EIO", 0.5)]
    met = [
        inject(crash, call, fault, calls[call][int(part * len(calls[call]))]) for call, fault, part in faults
    ]
    assert met[0], "a process that is killed cannot have been spared"


@pytest.mark.crash
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_every_call(call: str, fault: str, crash: Crash) -> None:
    calls = calls_of_a_run(crash)[call]
    points = calls[:: max(1, len(calls) // POINTS)]
    met = sum(inject(crash, call, fault, when) for when in points)
    print(f"\n{call}: {fault} at {met} of {len(calls)} calls: 0 lost, 0 torn, 0 tracebacks")
    assert met, "no fault met a file of the archive"
