"""What happens to a fleet: workers killed and stopped, database and storage away, no disk, wrong clocks."""

import os
import random
import shutil
import signal
import struct
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.fleet.cluster import Cluster
from tests.fleet.cut import Line
from tests.fleet.workers import Workers

COMPILER = shutil.which("cc")
_DAY = 86_400
JUMPS = (-1826 * _DAY, 1826 * _DAY, -_DAY, _DAY, -7200, 7200)
"""By how many seconds a clock jumps."""


class Kind(StrEnum):
    """A kind of event."""

    KILL = "a worker killed"
    STOP = "a worker stopped past its lease"
    RESTART = "PostgreSQL restarted"
    CUT_DATABASE = "the database cut off"
    CUT_STORE = "the storage cut off"
    FULL_DISK = "a full disk"
    CLOCK = "a clock that jumps"


@dataclass
class Events:
    """Lets things happen to workers.

    :param switches: of each worker
    :param lease: seconds
    :param disk: megabytes of the file system that each worker works on; 0 for one that is not its own
    :ivar done: how many of each kind there were
    :ivar ends: workers that ended although nobody ended them, with their exit codes
    """

    workers: Workers
    cluster: Cluster
    database: Line
    store: Line | None
    switches: tuple[str, ...]
    names: tuple[str, ...]
    lease: float
    dice: random.Random
    disk: int = 0
    done: Counter[Kind] = field(default_factory=Counter)
    ends: list[tuple[str, int]] = field(default_factory=list)
    _killed: set[str] = field(default_factory=set)

    @property
    def possible(self) -> set[Kind]:
        """Those that can be let happen here."""
        found = {Kind.KILL, Kind.STOP, Kind.RESTART, Kind.CUT_DATABASE}
        if self.store:
            found.add(Kind.CUT_STORE)
        if self.disk:
            found.add(Kind.FULL_DISK)
        if COMPILER:
            found.add(Kind.CLOCK)
        return found

    def start(self, name: str) -> None:
        """Start a worker; the last one has a clock that can be set."""
        more = {}
        if name == self.names[-1] and COMPILER:
            more = {"LD_PRELOAD": str(self._other_clock()), "OTHER_CLOCK": str(self._clock)}
        self.workers.start(name, *self.switches, **more)

    def look_after(self) -> None:
        """Start anew whoever has ended, as a service manager does."""
        for name in self.names:
            process = self.workers.running[name]
            if process.poll() is not None:
                if name not in self._killed:
                    self.ends.append((name, process.returncode))
                self._killed.discard(name)
                self.start(name)

    def happen(self, kind: Kind) -> None:
        """Let something of a kind happen, and be over."""
        self.done[kind] += 1
        what: dict[Kind, Callable[[], None]] = {
            Kind.KILL: self._kill, Kind.STOP: self._stop, Kind.RESTART: self._restart,
            Kind.CUT_DATABASE: lambda: self._cut(self.database),
            Kind.CUT_STORE: lambda: self._cut(self.store), Kind.FULL_DISK: self._fill,
            Kind.CLOCK: self._jump,
        }  # fmt: skip
        what[kind]()
        self.look_after()

    @property
    def _clock(self) -> Path:
        return self.workers.folder / "clock"

    def _other_clock(self) -> Path:
        """What is put between a worker and its time of day."""
        made = self.workers.folder / "other_clock.so"
        if not made.exists():
            assert COMPILER
            source = Path(__file__).with_name("other_clock.c")
            subprocess.run([COMPILER, "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
            self._set_clock(0)
        return made

    def _set_clock(self, seconds: int) -> None:
        if not self._clock.exists():
            self._clock.write_bytes(bytes(8))
        with self._clock.open("r+b") as file:
            file.write(struct.pack("l", seconds))

    def _kill(self) -> None:
        name = self.dice.choice(self.names)
        process = self.workers.running[name]
        self._killed.add(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _stop(self) -> None:
        process = self.workers.running[self.dice.choice(self.names)]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGSTOP)
            time.sleep(self.lease * self.dice.uniform(1.2, 2.5))
            os.killpg(process.pid, signal.SIGCONT)

    def _restart(self) -> None:
        self.cluster.restart(self.dice.choice((signal.SIGINT, signal.SIGQUIT)))

    def _cut(self, line: Line | None) -> None:
        assert line
        self.dice.choice((line.cut, line.silence))()
        time.sleep(self.dice.uniform(0.2, 2 * self.lease))
        line.mend()

    def _fill(self) -> None:
        full = self.workers.folder / f"{self.dice.choice(self.names)}-scratch" / "full"
        with suppress(OSError), full.open("wb", 0) as file:
            while True:
                file.write(b"\0" * 65536)
        time.sleep(self.dice.uniform(0.5, 3))
        full.unlink(missing_ok=True)

    def _jump(self) -> None:
        self._set_clock(self.dice.choice(JUMPS))
        time.sleep(self.dice.uniform(1.5, 4))
        self._set_clock(0)


@contextmanager
def small_disks(workers: Workers, names: tuple[str, ...], megabytes: int) -> Iterator[int]:
    """A file system of its own for each worker, where that is allowed; how large each is, 0 where not."""
    mounted = []
    try:
        for name in names:
            folder = workers.folder / f"{name}-scratch"
            folder.mkdir()
            mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
            if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
                break
            mounted.append(folder)
        yield megabytes if len(mounted) == len(names) else 0
    finally:
        workers.end()
        for folder in mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
