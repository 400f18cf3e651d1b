"""`scrapy verify` as users type it, on an archive that a real crawl made."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from newsarchive.store.lock import ArchiveLock
from tests.e2e.crawling import Crawl, scrapy, snapshot
from tests.e2e.in_process import Typed
from tests.unit.handed_on import SITES, archive_of


@pytest.fixture
def output(first_run: tuple[Crawl, Path], tmp_path: Path) -> Path:
    """A copy of the crawled archive, times included."""
    shutil.copytree(first_run[1], tmp_path / "finews")
    return tmp_path


def posts(output: Path) -> dict[str, tuple[int, bytes]]:
    return snapshot(output / "finews" / "_posts")


@pytest.mark.long
def test_a_crawled_archive_is_sound_and_stays_untouched(output: Path) -> None:
    before = posts(output)
    done = scrapy("verify", proxy=None, output=output)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("verified: nothing wrong\n")
    assert done.out.startswith(f"finews: {len(before)} posts, {len(before)} revisions, ")
    assert posts(output) == before


@pytest.mark.long
def test_faults_are_named_repaired_and_gone(output: Path) -> None:
    before = posts(output)
    first, second = sorted(before)[:2]
    folder = output / "finews" / "_posts"
    (folder / first).write_text("changed")
    (folder / second).unlink()
    (folder / "2022-01-01-stranger.md").write_text("mine")
    done = scrapy("verify", "finews", proxy=None, output=output)
    assert done.code == 1
    assert f"finews: _posts/{first}: its bytes are not those of its article; --repair" in done.out
    assert done.out.endswith(": 3 faults\n")
    assert scrapy("verify", "--repair", proxy=None, output=output).code == 0
    assert {name: data for name, (_, data) in posts(output).items()} == {
        name: data for name, (_, data) in before.items()
    }
    assert scrapy("verify", proxy=None, output=output).code == 0


@pytest.mark.long
def test_a_deleted_catalog_is_rebuilt_and_the_next_run_stores_nothing(output: Path, demo_site: str) -> None:
    before = posts(output)
    (output / "finews" / "_archive" / "catalog.sqlite").unlink()
    assert scrapy("verify", proxy=None, output=output).code == 1
    done = scrapy("verify", "--rebuild", proxy=None, output=output)
    assert (done.code, done.err) == (0, "")
    assert posts(output) == before
    scrapy("archive", "finews", proxy=demo_site, output=output)
    assert posts(output) == before
    assert scrapy("verify", proxy=None, output=output).code == 0


def test_a_busy_archive_is_left_alone(output: Path) -> None:
    holder = os.open(output / "finews" / "_archive", os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    done = scrapy("verify", proxy=None, output=output)
    os.close(holder)
    assert done.code == 75
    assert "is busy" in done.err


def test_one_that_is_busy_keeps_no_other_from_being_verified(typed: Typed, tmp_path: Path) -> None:
    folders = [archive_of(tmp_path, site).folder for site in SITES[:3]]
    busy = min(folders)
    with ArchiveLock(busy / "_archive").held():
        done = typed(tmp_path, "verify")
    assert (done.code, done.err.count("\n")) == (75, 1)
    assert f"{busy} is busy" in done.err
    assert done.out.count(": nothing wrong") == len(folders) - 1
    (min((folders[-1] / "_posts").iterdir())).unlink()
    with ArchiveLock(busy / "_archive").held():
        assert typed(tmp_path, "verify").code == 1, "a fault is graver"


@pytest.mark.long
@pytest.mark.parametrize("site", ["nosuch", "finews"])
def test_an_archive_that_is_not_there_is_a_wrong_argument(tmp_path: Path, site: str) -> None:
    assert scrapy("verify", site, proxy=None, output=tmp_path).code == 64
    assert list(tmp_path.iterdir()) == []
