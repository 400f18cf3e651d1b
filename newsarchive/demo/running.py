"""The demo site as a process of its own, for as long as a ``with`` block lasts."""

import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.demo.changes import NO_CHANGES, Changes

_PATIENCE = 30.0
_ANNOUNCEMENT = "demo site at "


@contextmanager
def running_demo_site(
    articles: int = 130,
    *,
    bad_records: bool = True,
    changes: Changes = NO_CHANGES,
    validators: bool = True,
    port: int = 0,
    log: Path | None = None,
) -> Iterator[str]:
    """Start the demo site, yield its base URL, stop it.

    :param changes: what has changed since the first day
    :param validators: False answers without ``ETag`` and ``Last-Modified``
    :param port: 0 for any free one; a later day may be served where the first was
    :param log: gains a line ``METHOD URL STATUS BYTES`` a request
    :raises RuntimeError: when the site does not come up
    """
    command = [sys.executable, "-m", "newsarchive.demo", f"--articles={articles}", f"--port={port}"]
    command += changes.arguments()
    if not bad_records:
        command.append("--no-bad-records")
    if not validators:
        command.append("--no-validators")
    if log:
        command.append(f"--log={log.absolute()}")
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
