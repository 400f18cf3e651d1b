"""A takedown leaves no byte behind, whenever it is killed, and stays one."""

import os
import shutil
import signal
import sqlite3
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsarchive.evidence import Validators
from newsarchive.exceptions import StorageError
from newsarchive.items import Lead, Outcome, Rejected
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store import takedown
from newsarchive.store.archive import Archive
from newsarchive.store.catalog import row_kinds
from newsarchive.store.catalog.access import reading
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.originals.removal import finished
from newsarchive.store.takedown import Takedown, forget
from tests.unit.originals import read_whole, sound
from tests.unit.remembering import (
    NOW,
    SECRET,
    SHARE,
    article,
    everything,
    evidence,
    mentions,
    opened,
    remembering,
    source_id,
    submission,
)

STRIDE = 3  # of the moments to be killed at; 1 takes them all, and 20 s


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile)


def take_down(archive: Archive, number: int = 1, *, reason: str = "court order 7") -> Takedown:
    named = Identity(source_id(number), SHARE.format(source_id(number)))
    with opened(archive, hours=2, command="forget"):
        takedown = archive.transact(
            lambda rows: forget(rows, "finews", named, reason=reason, now=archive.desk.now)
        )
        assert archive.finish_forgetting()
    return takedown


def rows_of(archive: Archive, kind: Any, *where: Any) -> list[Any]:
    with reading(archive.catalog) as rows:
        return rows.where(kind, *where)


def check_what_is_left(archive: Archive, *, count: int = 12) -> None:
    """Everything but article 1 is as it was, and the originals are where the catalog says."""
    assert mentions(archive.folder) == []
    posts = sorted(path.name for path in archive.posts.folder.iterdir())
    assert posts == [f"2022-03-07-{source_id(n)}.md" for n in range(count) if n != 1]
    files = {row.id: row for row in rows_of(archive, row_kinds.WarcRow)}
    captures = rows_of(archive, row_kinds.CaptureRow)
    assert len(captures) == count - 1 + 2
    for row in captures:
        held = files[row.warc]
        exchange = read_whole(archive.originals.folder, held.name, row.offset)
        assert exchange.url == row.url
    for held in files.values():
        path = archive.originals.folder / held.name
        there = finished(path)
        assert (there.length, there.sha256) == (held.length, held.sha256)
        assert sound(path)
    on_disk = {path.name for path in archive.originals.folder.glob("*.warc.gz*")}
    assert on_disk == {row.name for row in files.values()}
    (stone,) = rows_of(archive, row_kinds.ForgottenRow)
    assert stone.done


def test_no_byte_of_it_is_left(archive: Archive) -> None:
    before = {where.partition(" ")[2] for where in mentions(archive.folder)}
    assert {"inflated", "revision.post", "quarantine.record"} <= before, "or the search sees nothing"
    takedown = take_down(archive)
    assert takedown == Takedown((f"2022-03-07-{source_id(1)}.md",), 2, 3, 1, (), (), None)
    check_what_is_left(archive)
    (stone,) = rows_of(archive, row_kinds.ForgottenRow)
    assert (stone.source_id, stone.reason) == (source_id(1), "court order 7")
    assert stone.name == f"2022-03-07-{source_id(1)}.md"


def test_nor_of_one_whose_free_pages_are_many(archive: Archive, profile: SiteProfile) -> None:
    """Rows that grew and shrank before leave copies in the catalog's free space."""
    with opened(archive, hours=1.5):
        for edition in range(3, 30):
            longer = article(1, edition=edition, text=f"{SECRET}{edition}" * 40 * (edition % 7 + 1))
            archive.write([submission(longer, profile)], now=NOW)
    take_down(archive)
    check_what_is_left(archive)


def test_a_file_of_originals_with_nothing_else_goes_whole(tmp_path: Path, profile: SiteProfile) -> None:
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        archive.write([submission(article(1), profile)], now=NOW)
    take_down(archive)
    assert list(archive.originals.folder.iterdir()) == []
    assert rows_of(archive, row_kinds.WarcRow) == rows_of(archive, row_kinds.CaptureRow) == []
    assert mentions(archive.folder) == []


def test_it_stays_away(archive: Archive, profile: SiteProfile) -> None:
    take_down(archive)
    one = article(1)
    bare = source_id(1).removeprefix("NW")
    other_id = Rejected(bare, one.url, "no-date", one.title, {"title": one.title}, evidence(one))
    found = [Lead(one.url, title=one.title, source_id=name, link=one.url) for name in (one.source_id, bare)]
    with opened(archive, hours=3):
        discover(archive.rows, "finews", found, Listed(Validators(profile.home), ()), now=0)
        for again in (submission(one, profile), other_id):
            (verdict,) = archive.write([again], now=NOW)
            assert (verdict.outcome, verdict.reason) == (Outcome.UNCHANGED, "forgotten")
    check_what_is_left(archive)


def test_a_second_time_changes_nothing(archive: Archive) -> None:
    take_down(archive)
    again = take_down(archive, reason="another")
    assert again.since
    assert (again.posts, again.revisions, again.originals) == ((), 0, 0)
    (stone,) = rows_of(archive, row_kinds.ForgottenRow)
    assert stone.reason == "court order 7"
    check_what_is_left(archive)


def test_what_was_never_archived_is_kept_away_too(archive: Archive, profile: SiteProfile) -> None:
    owed = article(50)
    with opened(archive):
        discover(archive.rows, "finews", [Lead(owed.url, source_id=owed.source_id)], None, now=0)
    for number in (50, 60):
        takedown = take_down(archive, number)
        assert takedown == Takedown((), 0, 0, 0, (), (), None)
        assert not rows_of(
            archive, row_kinds.ArticleRow, row_kinds.ArticleRow.c.source_id == source_id(number)
        )
        with opened(archive):
            (verdict,) = archive.write([submission(article(number), profile)], now=NOW)
        assert verdict.reason == "forgotten"


def test_what_is_quarantined_goes_with_its_record(tmp_path: Path, profile: SiteProfile) -> None:
    archive = Archive(tmp_path / "finews", profile)
    one = article(1)
    with opened(archive):
        bad = Rejected(one.source_id, one.url, "no-date", one.title, {"title": one.title}, evidence(one))
        discover(archive.rows, "finews", [Lead(one.url, source_id=one.source_id)], None, now=0)
        archive.write([bad], now=NOW)
    assert mentions(archive.folder)
    takedown = take_down(archive)
    assert (takedown.quarantined, takedown.originals) == (1, 1)
    assert mentions(archive.folder) == []


def test_copies_stay_and_are_told(archive: Archive, profile: SiteProfile) -> None:
    text = "一样的正文，" * 40
    with opened(archive):
        same = [submission(article(n, text=text), profile) for n in (20, 21, 22)]
        archive.write(same, now=NOW)
    assert take_down(archive, 20).copies == (source_id(21), source_id(22))
    copies = rows_of(
        archive, row_kinds.ArticleRow, row_kinds.ArticleRow.c.source_id.in_([source_id(21), source_id(22)])
    )
    assert [row.copy_of for row in copies] == [None, copies[0].id]


def test_the_same_response_of_another_article_goes_too(archive: Archive, profile: SiteProfile) -> None:
    """Two articles whose pages lead to one: the second one's original only refers to the first one's."""
    shared = evidence(article(1), url="http://finews.zning.xyz/led-here", body=SECRET)
    with opened(archive):
        for number in (30, 1, 31):
            edited = article(number, edition=9)
            archive.write([submission(edited, profile, shared)], now=NOW)
    kinds = [
        row.kind
        for row in rows_of(archive, row_kinds.CaptureRow, row_kinds.CaptureRow.c.url.like("%led-here"))
    ]
    assert kinds == ["response", "revisit", "revisit"]
    assert set(take_down(archive).shared) == {source_id(30), source_id(31)}
    assert mentions(archive.folder) == []
    assert not rows_of(archive, row_kinds.CaptureRow, row_kinds.CaptureRow.c.url.like("%led-here"))


def test_a_damaged_file_of_originals_stops_it_and_says_what_to_do(archive: Archive) -> None:
    (first, *_) = sorted(archive.originals.folder.glob("*.warc.gz"))
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 1
    first.write_bytes(data)
    with pytest.raises(StorageError, match="remove it, and run again"):
        take_down(archive)
    assert not (archive.posts.folder / f"2022-03-07-{source_id(1)}.md").exists(), "nobody reads it any more"
    with pytest.raises(StorageError, match="remove it, and run again"):
        take_down(archive)
    first.unlink()
    take_down(archive)
    assert mentions(archive.folder) == []


def test_while_somebody_reads_it_is_scrubbed_later(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.store.catalog.file.BUSY_MS", 50)
    with reading(archive.catalog) as rows:
        rows.where(row_kinds.ArticleRow)
        with opened(archive, hours=2):
            archive.transact(
                lambda rows: forget(rows, "finews", Identity(source_id(1), ""), reason="x", now=1)
            )
            assert not archive.finish_forgetting()
    (stone,) = rows_of(archive, row_kinds.ForgottenRow)
    assert stone.done is None
    with opened(archive, hours=3):
        pass
    check_what_is_left(archive)


@pytest.mark.long
def test_killed_at_any_moment_the_next_start_completes_it(tmp_path: Path, profile: SiteProfile) -> None:
    """SIGKILL before calls that change a file, and around transactions and the scrubbing."""
    whole = remembering(tmp_path / "whole", profile, count=4)
    for step in range(0, 200, STRIDE):
        archive = Archive(tmp_path / str(step), profile)
        shutil.copytree(whole.folder, archive.folder)
        if not killed(partial(take_down, archive), step):
            break
        with opened(archive, hours=3):
            pass
        if rows_of(archive, row_kinds.ForgottenRow):
            check_what_is_left(archive, count=4)
        else:  # it had not even begun
            assert len(list(archive.posts.folder.iterdir())) == 4
            assert {where for where in everything(archive.folder) if "rewritten" in where} == set()
            take_down(archive)
            check_what_is_left(archive, count=4)
    assert step > 20, "or nothing was killed"


def killed(work: Callable[[], object], step: int) -> bool:
    """Do ``work`` in a process of its own that is killed at its Nth step; False where it has fewer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no other thread is at work
        child = os.fork()
    if child == 0:
        _kill_at(step)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _kill_at(step: int) -> None:
    left = [step]

    def count(event: str, args: tuple[Any, ...]) -> None:
        writes = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR)
        if event in {"os.rename", "os.remove", "moment"} or writes:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    sys.addaudithook(count)
    transact, scrub = Archive.transact, takedown.scrub

    def around(work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any) -> Any:
            sys.audit("moment")
            result = work(*args)
            sys.audit("moment")
            return result

        return wrapped

    Archive.transact = around(transact)  # type: ignore[method-assign]
    takedown.scrub = around(scrub)


def test_the_catalog_is_sound_after_it(archive: Archive) -> None:
    take_down(archive)
    connection = sqlite3.connect(archive.catalog)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
