"""A fleet of scripted sites, and workers of it that are processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.sites import add_site
from tests.e2e.crawling import ROOT
from tests.e2e.many_sites import ManySites
from tests.fleet.fleets import address

# Half an hour is half a second, and a lease two of the world's.
SWITCHES = (
    "-s", "DAEMON_SPEED=3600", "-s", "FLEET_LEASE=2", "-s", "FLEET_HEARTBEAT=0.5", "-s", "SHUTDOWN_GRACE=5",
)  # fmt: skip
_END = 90.0  # seconds


@dataclass
class Workers:
    """Workers as processes.

    :param database: its address
    :param store: the object storage's
    :param folder: for what they print, and the folders that they work in
    """

    sites: ManySites
    database: str
    store: str
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def add(self, names: Iterable[str]) -> None:
        """Make sites the fleet's."""
        engine = engine_of(address(self.database), name="tests")
        with engine.begin() as connection:
            for name in names:
                add_site(connection, name, self.sites.profile(name))
        engine.dispose()

    def environ(self, **more: str) -> dict[str, str]:
        """The environment of a command that works on this fleet."""
        return os.environ | {
            "NEWSARCHIVE_DATABASE": self.database, "NEWSARCHIVE_STORE": self.store,
            "http_proxy": self.sites.proxy, "https_proxy": self.sites.proxy, "no_proxy": "127.0.0.1",
            "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1",
            "NEWSARCHIVE_OUTPUT": str(self.folder / "output"),
        } | self.environment | more  # fmt: skip

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command on this fleet, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "newsarchive", *arguments], cwd=ROOT, env=self.environ(**more),
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip

    def start(self, name: str, *switches: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a worker; one of that name that has ended goes on in the same file of what is printed."""
        scratch = self.folder / f"{name}-scratch"
        scratch.mkdir(exist_ok=True)
        with self.printed(name).open("ab") as printed:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "newsarchive", "worker", *(switches or SWITCHES)], cwd=ROOT,
                env=self.environ(NEWSARCHIVE_SCRATCH=str(scratch), **more), stdout=printed, stderr=printed,
                start_new_session=True,
            )  # fmt: skip
        return self.running[name]

    def printed(self, name: str) -> Path:
        """The file of what a worker prints."""
        return self.folder / f"{name}.log"

    def told_to_end(self) -> None:
        """Tell all workers to end, and wait until they are gone; one that is not shows where it hangs."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for name, process in self.running.items():
            try:
                process.wait(timeout=_END)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGABRT)
            assert process.wait() != -signal.SIGABRT, self.printed(name).read_text()[-20_000:]

    def end(self) -> None:
        """Kill whatever still runs."""
        for process in self.running.values():
            if process.poll() is None:
                process.kill()
            process.wait()


@contextmanager
def workers_of(sites: ManySites, database: str, store: str, folder: Path) -> Iterator[Workers]:
    """Workers, none of which outlives the block."""
    workers = Workers(sites, database, store, folder)
    try:
        yield workers
    finally:
        workers.end()
