"""``search.sqlite`` is verified, made anew, and emptied of what is forgotten: the words themselves."""

import os
import shutil
import signal
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Timer
from typing import Any

import pytest

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.search import both as both_files
from newsarchive.store.search import documents, emptying, index
from newsarchive.store.search import file as files
from newsarchive.store.search.found import articles_in, search
from newsarchive.store.search.index import bring_up_to_date, searching
from newsarchive.store.search.query import read_query
from newsarchive.store.search.words import Words
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.remembering import NOW, SHARE, article, opened, remembering, source_id, submission

SECRETS = ("quixotrivium", "ζητωκραυγη")
SAID = f"<p>{SECRETS[0]} {SECRETS[1]}</p>"


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """Article 1 has words of its own, in a former text and in the one that it has now."""
    archive = remembering(tmp_path / "finews", profile)
    with opened(archive, hours=2):
        texts = [submission(article(n, edition=3, text=SAID * 30 + f"{n}"), profile) for n in (1,)]
        archive.write(texts, now=NOW)
    return archive


def found(archive: Archive, words: str) -> list[int]:
    return articles_in(archive.folder, read_query(words))


def in_the_files(archive: Archive) -> list[str]:
    """Which of the words the file's bytes have, or what SQLite keeps beside it."""
    data = b"".join(path.read_bytes() for path in sorted(archive.private.glob("search.*")))
    return [word for word in SECRETS if word.encode() in data]


def take_down(archive: Archive) -> bool:
    named = Identity(source_id(1), SHARE.format(source_id(1)))
    with opened(archive, hours=3, command="forget"):
        archive.transact(lambda rows: forget(rows, "finews", named, reason="order 7", now=archive.desk.now))
        return archive.finish_forgetting()


def test_a_forgotten_articles_words_are_in_no_byte(archive: Archive) -> None:
    assert in_the_files(archive) == list(SECRETS), "or the test sees nothing"
    assert found(archive, SECRETS[0])
    assert take_down(archive)
    assert in_the_files(archive) == []
    assert found(archive, SECRETS[0]) == []
    assert len(found(archive, "拖拉机")) == 11
    assert check(archive).faults == []


@pytest.mark.parametrize("changed", ["text", "tokens"])
def test_what_cannot_be_told_again_goes_with_the_file(
    archive: Archive, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that was corrected since, or another Unicode than the words were made by."""
    if changed == "text":
        with closing(sqlite3.connect(archive.catalog)) as catalog:
            catalog.execute("UPDATE revision SET author = 'Somebody' WHERE article = 2")
            catalog.commit()
    else:
        old = documents.words_of
        monkeypatch.setattr(documents, "words_of", lambda row: Words(*old(row)[:3], "other", *old(row)[4:]))
    assert take_down(archive)
    monkeypatch.undo()
    assert in_the_files(archive) == []
    assert len(found(archive, "拖拉机")) == 11


def test_a_reader_is_waited_for(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_files, "BUSY_MS", 20)
    with searching(archive.folder) as both:
        both.execute("SELECT * FROM card").fetchone()
        assert not take_down(archive)
    with opened(archive, hours=4):
        pass
    assert in_the_files(archive) == []


@pytest.mark.parametrize("use", ["read", "run", "opened by many"])
def test_who_has_it_for_a_while_does_not_lose_it(
    archive: Archive, use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SQLite does while the last reader closes it: a file that is locked is no damaged one."""
    path = archive.private / "search.sqlite"
    before = path.stat().st_ino
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        if use == "opened by many":
            Timer(0.2, other.close).start()
            assert len(found(archive, "拖拉机")) == 12, "which waits"
            return
        monkeypatch.setattr(files, "BUSY_MS", 20)
        if use == "read":
            with pytest.raises(ArchiveBusy, match=r"search\.sqlite: somebody else"):
                found(archive, "拖拉机")
        else:
            with opened(archive, hours=4):
                pass
    assert path.stat().st_ino == before
    assert len(found(archive, "拖拉机")) == 12


def test_a_takedown_throws_away_what_it_cannot_empty(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_MS", 20)
    with closing(sqlite3.connect(archive.private / "search.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert take_down(archive)
    assert in_the_files(archive) == []


def test_who_fills_it_meanwhile_puts_nothing_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader makes the file anew between the removal of its words and of the catalog's rows."""
    take_out = emptying.take_out

    def then_filled(folder: Path, articles: list[int]) -> None:
        take_out(folder, articles)
        (archive.private / "search.sqlite").unlink()
        assert bring_up_to_date(folder, within=60) == 0
        assert in_the_files(archive) == list(SECRETS)

    monkeypatch.setattr(emptying, "take_out", then_filled)
    assert take_down(archive)
    assert in_the_files(archive) == []
    assert len(found(archive, "拖拉机")) == 11


@pytest.mark.parametrize("where", ["take_out", "scrub", "blot_out"])
def test_killed_it_goes_on(archive: Archive, where: str) -> None:
    """Before each step: the next run completes what was begun."""
    child = os.fork()
    if not child:
        try:
            from newsarchive.store import takedown

            def killed(*_: object, **__: object) -> None:
                os.kill(os.getpid(), signal.SIGKILL)

            setattr(takedown if where == "blot_out" else emptying, where, killed)
            take_down(archive)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with opened(archive, hours=4):
        pass
    assert in_the_files(archive) == []
    assert found(archive, SECRETS[0]) == []
    assert len(found(archive, "拖拉机")) == 11


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_killed_while_it_is_filled_it_is_caught_up(archive: Archive, pieces: int) -> None:
    (archive.private / "search.sqlite").unlink()
    child = os.fork()
    if not child:
        try:
            documents.AT_ONCE = 5
            done = iter(range(pieces))
            old = documents.words_of

            def killed(row: sqlite3.Row) -> object:
                if row["id"] % 5 == 3 and next(done, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                return old(row)

            documents.words_of = killed  # type: ignore[assignment]
            bring_up_to_date(archive.folder, within=60)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert len(found(archive, "拖拉机")) == 12
    assert bring_up_to_date(archive.folder, within=0) == 0


def damage(archive: Archive) -> None:
    path = archive.private / "search.sqlite"
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 200] = os.urandom(200)
    path.write_bytes(data)


def test_damage_is_told_and_mended(archive: Archive) -> None:
    assert check(archive).faults == []
    damage(archive)
    (fault,) = check(archive).faults
    assert fault.thing == "search.sqlite"
    assert "--repair makes it anew" in str(fault)
    report = repair(archive)
    assert (report.faults, report.mended) == ([], ["search.sqlite: made anew"])
    assert len(found(archive, "拖拉机")) == 12


def test_a_damaged_file_mends_itself(archive: Archive) -> None:
    damage(archive)
    with suppress(StorageError):
        found(archive, "拖拉机")
    assert len(found(archive, "拖拉机")) == 12


def test_a_damaged_file_mends_itself_among_sound_ones(archive: Archive, tmp_path: Path) -> None:
    folders = [archive.folder]
    for name in ("sound", "other"):
        shutil.copytree(archive.folder, tmp_path / name)
        folders.append(tmp_path / name)
    sound = [folder / "_archive" / "search.sqlite" for folder in folders[1:]]
    before = [path.stat().st_ino for path in sound]
    with closing(sqlite3.connect(archive.private / "search.sqlite")) as words:
        words.execute("UPDATE words_data SET block = X'ffffffff' WHERE id > 10")
        words.commit()
    with suppress(StorageError):
        search(folders, read_query("拖拉机"))
    assert len(search(folders, read_query("拖拉机"), size=100).hits) == 36
    assert [path.stat().st_ino for path in sound] == before


def test_a_file_of_another_version_is_made_anew(archive: Archive) -> None:
    with closing(sqlite3.connect(archive.private / "search.sqlite")) as file:
        file.execute("PRAGMA user_version = 99")
    assert check(archive).faults == []
    assert len(found(archive, "拖拉机")) == 12


def test_where_the_disk_is_read_only_it_is_made_elsewhere(archive: Archive) -> None:
    """The folder gives no way to write, as a mounted image does."""
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    (archive.private / "search.sqlite").unlink()
    archive.private.chmod(0o500)
    try:
        assert len(found(archive, "拖拉机")) == 12
    finally:
        archive.private.chmod(0o700)
    assert not (archive.private / "search.sqlite").exists()


def test_without_fts5_cards_are_there_and_the_search_says_what_is_missing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive.private / "search.sqlite").unlink()
    for module in ("documents", "index", "in_file"):
        monkeypatch.setattr(sys.modules[f"newsarchive.store.search.{module}"], "can_search", lambda _: False)
    with searching(archive.folder, words_within=60) as both:
        assert both.execute("SELECT count(*) FROM card").fetchone()[0] == 12
    with pytest.raises(Exception, match="without FTS5"):
        search([archive.folder], read_query("春耕"))


@pytest.mark.parametrize("code", ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_READONLY"])
@pytest.mark.parametrize("where", ["opened", "filled"])
def test_where_nothing_can_be_written_all_is_found_nevertheless(
    archive: Archive, where: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By many threads at once, each of which is the first to be refused."""
    path = archive.private / "search.sqlite"
    path.unlink()
    started = Barrier(4)

    def refused(folder: Path) -> None:
        if files.path_of(folder) == path:
            with suppress(BrokenBarrierError):
                started.wait(1)
            error = sqlite3.OperationalError("the disk refuses")
            error.sqlite_errorcode = getattr(sqlite3, code)
            raise error

    module, name = (files, "connection_to") if where == "opened" else (index, "set_mark")
    real = getattr(module, name)

    def in_turn(given: Any, *more: float, **named: float) -> Any:
        refused(archive.folder)
        return real(given, *more, **named)

    monkeypatch.setattr(module, name, in_turn)
    with ThreadPoolExecutor(4) as threads:
        assert {len(one) for one in threads.map(found, [archive] * 4, ["拖拉机"] * 4)} == {12}
