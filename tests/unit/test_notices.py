"""A note is sent by change of state alone; a ping at every run; nothing of it makes a run fail."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.operations.finding import Finding
from newsarchive.operations.notices import after_run, before_run
from newsarchive.operations.run_end import (
    COPIES,
    NOTHING_SHOWN,
    PROFILE_REFUSED,
    STOPPED,
    STORAGE,
    UNREACHABLE,
    RunEnd,
)
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from tests.unit.remembering import NOW, article, opened, submission
from tests.unit.told_to import ToldTo, told_to

DOWN = Finding(UNREACHABLE, "", "no list can be read: http://a.example/ (timeout)")
DAY = 48  # half-hourly runs


@pytest.fixture
def somebody() -> Iterator[ToldTo]:
    with told_to() as one:
        yield one


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        archive.write([submission(article(n), profile) for n in range(3)], now=NOW)
    return archive


def settings(somebody: ToldTo, **more: str) -> Settings:
    return Settings({"NOTIFY": f"json://127.0.0.1:{somebody.port}/note", **more})


def end_of(archive: Archive, turn: int, *faults: Finding, **different: object) -> RunEnd:
    at = int((NOW + timedelta(minutes=30 * turn)).timestamp())
    said: dict[str, object] = {
        "site": archive.name, "folder": archive.folder, "profile": archive.profile,
        "code": 2 if faults else 0, "word": "partial" if faults else "complete",
        "line": "seen 3 = 3 stored", "started": at - 20, "ended": at, "faults": faults, **different,
    }  # fmt: skip
    return RunEnd(**said)  # type: ignore[arg-type]


def runs(archive: Archive, somebody: ToldTo, count: int, faults: dict[int, Finding]) -> list[str]:
    """What is said of half-hourly runs that write nothing but their own row."""
    said = []
    for turn in range(1, count + 1):
        with opened(archive, hours=turn / 2):
            pass
        found = [faults[turn]] if turn in faults else []
        said += after_run(end_of(archive, turn, *found), settings(somebody))
    return said


def rows(archive: Archive) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        return catalog.execute("SELECT kind, told, reminded, mended FROM notice ORDER BY id").fetchall()


def test_an_outage_of_twelve_hours_in_a_week_is_two_notes(archive: Archive, somebody: ToldTo) -> None:
    outage = dict.fromkeys(range(100, 124), DOWN)
    assert runs(archive, somebody, 7 * DAY, outage) == []
    (first, text), (last, _) = somebody.notes
    assert (first, last) == ("finews broken: unreachable", "finews mended: unreachable")
    assert "no list can be read: http://a.example/ (timeout)" in text
    assert "since 2022-03-10 10:00:00+08:00; `newsarchive status finews` says more" in text
    assert len(rows(archive)) == 1


def test_a_bad_half_hour_is_none_and_what_stays_is_told_once_more(archive: Archive, somebody: ToldTo) -> None:
    bad_hours = dict.fromkeys([5, 9, 12], DOWN)
    runs(archive, somebody, 4 * DAY, bad_hours | dict.fromkeys(range(20, 4 * DAY + 1), DOWN))
    assert [subject for subject, _ in somebody.notes] == [
        "finews broken: unreachable", "finews still broken: unreachable",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [UNREACHABLE, NOTHING_SHOWN, COPIES, STORAGE, STOPPED, PROFILE_REFUSED])
def test_each_kind_of_fault_is_told_and_mended(archive: Archive, somebody: ToldTo, kind: str) -> None:
    fault = Finding(kind, "", "it is so")
    twice = 1 + (kind not in {STORAGE, STOPPED, PROFILE_REFUSED})
    for turn in range(twice):
        after_run(end_of(archive, turn, fault), settings(somebody))
    assert [subject for subject, _ in somebody.notes] == [f"finews broken: {kind}"]
    stopped = end_of(archive, 3, came_to_its_end=False)
    assert after_run(stopped, settings(somebody)) == []
    assert len(somebody.notes) == 1, "a run that was stopped says nothing about it"
    after_run(end_of(archive, 4), settings(somebody))
    assert somebody.notes[1][0] == f"finews mended: {kind}"


def test_while_a_site_is_unreachable_nothing_else_is_judged(archive: Archive, somebody: ToldTo) -> None:
    other = Finding(COPIES, "", "copies lag behind")
    for turn, faults in enumerate([(other,), (other,), (DOWN,), (DOWN,), (other,)]):
        after_run(end_of(archive, turn, *faults), settings(somebody))
    subjects = [subject for subject, _ in somebody.notes]
    assert subjects == [
        f"finews broken: {COPIES}",
        "finews broken: unreachable",
        "finews mended: unreachable",
    ]


def test_what_a_run_reads_otherwise_is_told_at_once(archive: Archive, somebody: ToldTo) -> None:
    profile = archive.profile
    for turn, author in enumerate(["王明", ""]):
        texts = [replace(article(n), author=author) for n in range(100 + 40 * turn, 140 + 40 * turn)]
        with opened(archive, hours=1 + turn):
            now = NOW + timedelta(hours=1 + turn)
            archive.write([submission(one, profile) for one in texts], now=now)
        end = end_of(archive, 2 + 2 * turn, counts={"stored": 40})
        assert after_run(end, settings(somebody)) == []
    ((subject, text),) = somebody.notes
    assert subject == "finews broken: fewer-found"
    assert "author is found in 2 of the newest 42 articles; before that in 93% of the 41 of 30 days" in text
    after_run(end_of(archive, 6), settings(somebody))
    assert len(somebody.notes) == 1, "a run without news judges nothing"


@pytest.mark.parametrize("trouble", ["refused", "unknown", "failing"])
def test_what_could_not_be_sent_is_said_in_a_line_and_sent_later(
    archive: Archive, somebody: ToldTo, trouble: str
) -> None:
    wrong = {
        "refused": "json://127.0.0.1:9/note", "unknown": "nonsense",
        "failing": f"json://127.0.0.1:{somebody.port}/note",
    }[trouble]  # fmt: skip
    somebody.status = 500
    fault = Finding(STORAGE, "", "the disk is full")
    (line,) = after_run(end_of(archive, 1, fault), Settings({"NOTIFY": wrong}))
    assert line.startswith("finews: ")
    assert "no note is sent" in line or "a note could not be sent to json://127.0.0.1" in line
    somebody.status, somebody.came = 200, []
    assert after_run(end_of(archive, 2, fault), settings(somebody)) == []
    assert after_run(end_of(archive, 3, fault), settings(somebody)) == []
    assert [subject for subject, _ in somebody.notes] == ["finews broken: storage"]


@pytest.mark.parametrize("damage", ["catalog", "missing"])
def test_a_catalog_that_cannot_be_read_is_told_once(archive: Archive, somebody: ToldTo, damage: str) -> None:
    if damage == "missing":
        archive.catalog.unlink()
    else:
        archive.catalog.write_bytes(b"\xff" * 9_000)
    fault = Finding(STORAGE, "", "the catalog is damaged")
    for turn in range(4):
        assert (
            after_run(end_of(archive, turn, fault, came_to_its_end=False, code=74), settings(somebody)) == []
        )
    assert [subject for subject, _ in somebody.notes] == ["finews broken: storage"]
    assert archive.catalog.exists() is (damage != "missing"), "it is not made anew"
    archive.catalog.unlink(missing_ok=True)
    for post in archive.posts.folder.iterdir():
        post.unlink()
    with opened(archive, hours=3):
        pass
    after_run(end_of(archive, 6), settings(somebody))
    assert [subject for subject, _ in somebody.notes][1:] == ["finews mended: storage"]
    assert not (archive.private / "notices.json").exists()


def test_the_ping_has_its_start_its_end_and_the_account(archive: Archive, somebody: ToldTo) -> None:
    address = f"http://127.0.0.1:{somebody.port}/ping/{{site}}?rid=1"
    ours = Settings({"PING": address})
    assert before_run("finews", archive.profile, ours) == []
    for turn, (code, faults) in enumerate([(0, ()), (3, ()), (2, ()), (2, (DOWN,)), (74, ()), (1, ())]):
        assert after_run(end_of(archive, turn, *faults, code=code), ours) == []
    assert [path for path, _ in somebody.pings] == [
        "/ping/finews/start?rid=1", *["/ping/finews?rid=1"] * 3, *["/ping/finews/fail?rid=1"] * 3,
    ]  # fmt: skip
    assert {body for _, body in somebody.pings[1:]} == {"finews: seen 3 = 3 stored"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/x", "the ping failed: 127.0.0.1: [Errno 111] Connection refused"),
        ("hc-ping.com/x", "no ping is sent: ping is no http(s) address"),
        ("file:///etc/passwd", "no ping is sent: ping is no http(s) address"),
        ("http://[", "no ping is sent: ping is no http(s) address"),
    ],
)
def test_a_ping_that_fails_is_a_line(archive: Archive, address: str, said: str) -> None:
    assert before_run("finews", archive.profile, Settings({"PING": address})) == [said]
    assert after_run(end_of(archive, 1), Settings({"PING": address})) == [f"finews: {said}"]


def test_a_profile_names_the_variables_that_hold_addresses(
    archive: Archive, somebody: ToldTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_NOTES", f"json://user:secret@127.0.0.1:{somebody.port}/note")
    monkeypatch.setenv("DESK_PING", f"http://127.0.0.1:{somebody.port}/ping")
    said = archive.profile.model_copy(update={"notify": ("DESK_NOTES", "NOT_SET"), "ping": "DESK_PING"})
    fault = Finding(STOPPED, "", "it broke off")
    nowhere = Settings({"NOTIFY": "json://127.0.0.1:9", "PING": "http://127.0.0.1:9"})
    lines = after_run(end_of(archive, 1, fault, profile=said, code=1), nowhere)
    assert lines == ["finews: notify: NOT_SET is not set in the environment"]
    assert len(somebody.notes) == len(somebody.pings) == 1
    unset = archive.profile.model_copy(update={"ping": "NOT_SET"})
    assert before_run("finews", unset, nowhere) == ["ping: NOT_SET is not set in the environment"]


def test_metrics_are_one_whole_file_a_site(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "metrics"
    folder.mkdir()
    ours = Settings({"METRICS": str(folder)})
    counts = {"stored": 7, "owed": 2, "failed": 1}
    assert (
        after_run(end_of(archive, 1, Finding(STOPPED, "", "so"), counts=counts, code=1, word="crashed"), ours)
        == []
    )
    assert [path.name for path in folder.iterdir()] == ["newsarchive_finews.prom"]
    text = (folder / "newsarchive_finews.prom").read_text()
    for line in (
        'newsarchive_run_articles{end="stored",site="finews"} 7.0', 'newsarchive_run_owed{site="finews"} 2.0',
        'newsarchive_run_exit_code{site="finews",word="crashed"} 1.0',
        'newsarchive_run_seconds{site="finews"} 20.0',
        'newsarchive_findings_open{site="finews"} 1.0',
    ):  # fmt: skip
        assert line in text
    missing = tmp_path / "missing"
    (line,) = after_run(end_of(archive, 2), Settings({"METRICS": str(missing)}))
    assert line.startswith(f"finews: no metrics: {missing}")


def test_a_site_that_never_answered_has_no_archive_to_note_it_in(tmp_path: Path, archive: Archive) -> None:
    nowhere = end_of(archive, 1, DOWN, folder=tmp_path / "new", site="new")
    assert after_run(nowhere, Settings({"NOTIFY": "json://127.0.0.1:9"})) == []
    assert not (tmp_path / "new").exists()


def test_what_tells_is_loaded_only_where_somebody_is_told() -> None:
    look = (
        "import sys, newsarchive.terminal.archive; print({'apprise', 'prometheus_client'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("configured", "said"),
    [
        ({"NOTIFY": "json://127.0.0.1:9/"}, "the extra newsarchive[notify] brings it"),
        ({"METRICS": "/tmp"}, "the extra newsarchive[metrics] brings it"),
    ],
)
def test_what_is_not_installed_is_a_line_that_names_the_extra(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, configured: dict[str, str], said: str
) -> None:
    for name in ("apprise", "prometheus_client"):
        monkeypatch.setitem(sys.modules, name, None)  # as Python has what cannot be imported
    (line,) = after_run(end_of(archive, 1, Finding(STORAGE, "", "full")), Settings(configured))
    assert line.endswith(said)
