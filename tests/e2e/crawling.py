"""Real crawls through the commands that users type, against the demo site."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from scrapy.settings import Settings

from newsarchive.exceptions import ProfileError
from newsarchive.fetching.browser.wanted import find_chromium
from tests.e2e.forked import CHECKOUT, WARNINGS, forked

ROOT = CHECKOUT
NO_DELAYS = (
    "DOWNLOAD_DELAY=0", "RETRY_BACKOFF=0", "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
)  # fmt: skip
SWITCHES = [part for setting in NO_DELAYS for part in ("-s", setting)]


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
    return python("-m", "scrapy", *arguments, *SWITCHES, proxy=proxy, output=output, cwd=cwd, more=more)


def start_scrapy(
    *arguments: str, proxy: str | None, output: Path, more: Mapping[str, str]
) -> subprocess.Popen[str]:
    """Start ``scrapy ARGUMENTS``, which goes on by itself; its output is one stream."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments, *SWITCHES],
        cwd=ROOT, env=_environment(proxy, output, more), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def one_after_another(
    *commands: Sequence[str], proxy: str | None, output: Path, more: Mapping[str, str]
) -> list[Crawl]:
    """Run several scrapy commands in one process, of which the last but one may crawl."""
    given = json.dumps([[*command, *SWITCHES] for command in commands])
    done = python("-m", "tests.e2e.one_after_another", given, proxy=proxy, output=output, cwd=ROOT, more=more)
    codes = json.loads(done.out.splitlines()[-1])
    return [Crawl(code, done.out, done.err) for code in codes]


def python(*arguments: str, proxy: str | None, output: Path, cwd: Path, more: Mapping[str, str]) -> Crawl:
    """Run ``python ARGUMENTS`` on the archives in ``output``; modules in the checkout are forked."""
    environment = _environment(proxy, output, more)
    if arguments[0] == "-m" and cwd == ROOT and not any(name.startswith("PYTHON") for name in more):
        ended = forked(*arguments[1:], environment=environment)
        return Crawl(ended.code, ended.out, ended.err)
    done = subprocess.run(
        [sys.executable, *WARNINGS, *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Crawl(done.returncode, done.stdout, done.stderr)


def _environment(proxy: str | None, output: Path, more: Mapping[str, str]) -> dict[str, str]:
    """What a user's shell has, and nothing that Scrapy left in this process while another test was at it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY_")}
    environment = ours | {"NEWSARCHIVE_OUTPUT": str(output), "COLUMNS": "100", **more}
    if proxy:
        environment |= {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    return environment


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below ``folder`` with its modification time and bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def chromium_is_there() -> bool:
    """Whether pages that a browser builds can be archived here."""
    with suppress(ProfileError):
        return bool(find_chromium(Settings()))
    return False
