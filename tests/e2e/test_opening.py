"""An archive is opened beside the event loop: one that takes its time holds up no other site."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsarchive.store.lock import ArchiveLock
from tests.e2e.crawling import scrapy
from tests.e2e.many_sites import ManySites, many_sites
from tests.e2e.test_daemon import daemon

LOCKS = Path("/proc/locks")
pytestmark = pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells which locks are held")


@contextmanager
def standing_still(archive: Path) -> Iterator[None]:
    """While the block lasts, whoever opens the archive goes no further than to its lock.

    The note of who holds it is a pipe, and writing into one waits for somebody who reads.
    """
    note = archive / "_archive" / "lock.json"
    os.mkfifo(note)
    try:
        yield
    finally:
        note.read_bytes()


def until_locked(archive: Path) -> None:
    """Wait until somebody has the archive's lock."""
    mark = re.compile(rf":{(archive / '_archive').stat().st_ino} ")
    until = time.monotonic() + 60
    while not mark.search(LOCKS.read_text()):
        assert time.monotonic() < until
        time.sleep(0.02)


def one_opening(sites: ManySites, output: Path) -> Path:
    sites.make_known(output, "harbour")
    return output / "harbour"


def test_others_are_archived_while_an_archive_is_being_opened(tmp_path: Path) -> None:
    with many_sites({"harbour": 4, "canal": 5}) as sites:
        harbour = one_opening(sites, tmp_path)
        with daemon(sites, tmp_path) as running:
            with standing_still(harbour):
                until_locked(harbour)
                sites.make_known(tmp_path, "canal")
                running.until(lambda runs: len(runs["canal"]) >= 2)
                assert "harbour" not in running.runs
            running.until(lambda runs: len(runs["harbour"]) >= 1)
            assert running.end() in {0, 2}
    assert running.runs["canal"][:2] == [("complete", "5 stored"), ("complete", "nothing new")]
    assert running.runs["harbour"][0] == ("complete", "4 stored")


def test_told_to_end_meanwhile_it_asks_for_nothing_and_gives_the_archive_back(tmp_path: Path) -> None:
    with many_sites({"harbour": 4}) as sites:
        harbour = one_opening(sites, tmp_path)
        with daemon(sites, tmp_path) as running:
            with standing_still(harbour):
                until_locked(harbour)
                running.process.send_signal(signal.SIGTERM)
                running.process.send_signal(signal.SIGINT)
                time.sleep(0.5)  # or it may be open before it has heard of either
                assert running.process.poll() is None
            assert running.ended() == 2
        assert not (harbour / "_archive" / "lock.json").exists()
        assert [word for word, _ in running.runs["harbour"]] == ["partial"], "".join(running.said)
        assert not sites.asked


@pytest.mark.parametrize(("command", "code"), [("crawl", 1), ("archive", 75)])
def test_one_that_is_busy_ends_the_crawl_in_words(command: str, code: int, tmp_path: Path) -> None:
    with many_sites({"harbour": 4}) as sites:
        harbour = one_opening(sites, tmp_path)
        with ArchiveLock(harbour / "_archive").held():
            done = scrapy(command, "harbour", proxy=sites.proxy, output=tmp_path)
        assert done.code == code, done.err
        assert "is busy: process" in done.err
        assert "Traceback" not in done.err, done.err
        assert not sites.asked
