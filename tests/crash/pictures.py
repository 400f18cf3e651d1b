"""The pictures of an archive, looked at by other eyes than its own."""

import hashlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.e2e.crawling import ROOT


def check_pictures(folder: Path) -> int:
    """0 lost, torn or orphaned, once a start has mended what a crash left; how many pictures there are.

    :param folder: the archive's own
    """
    files = {path.relative_to(folder).as_posix(): path for path in (folder / "media").rglob("*.*")}
    for name, path in files.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert name == f"media/{digest[:2]}/{digest}.jpg", f"{name} is torn"
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        rows = catalog.execute("SELECT sha256 FROM picture UNION SELECT sha256 FROM illustration")
        known = {sha256 for (sha256,) in rows if sha256}
    assert {path.stem for path in files.values()} == known, "files without rows, or rows without files"
    for post in (folder / "_posts").iterdir():
        shown = re.findall(r'src="/(media/[^"]+)"', post.read_text(encoding="utf-8"))
        assert set(shown) <= files.keys(), f"{post.name} shows a picture that is not there"
        assert len(shown) >= 2, post.name
    assert not [path for path in (folder / "_archive" / "staging").iterdir() if path.suffix == ".jpg"]
    return len(files)


def store(folder: Path, first: int, *prefix: str, batches: int = 0) -> subprocess.Popen[str]:
    """A process that stores articles without end, and prints each id once it is acknowledged.

    It says that it has begun, and waits for a line before it stores anything.

    :param batches: after which it ends all the same
    """
    command = [*prefix, sys.executable, "-m", "tests.crash.storing", str(folder), str(first), str(batches)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that does not outlive the test, whatever that finds."""
    with process:
        try:
            yield process
        finally:
            process.kill()
