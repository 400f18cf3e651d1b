"""Originals in an object storage: parts, sealed files, and what is made of those of a dead worker."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.storage import Storage
from tests.fleet.object_archive import lose_disk, objects_of, on_objects, read_all
from tests.unit.remembering import NOW, article, opened, submission

if TYPE_CHECKING:
    from tests.fleet.s3 import Server


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return Storage(StorageAddress((tmp_path / "store").as_uri()))
    server: Server = request.getfixturevalue("s3")
    return Storage(server.bucket())


@pytest.fixture
def folder(tmp_path: Path) -> Storage:
    return Storage(StorageAddress((tmp_path / "store").as_uri()))


def store(archive: Archive, profile: SiteProfile, *numbers: int) -> None:
    verdicts = archive.write([submission(article(n), profile) for n in numbers], now=NOW)
    assert {one.outcome for one in verdicts} == {"stored"}


def killed(archive: Archive) -> None:
    """Its worker is no more: nothing is closed in order, and its disk is gone."""
    archive.rows.connection.rollback()
    archive.rows.connection.close()
    del archive.rows
    archive.lock.release()
    lose_disk(archive)


def warcs(archive: Archive) -> list[WarcRow]:
    with reading(archive.catalog) as rows:
        return rows.where(WarcRow)


def test_a_run_leaves_one_sealed_file_and_no_parts(
    tmp_path: Path, profile: SiteProfile, storage: Storage
) -> None:
    archive = on_objects(tmp_path / "finews", profile, storage, token=7)
    with opened(archive):
        store(archive, profile, 1, 2)
        store(archive, profile, 3)
        first, second = objects_of(archive).parts()
        assert (first.start, second.start, first.token) == (0, first.size, 7)
    (row,) = warcs(archive)
    (sealed,) = objects_of(archive).sealed()
    assert (sealed.warc, sealed.sha256, sealed.size, sealed.token) == (row.name, row.sha256, row.length, 7)
    assert [*objects_of(archive).parts(), *objects_of(archive).unknown()] == []
    lose_disk(archive)
    assert read_all(archive) == 3


def test_the_next_worker_seals_what_a_dead_one_left(
    tmp_path: Path, profile: SiteProfile, storage: Storage
) -> None:
    dead = on_objects(tmp_path / "finews", profile, storage, token=1)
    dead.open(started=NOW, command="crawl", arguments={}, extraction="code")
    store(dead, profile, 1, 2)
    store(dead, profile, 3)
    (row,) = warcs(dead)
    assert row.length is None
    parts = objects_of(dead).parts()
    killed(dead)
    assert read_all(dead) == 3, "somebody who only looks reads what there is so far"
    lose_disk(dead)
    heir = on_objects(tmp_path / "finews", profile, storage, token=2)
    with opened(heir, hours=1):
        store(heir, profile, 4)
    first, _ = warcs(heir)
    assert (first.name, first.length) == (row.name, sum(part.size for part in parts))
    assert [one.token for one in objects_of(heir).sealed()] == [2, 2]
    assert objects_of(heir).parts() == []
    lose_disk(heir)
    assert read_all(heir) == 4


def test_what_was_stored_and_never_committed_is_left_out(
    tmp_path: Path, profile: SiteProfile, folder: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database goes away between a part and its transaction's end, once in the middle, once at last."""
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    store(archive, profile, 1)
    for numbers in ((2,), (4, 5)):
        with monkeypatch.context() as patch:
            patch.setattr(archive.learner, "learn", _refuse)
            with pytest.raises(RuntimeError):
                store(archive, profile, *numbers)
        if numbers == (2,):
            store(archive, profile, 3)
    assert len(objects_of(archive).parts()) == 4
    kept = [part.size for part in objects_of(archive).parts() if not part.start]
    killed(archive)
    heir = on_objects(tmp_path / "finews", profile, folder, token=2)
    with opened(heir, hours=1):
        pass
    assert sorted(row.length or 0 for row in warcs(heir)) == sorted(kept), "nothing is between"
    assert read_all(heir) == 2


def _refuse(*_: object, **__: object) -> None:
    raise RuntimeError("the database is gone")


def test_a_first_batch_that_was_never_committed_leaves_no_row(
    tmp_path: Path, profile: SiteProfile, folder: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    with monkeypatch.context() as patch:
        patch.setattr(archive.learner, "learn", _refuse)
        with pytest.raises(RuntimeError):
            store(archive, profile, 1)
    killed(archive)
    heir = on_objects(tmp_path / "finews", profile, folder, token=2)
    with opened(heir, hours=1):
        store(heir, profile, 1)
    assert [row.length is not None for row in warcs(heir)] == [True]
    (orphan,) = objects_of(heir).parts()
    assert orphan.token == 1, "which goes after a grace"


def test_parts_of_one_that_wakes_up_mix_with_nothing(
    tmp_path: Path, profile: SiteProfile, folder: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holder that slept past its lease goes on storing; its transactions come to nothing."""
    sleeper = on_objects(tmp_path / "finews", profile, folder, token=1)
    sleeper.open(started=NOW, command="crawl", arguments={}, extraction="code")
    store(sleeper, profile, 1, 2)
    sleeper.lock.release()
    heir = on_objects(tmp_path / "other", profile, folder, token=2)
    heir.catalog, heir.lock = sleeper.catalog, sleeper.lock  # the same catalog, another disk
    monkeypatch.setattr(sleeper.learner, "learn", _refuse)  # behind the parts' upload, as a fence does
    with opened(heir, hours=1):
        for number in (3, 4):
            with pytest.raises(RuntimeError):
                store(sleeper, profile, 10 + number)
            assert [part.token for part in objects_of(heir).parts()].count(1) == number - 2
            store(heir, profile, number)
    first, second = warcs(heir)
    assert None not in {first.length, second.length}
    lose_disk(heir)
    assert read_all(heir) == 4
    assert {one.token for one in objects_of(heir).sealed()} == {2}
    sleeper.rows.connection.close()


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("damage", ["lost", "changed", "cut"])
def test_a_committed_part_that_is_lost_or_damaged_is_told(
    tmp_path: Path, profile: SiteProfile, folder: Storage, damage: str, which: str
) -> None:
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    store(archive, profile, 1)
    store(archive, profile, 2)
    part = objects_of(archive).parts()[0 if which == "first" else -1]
    killed(archive)
    data = folder.get(part.key)
    if damage == "lost":
        folder.remove([part.key])
    else:
        folder.put(part.key, data[:-1] if damage == "cut" else bytes([data[0] ^ 1]) + data[1:])
    heir = on_objects(tmp_path / "finews", profile, folder, token=2)
    for _ in range(2):
        with pytest.raises(StorageError, match=r"the parts of finews-.* damaged or missing"), opened(heir):
            pass
    folder.put(part.key, data)
    with opened(heir, hours=1):
        pass
    assert read_all(heir) == 2


def test_of_two_holders_files_the_sound_one_is_read(
    tmp_path: Path, profile: SiteProfile, folder: Storage
) -> None:
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    with opened(archive):
        store(archive, profile, 1)
    (sealed,) = objects_of(archive).sealed()
    data = folder.get(sealed.key)
    folder.put(f"{sealed.key.rpartition('-')[0]}-2", bytes([data[0] ^ 1]) + data[1:])
    assert [one.token for one in objects_of(archive).sealed()] == [2, 1]
    lose_disk(archive)
    assert read_all(archive) == 1


def test_a_catalog_that_was_restored_finds_its_bytes_in_the_sealed_file(
    tmp_path: Path, profile: SiteProfile, folder: Storage
) -> None:
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    store(archive, profile, 1)
    archive.rows.connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    catalog = archive.private / "catalog.sqlite"
    backup = catalog.read_bytes()
    store(archive, profile, 2)
    archive.close(ended=NOW)
    for left in archive.private.glob("catalog.sqlite-*"):
        left.unlink()
    catalog.write_bytes(backup)
    heir = on_objects(tmp_path / "finews", profile, folder, token=2)
    with opened(heir, hours=1):
        store(heir, profile, 2)
    assert read_all(heir) == 2


def test_a_large_file_is_sealed_after_the_batch_that_filled_it(
    tmp_path: Path, profile: SiteProfile, folder: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.store.objects.originals.LARGE", 1500)
    archive = on_objects(tmp_path / "finews", profile, folder, token=1)
    with opened(archive):
        for number in range(6):
            store(archive, profile, number)
        assert len(objects_of(archive).sealed()) > 1
    assert len(warcs(archive)) == len(objects_of(archive).sealed()) > 2
    assert objects_of(archive).parts() == []
    lose_disk(archive)
    assert read_all(archive) == 6
