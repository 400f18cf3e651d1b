"""The resident process, as a user starts and ends it, on sites of its own."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.e2e.many_sites import ManySites, many_sites
from tests.every_site import EVERY_SITE, serving

HOUR_A_SECOND = ("-s", "DAEMON_SPEED=3600", "-s", "DAEMON_LOOK=0.2")
_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d (\S+) ([a-z]+)(?:: (.*))?; \d+\.\d s")


def _long(value: Any) -> Any:
    """The same parameter, for long tests alone."""
    values, marks = getattr(value, "values", [value]), getattr(value, "marks", ())
    return pytest.param(*values, marks=[*marks, pytest.mark.long])


class Running:
    """A daemon that runs, and what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout:
            self.said.extend(iter(self.process.stdout.readline, ""))

    @property
    def runs(self) -> dict[str, list[tuple[str, str]]]:
        """Of each site: how its runs ended, and what they came to."""
        found = defaultdict(list)
        for line in list(self.said):
            if told := _LINE.match(line):
                found[told[1]].append((told[2], told[3] or ""))
        return found

    def until(self, is_so: Callable[[dict[str, list[tuple[str, str]]]], bool]) -> None:
        """Wait until the runs are as they are to be."""
        end = time.monotonic() + 60
        while not is_so(self.runs):
            assert self.process.poll() is None, "".join(self.said)
            assert time.monotonic() < end, "".join(self.said)
            time.sleep(0.05)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; its exit code."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        code = self.process.wait(30)
        self._reader.join()
        return code


@contextmanager
def daemon(sites: ManySites, output: Path, *arguments: str, **more: str) -> Iterator[Running]:
    switches = (*HOUR_A_SECOND, "-s", "SHUTDOWN_GRACE=1", *arguments)
    running = Running(sites.start(output, "daemon", *switches, more=more))
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.end()


@pytest.fixture
def sites() -> Iterator[ManySites]:
    with many_sites({"harbour": 4, "canal": 5, "bridge": 6}) as sites:
        yield sites


def test_all_sites_that_have_an_archive_are_archived_again_and_again(
    sites: ManySites, tmp_path: Path
) -> None:
    sites.make_known(tmp_path, "harbour", "canal")
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: min(len(runs["harbour"]), len(runs["canal"])) >= 2)
        sites.articles["harbour"] = 5
        running.until(lambda runs: ("complete", "1 stored") in runs["harbour"])
        assert running.end() in {0, 2}
    assert running.runs["harbour"][0] == ("complete", "4 stored")
    assert running.runs["canal"][:2] == [("complete", "5 stored"), ("complete", "nothing new")]
    assert running.runs.keys() == {"harbour", "canal"}
    assert len(list((tmp_path / "harbour" / "_posts").iterdir())) == 5
    assert not sites.asked["bridge"]


def test_those_named_are_archived_and_no_others(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path)
    with daemon(sites, tmp_path, "bridge") as running:
        running.until(lambda runs: len(runs["bridge"]) >= 2)
        assert running.end(signal.SIGINT) in {0, 2}
    assert running.runs.keys() == {"bridge"}


def test_a_name_that_nobody_knows_is_a_wrong_argument(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path)
    running = Running(sites.start(tmp_path, "daemon", "harbor"))
    assert running.ended() == 64
    assert "did you mean harbour?" in running.said[0]


def test_a_sites_failure_is_its_own(sites: ManySites, tmp_path: Path) -> None:
    sites.articles |= {"lost": 4, "broken": 4, "wrong": 4}
    sites.failing.add("canal")
    sites.make_known(tmp_path)
    own = tmp_path / "wrong" / "_archive" / "site.yml"
    own.write_text(own.read_text() + "zome: UTC\n")
    broken = ("-s", "SPIDER_MODULES=tests.e2e.broken_spiders", "-s", "RETRY_BACKOFF=0")
    with daemon(sites, tmp_path, *broken) as running:
        running.until(lambda runs: min(len(runs[name]) for name in sites.articles) >= 1)
        running.until(lambda runs: len(runs["harbour"]) >= 3)
        assert running.end() == 1
    words = {name: ended[0][0] for name, ended in running.runs.items()}
    assert words == {
        "harbour": "complete", "bridge": "complete", "canal": "partial", "lost": "crashed",
        "broken": "partial", "wrong": "profile",
    }  # fmt: skip
    told = "".join(running.said)
    for words in ("ZeroDivisionError: lost its way", "zome", "its spider broke off"):
        assert words in told


def test_a_site_that_somebody_is_at_is_left_alone_and_tried_again(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path, "harbour", "canal")
    held = os.open(tmp_path / "canal" / "_archive", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: len(runs["canal"]) >= 1 and len(runs["harbour"]) >= 1)
        word, said = running.runs["canal"][0]
        assert (word, "another process holds it" in said) == ("busy", True)
        os.close(held)
        running.until(lambda runs: ("complete", "5 stored") in runs["canal"])
        running.end()


def test_sites_that_come_and_go_are_noticed(sites: ManySites, tmp_path: Path) -> None:
    with daemon(sites, tmp_path) as running:
        while not running.said:
            time.sleep(0.05)
        assert "no archive in" in running.said[0]
        sites.make_known(tmp_path, "harbour")
        running.until(lambda runs: len(runs["harbour"]) >= 1)
        sites.make_known(tmp_path, "bridge")
        running.until(lambda runs: len(runs["bridge"]) >= 1)
        (tmp_path / "harbour").rename(tmp_path / ".put-aside")
        time.sleep(1)
        before, others = len(running.runs["harbour"]), len(running.runs["bridge"])
        running.until(lambda runs: len(runs["bridge"]) >= others + 3)
        assert len(running.runs["harbour"]) == before
        shutil.move(tmp_path / ".put-aside", tmp_path / "harbour")
        running.until(lambda runs: len(runs["harbour"]) > before)
        running.end()


def test_a_site_whose_catalog_is_damaged_is_tried_again_every_half_hour(
    sites: ManySites, tmp_path: Path
) -> None:
    """Nothing is known to be due of what cannot be read, and the longest wait of its lists is a day."""
    sites.make_known(tmp_path, "canal")
    private = tmp_path / "canal" / "_archive"
    own = private / "site.yml"
    own.write_text(own.read_text().replace("schedule: {every: 30m}\n", ""))
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: ("complete", "5 stored") in runs["canal"])
        running.end()
    (private / "catalog.sqlite").write_bytes(b"damaged" * 4000)
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: [word for word, _ in runs["canal"]][:3] == ["io"] * 3)
        assert running.end() == 74


def test_a_changed_profile_is_read_when_it_is_told_so(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path, "canal")
    own = tmp_path / "canal" / "_archive" / "site.yml"
    whole = own.read_text()
    own.write_text(re.sub(r"feeds: .*", "feeds: [http://canal.example/feed/1]", whole))
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: len(runs["canal"]) >= 1)
        assert running.runs["canal"][0] == ("complete", "2 stored")
        own.write_text(whole)
        seen = len(running.runs["canal"])
        running.until(lambda runs: len(runs["canal"]) >= seen + 2)
        assert running.runs["canal"][-1] == ("complete", "nothing new")
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda runs: ("complete", "3 stored") in runs["canal"])
        running.end()


def test_a_profile_that_is_mended_is_gone_by_at_once(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path, "canal")
    own = tmp_path / "canal" / "_archive" / "site.yml"
    whole = own.read_text()
    own.write_text(whole + "colour: red\n")
    with daemon(sites, tmp_path, "-s", "DAEMON_SPEED=60") as running:
        running.until(lambda runs: [word for word, _ in runs["canal"]] == ["profile"])
        own.write_text(whole)
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda runs: len(runs["canal"]) >= 2)
        running.end()
    (word, said), mended = running.runs["canal"][:2]
    assert (word, "colour" in said, mended) == ("profile", True, ("complete", "5 stored"))


def test_a_spider_that_cannot_be_imported_any_more_ends_nothing(sites: ManySites, tmp_path: Path) -> None:
    sites.make_known(tmp_path, "canal")
    package = tmp_path / "code" / "mine"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    path = os.pathsep.join([os.environ["PYTHONPATH"], str(package.parent)])
    with daemon(sites, tmp_path, "-s", "SPIDER_MODULES=mine", PYTHONPATH=path) as running:
        running.until(lambda runs: len(runs["canal"]) >= 1)
        (package / "broken.py").write_text("1 +\n")
        running.process.send_signal(signal.SIGHUP)
        sites.make_known(tmp_path, "bridge")
        running.until(lambda runs: any("SyntaxError" in line for line in running.said))
        seen = len(running.runs["canal"])
        running.until(lambda runs: len(runs["canal"]) >= seen + 2)
        assert not running.runs["bridge"]
        (package / "broken.py").unlink()
        running.until(lambda runs: len(runs["bridge"]) >= 1)
        assert running.end() in {0, 2}


def test_a_site_that_hangs_keeps_neither_others_nor_the_end(sites: ManySites, tmp_path: Path) -> None:
    sites.hanging.add("harbour")
    sites.make_known(tmp_path)
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: len(runs["canal"]) >= 2 and sites.asked["harbour"] >= 2)
        assert running.end() == 2
    assert [word for word, _ in running.runs["harbour"]] == ["partial"]
    assert "failed (interrupted): listing unread" in "".join(running.said)
    assert not (tmp_path / "harbour" / "_archive" / "lock.json").exists()


def test_a_site_that_goes_while_it_hangs_ends_its_own_crawl_alone(sites: ManySites, tmp_path: Path) -> None:
    sites.hanging.add("harbour")
    sites.make_known(tmp_path)
    with daemon(sites, tmp_path) as running:
        running.until(lambda runs: sites.asked["harbour"] >= 2)
        (tmp_path / "harbour" / "_archive" / "site.yml").unlink()
        running.until(lambda runs: len(runs["harbour"]) == 1)
        assert running.runs["harbour"][0][0] == "partial"
        others = len(running.runs["canal"])
        running.until(lambda runs: len(runs["canal"]) >= others + 2)
        running.end()
    assert len(running.runs["harbour"]) == 1


def test_twice_told_it_waits_for_nothing(sites: ManySites, tmp_path: Path) -> None:
    sites.hanging.add("harbour")
    sites.make_known(tmp_path, "harbour")
    with daemon(sites, tmp_path, "-s", "SHUTDOWN_GRACE=500") as running:
        running.until(lambda runs: sites.asked["harbour"] >= 2)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert running.end() == 2
    assert [word for word, _ in running.runs["harbour"]] == ["partial"]


@pytest.mark.parametrize("kind", [kind if kind == "finews" else _long(kind) for kind in EVERY_SITE])
def test_every_kind_of_site_is_kept(kind: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    with serving(kind, tmp_path) as site:
        assert site.archive(output).code in {0, 3}
        posts = {path.name for path in (output / site.name / "_posts").iterdir()}
        running = Running(site.start(output, "daemon", *HOUR_A_SECOND))
        running.until(lambda runs: len(runs[site.name]) >= 2)
        assert running.end() in {0, 2}
    told = "".join(running.said)
    assert "Traceback" not in told, told
    first, second, *_ = running.runs[site.name]
    assert (first[0], second) == ("complete", ("complete", "nothing new")), told
    assert {path.name for path in (output / site.name / "_posts").iterdir()} == posts


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells which signals are held")
@pytest.mark.parametrize(("command", "code"), [("archive", 2), ("daemon", 0)])
def test_told_to_end_before_anything_began_it_ends_in_order(
    command: str, code: int, sites: ManySites, tmp_path: Path
) -> None:
    sites.make_known(tmp_path, "harbour", "canal")
    process = sites.start(tmp_path, command, "harbour", "canal")
    while not _minds(process.pid, signal.SIGTERM):
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    told, _ = process.communicate(timeout=30)
    assert process.returncode == code, told
    assert told.count("interrupted before it began") == (2 if command == "archive" else 0)
    assert not sites.asked


def _minds(pid: int, number: signal.Signals) -> bool:
    """Whether a process holds a signal back or handles it, and is not killed by it."""
    with suppress(FileNotFoundError):
        status = Path(f"/proc/{pid}/status").read_text()
        masks = re.findall(r"^Sig(?:Blk|Cgt):\s+([0-9a-f]+)$", status, re.MULTILINE)
        return any(int(mask, 16) >> (number - 1) & 1 for mask in masks)
    return False
