"""A real crawl of a hostile site, and its books."""

import os
import re
import sqlite3
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.forked import forked

ROOT = Path(__file__).parents[2]
SWITCHES = (
    "DOWNLOAD_DELAY=0", "RETRY_BACKOFF=0", "RETRY_TIMES=1", "RETRY_AFTER_CAP=1",
    "DOWNLOAD_TIMEOUT=5", "SITE_DOWN_AFTER=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=16",
)  # fmt: skip


@dataclass(frozen=True)
class Books:
    """What a crawl left: exit code, output, the state of every page by its name, the table's counts."""

    code: int
    told: str
    states: dict[str, str]
    reasons: dict[str, str]
    counts: dict[str, int]
    megabytes: float
    folder: Path

    def adds_up(self) -> bool:
        """Whether what was seen is what became of it."""
        count = self.counts
        kinds = ("stored", "unchanged", "quarantined", "failed")
        return count["seen"] == sum(count[kind] for kind in kinds)


def measured(command: list[str], environment: dict[str, str], log: Path) -> tuple[int, str, float]:
    """A command's exit code, what it told, and the most memory that it had, in megabytes."""
    with log.open("w") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT)
        overdue = threading.Timer(120, process.kill)
        overdue.start()
        # Not what wait4 tells: that counts the test's own process, too, of which it was forked.
        most = 0
        while process.poll() is None:
            most = max(most, _high_water(process.pid))
            time.sleep(0.02)
        overdue.cancel()
    assert process.returncode != -9, f"it did not end: {log.read_text()}"
    assert most
    return process.returncode, log.read_text(), most / 1024


def _high_water(pid: int) -> int:
    """The most memory that a process has had so far, in kilobytes; 0 when it is gone."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        return int((re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE) or ["0"])[0])
    return 0


def crawl(address: str, output: Path, *arguments: str) -> Books:
    """``scrapy archive news`` on a site; it must end within two minutes, without a traceback."""
    switches = [part for setting in SWITCHES for part in ("-s", setting)]
    command = ["scrapy", "archive", "news", "-a", f"url={address}/", *switches, *arguments]
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(output), "COLUMNS": "100"}
    ended = forked(*command, environment=environment, one_stream=True)
    code, told, megabytes = ended.code, ended.out, ended.kilobytes / 1024
    assert code != -9, f"it did not end: {told}"
    assert "Traceback" not in told, told
    (folder,) = [path for path in output.iterdir() if path.is_dir()]
    with sqlite3.connect(f"file:{folder}/_archive/catalog.sqlite?mode=ro", uri=True) as catalog:
        rows = catalog.execute("SELECT url, state, failure FROM article").fetchall()
    named = {re.sub(r".*/(.*)\.html$", r"\1", url): (state, failure) for url, state, failure in rows}
    counts = re.findall(r"│ (seen|stored|unchanged|quarantined|failed)\s+│\s+([\d,]+) │", told)
    return Books(
        code=code,
        told=told,
        states={name: _STATES[state] for name, (state, _) in named.items()},
        reasons={name: failure or "" for name, (_, failure) in named.items()},
        counts={label: int(number.replace(",", "")) for label, number in counts},
        megabytes=megabytes,
        folder=folder,
    )


_STATES = {
    "published": "stored",
    "double": "stored",  # an article that is stored was read at a further address
    "owed": "failed",
    "quarantined": "quarantined",
    "pending": "pending",
}
