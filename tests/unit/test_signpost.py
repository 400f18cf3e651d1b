"""The folder of an archive that was moved: nobody reads or writes it, and everybody is told where it went."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.exceptions import ArchiveMoved, Exit, exit_of
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.file import looking_into
from newsarchive.store.catalog.sqlite import reading
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.notice_book import NoticeBook
from newsarchive.store.notices import Notice
from newsarchive.store.signpost import Signpost, elsewhere, set_signpost, signpost, take_away
from newsarchive.text import typed
from tests.e2e.crawling import snapshot
from tests.unit.verify_archives import build

AT = "2026-11-29T01:00:00+00:00"
THERE = Signpost(move="0a1b", comes=False, place="database news on db1", at=AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "finews" / "_archive").mkdir(parents=True)
    return tmp_path / "finews"


def test_a_signpost_is_read_as_it_was_written(folder: Path) -> None:
    assert signpost(folder) is None
    set_signpost(folder, THERE)
    assert signpost(folder) == THERE
    assert elsewhere(folder) == (
        f"{folder}: the archive of finews was moved to the fleet, database news on db1, on {AT};"
        f" {typed(f'move finews --to {folder.parent}')} brings it back"
    )
    take_away(folder)
    assert signpost(folder) is None
    assert elsewhere(folder) == ""


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"move": 1}', b"\xff"])
def test_one_that_cannot_be_read_is_one(folder: Path, data: bytes) -> None:
    (folder / "_archive" / "moved.json").write_bytes(data)
    assert signpost(folder)
    with pytest.raises(ArchiveMoved, match="was moved to the fleet"):
        ArchiveLock(folder / "_archive").acquire(started=datetime.now(UTC))


def test_nothing_is_read_or_written_there(tmp_path: Path, profile: SiteProfile) -> None:
    archive = build(tmp_path / "finews", profile)
    set_signpost(archive.folder, THERE)
    before = snapshot(archive.folder)
    with pytest.raises(ArchiveMoved) as told:
        archive.open(started=datetime.now(UTC), command="crawl", arguments={}, extraction="code")
    assert str(told.value) == elsewhere(archive.folder)
    assert exit_of(told.value) is Exit.USAGE
    for look in (looking_into, reading):
        with pytest.raises(ArchiveMoved), look(archive.catalog):
            pass
    with pytest.raises(ArchiveMoved):
        NoticeBook(archive.folder).keep([Notice(kind="storage", subject="", detail="full", since=1)])
    assert snapshot(archive.folder) == before


def test_who_moves_it_gets_the_lock_and_nobody_else(folder: Path) -> None:
    private = folder / "_archive"
    set_signpost(folder, THERE)
    with ArchiveLock(private, moves=True).held():
        pass
    with pytest.raises(ArchiveMoved), ArchiveLock(private).held():
        pass
    take_away(folder)
    with ArchiveLock(private).held():
        pass
