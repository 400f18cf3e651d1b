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


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "on_exit"), reason="only glibc has on_exit")
def test_a_process_that_ends_is_not_killed_at_its_very_end() -> None:
    ended = [subprocess.run([sys.executable, "-c", LATE, *words], check=False) for words in (["over"], [])]
    assert [one.returncode for one in ended] == [15, -signal.SIGTERM]
