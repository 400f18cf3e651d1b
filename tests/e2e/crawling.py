"""Real crawls through the commands that users type, against the demo site."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]
NO_DELAYS = (
    "DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "RETRY_BACKOFF=0", "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
)  # fmt: skip


@dataclass(frozen=True)
class Crawl:
    """What a command left behind."""

    code: int
    out: str
    err: str


def scrapy(
    *arguments: str,
    proxy: str | None,
    output: Path,
    cwd: Path = ROOT,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Crawl:
    """Run ``scrapy ARGUMENTS`` as a user would.

    :param more: of the environment
    """
    switches = [part for setting in NO_DELAYS for part in ("-s", setting)]
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(output), "COLUMNS": "100", **more}
    if proxy:
        environment |= {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:newsarchive", "-m", "scrapy",
         *arguments, *switches],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Crawl(done.returncode, done.stdout, done.stderr)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below ``folder`` with its modification time and bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }
