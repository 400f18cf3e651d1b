"""What a command loads: its own modules, not those of all."""

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.crawling import ROOT, Crawl

RUN = """
import sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit as end:
    print("ended with", end.code)
print("loaded", *sorted(sys.modules))
"""
# Beside Scrapy's own, which are much of what its commands cost.
NOT_FOR_STATUS = {
    "bagit", "chompjs", "dateparser", "dateutil", "jinja2", "matplotlib", "nh3", "playwright", "pyarrow",
    "selectolax", "spiders", "sqlalchemy", "twisted.internet.reactor", "xpinyin",
}  # fmt: skip
STATUS = {
    "newsarchive.crawling", "newsarchive.crawling.log_lines", "newsarchive.sites",
    "newsarchive.sites.layout", "newsarchive.sites.meant", "newsarchive.sites.stated",
    "newsarchive.sites.there",
    "newsarchive.learning", "newsarchive.learning.counts", "newsarchive.learning.field_places",
    "newsarchive.learning.learned",
    "newsarchive.learning.places", "newsarchive.learning.seen", "newsarchive.store.known",
    "newsarchive.exceptions", "newsarchive.text", "newsarchive.settings", "newsarchive.showing",
    "newsarchive.showing.health", "newsarchive.store.health", "newsarchive.store.notices",
    "newsarchive.showing.local_time", "newsarchive.showing.status", "newsarchive.store",
    "newsarchive.store.catalog", "newsarchive.store.catalog.access",
    "newsarchive.store.catalog.file", "newsarchive.store.catalog.states",
    "newsarchive.store.completeness", "newsarchive.store.condition", "newsarchive.store.estimate",
    "newsarchive.store.shown_articles", "newsarchive.showing.completeness",
    "newsarchive.store.durable", "newsarchive.store.lock", "newsarchive.store.look",
    "newsarchive.store.occupied", "newsarchive.store.keepers", "newsarchive.store.signpost",
    "newsarchive.terminal",
    "newsarchive.terminal.command", "newsarchive.terminal.status",
    "newsarchive.terminal.usage",
    "newsarchive.showing.events", "newsarchive.showing.overview", "newsarchive.store.events",
}  # fmt: skip


def loaded(*arguments: str, output: Path) -> set[str]:
    """The modules that are loaded when ``scrapy ARGUMENTS`` ends, which it does with 0."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(output)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "ended with 0" in done.stdout, done.stdout + done.stderr
    return set(done.stdout.rpartition("loaded ")[2].split())


def test_status_loads_what_it_shows_and_no_more(first_run: tuple[Crawl, Path]) -> None:
    modules = loaded("status", output=first_run[1].parent)
    assert modules & NOT_FOR_STATUS == set()
    heads = {name for name in modules if name.startswith("newsarchive.commands")}
    assert {name for name in modules if name.startswith("newsarchive.")} - heads == STATUS


def test_a_list_of_commands_loads_none_of_what_they_do(tmp_path: Path) -> None:
    modules = loaded(output=tmp_path)
    assert "newsarchive.commands.archive" in modules
    doing = {name for name in modules if name.startswith(("newsarchive.terminal.", "newsarchive.store"))}
    assert doing == {f"newsarchive.terminal.{name}" for name in ("command", "usage")}
