"""``publish --obsidian`` as it is typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.e2e.crawling import ROOT, Crawl, scrapy, snapshot
from tests.e2e.test_report_command import WITHOUT


def test_the_demo_is_a_vault(first_run: tuple[Crawl, Path], tmp_path: Path) -> None:
    archive, vault = first_run[1], tmp_path / "vault"
    done = scrapy("publish", "finews", "--obsidian", "--to", str(vault), proxy=None, output=archive.parent)
    posts = sorted(path.name for path in (archive / "_posts").iterdir())
    assert (done.code, done.err) == (0, "")
    assert f"vault: a vault with {len(posts)} articles: {len(posts)} new" in done.out
    assert "open the folder as a vault in Obsidian" in done.out
    assert sorted(path.name for path in vault.iterdir()) == sorted([".newsarchive.json", *posts])
    for name in posts:
        text = (vault / name).read_text(encoding="utf-8")
        head = yaml.safe_load(text.split("---\n")[1])
        assert head["aliases"] == [head["title"]]
        assert not [tag for tag in head["tags"] if " " in tag or tag.isdecimal()]
        assert head["source"].startswith("http")
        assert "<p" not in text
        assert "EM_Stock" not in text
    before = snapshot(vault)
    again = scrapy("publish", "finews", "--obsidian", "--to", str(vault), proxy=None, output=archive.parent)
    assert "0 new, 0 changed, 0 removed" in again.out
    changed = {name for name, one in snapshot(vault).items() if one != before[name]}
    assert changed <= {".newsarchive.json"}


@pytest.mark.parametrize("package", ["markdownify", "bs4"])
def test_without_the_extra_it_says_how_to_install_it(
    package: str, first_run: tuple[Crawl, Path], tmp_path: Path
) -> None:
    command = ["publish", "finews", "--obsidian", "--to", str(tmp_path / "vault")]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, package, *command],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(first_run[1].parent)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        64,
        f"a vault needs {package}, which is not installed: pip install 'newsarchive[obsidian]';"
        " in a checkout: make develop\n",
    )
    assert not (tmp_path / "vault").exists()
