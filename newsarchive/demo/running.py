"""The demo site as a process of its own, for as long as a ``with`` block lasts."""

import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 30.0
_ANNOUNCEMENT = "demo site at "


@contextmanager
def running_demo_site(articles: int = 130, *, bad_records: bool = True) -> Iterator[str]:
    """Start the demo site, yield its base URL, stop it.

    :raises RuntimeError: when the site does not come up
    """
    command = [sys.executable, "-m", "newsarchive.demo", "--articles", str(articles)]
    if not bad_records:
        command.append("--no-bad-records")
    root = Path(__file__).resolve().parents[2]  # where python -m finds this very package
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0, cwd=root) as process:
        try:
            yield _base_url(process)
        finally:
            _stop(process)


def _base_url(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    line, deadline = b"", time.monotonic() + _PATIENCE
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not line.endswith(b"\n"):
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise RuntimeError(f"the demo site said nothing for {_PATIENCE:.0f} s")
            byte = process.stdout.read(1)
            if not byte:
                raise RuntimeError(f"the demo site ended with code {process.wait()}")
            line += byte
    announcement = line.decode().strip()
    if not announcement.startswith(_ANNOUNCEMENT):
        raise RuntimeError(f"the demo site said {announcement!r} instead of its address")
    return announcement.removeprefix(_ANNOUNCEMENT)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
