"""A wish to end that comes when a process is already on its way out."""

import ctypes
import signal
import subprocess
import sys

import pytest

# What C does at the very end of a process, when Python has given signals back: raise(exit code).
LATE = """
import ctypes, sys
from newsarchive.operations.stopping import Stop
stop = Stop()
libc = ctypes.CDLL(None)
libc.on_exit(libc["raise"], None)
if "over" in sys.argv:
    stop.over()
sys.exit(15)
"""


# A thread that is waited for when Python ends, and does not end.
HANGS = """
import threading
from newsarchive.operations.stopping import gone_within
threading.Thread(target=threading.Event().wait, name="hangs").start()
gone_within(0.2)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "on_exit"), reason="only glibc has on_exit")
def test_a_process_that_ends_is_not_killed_at_its_very_end() -> None:
    ended = [subprocess.run([sys.executable, "-c", LATE, *words], check=False) for words in (["over"], [])]
    assert [one.returncode for one in ended] == [15, -signal.SIGTERM]


# What C does at the very end takes for ever.
HANGS_LATER = """
import ctypes
from newsarchive.operations.stopping import gone_within
libc = ctypes.CDLL(None)
libc.on_exit(libc["sleep"], 1_000)
gone_within(0.2)
import sys; sys.exit(1_000)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "on_exit"), reason="only glibc has on_exit")
def test_a_process_that_hangs_once_python_is_gone_is_gone_too() -> None:
    ended = subprocess.run([sys.executable, "-c", HANGS_LATER], check=False, timeout=60)
    assert ended.returncode in {1, -signal.SIGALRM}


def test_a_process_that_hangs_at_its_end_is_gone_and_shows_where() -> None:
    ended = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "_wait_for_tstate_lock" in ended.stderr or "_shutdown" in ended.stderr
