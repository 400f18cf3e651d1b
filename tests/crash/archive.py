"""A crawl that can be killed, and an archive looked at by other eyes than its own."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from newsarchive.demo.site import DemoSite
from tests.e2e.crawling import NO_DELAYS, ROOT
from tests.e2e.reference import reference

DOCUMENTED = {0, 2, 3, 64, 74, 75, 78}


class Crash:
    """Runs on one archive, undisturbed and disturbed ones."""

    def __init__(self, output: Path, proxy: str, articles: int) -> None:
        self.output = output
        self.proxy = proxy
        site = DemoSite(articles, bad_records=False)
        self.expected = dict(reference(article) for article in site.articles)

    @property
    def posts(self) -> Path:
        return self.output / "finews" / "_posts"

    def start(self, *prefix: str, **environment: str) -> subprocess.Popen[str]:
        switches = [part for setting in NO_DELAYS for part in ("-s", setting)]
        return subprocess.Popen(
            [*prefix, sys.executable, "-m", "scrapy", "archive", "finews", *switches],
            cwd=ROOT,
            env=os.environ
            | {"NEWSARCHIVE_OUTPUT": str(self.output), "http_proxy": self.proxy, "no_proxy": ""}
            | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def run(self, *prefix: str, **environment: str) -> tuple[int, str]:
        """A run to its end: exit code and output."""
        process = self.start(*prefix, **environment)
        output, _ = process.communicate(timeout=180)
        assert "Traceback" not in output, output
        return process.returncode, output

    def kill(self, process: subprocess.Popen[str]) -> bool:
        """SIGKILL for the whole group; False where it was over already."""
        alive = process.poll() is None
        if alive:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return alive

    def check_nothing_torn(self) -> None:
        """Every post there is, is whole and one of the site's; at any moment."""
        for path in self.posts.glob("*") if self.posts.exists() else ():
            assert path.read_bytes() == self.expected[path.name], path.name

    def check_complete(self) -> None:
        """After a clean run: 0 lost, 0 torn, 0 doubled, and the catalog says the same."""
        assert sorted(path.name for path in self.posts.iterdir()) == sorted(self.expected)
        self.check_nothing_torn()
        private = self.output / "finews" / "_archive"
        assert not list((private / "staging").iterdir())
        assert not list(private.rglob("*.open"))
        with sqlite3.connect(private / "catalog.sqlite") as catalog:
            states = catalog.execute(
                "SELECT state, count(*), count(DISTINCT source_id) FROM article GROUP BY 1"
            )
            assert states.fetchall() == [("published", len(self.expected), len(self.expected))]
            assert catalog.execute("SELECT count(*) FROM revision").fetchone() == (len(self.expected),)
            assert catalog.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        catalog.close()
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "verify", "finews"], cwd=ROOT, check=False,
            env=os.environ | {"NEWSARCHIVE_OUTPUT": str(self.output)}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
