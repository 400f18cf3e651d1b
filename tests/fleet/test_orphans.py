"""Objects that no row refers to go after a grace, never earlier, and never one that a row refers to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.objects.orphans import orphans, remove_orphans
from newsarchive.store.objects.storage import Storage
from newsarchive.store.takedown import forget
from tests.fleet.object_archive import lose_disk, objects_of, on_objects, read_all
from tests.unit.illustrated import SITE, article, came, crawl, data, digest, path, write

WEEK = timedelta(days=7)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(StorageAddress((tmp_path / "store").as_uri()))


@pytest.fixture
def archive(tmp_path: Path, storage: Storage) -> Archive:
    """After a run that kept two pictures, under the token 3."""
    found = on_objects(tmp_path / "gazette", SITE, storage, token=3)
    with crawl(found):
        pictures = came(found, "ferry"), came(found, "quay")
        write(found, article(1, ("ferry", "ferry"), ("quay", "quay"), fetched=pictures))
    return found


def keys(archive: Archive) -> set[str]:
    return {one.key for one in objects_of(archive).storage.below("gazette")}


def found(archive: Archive) -> list[str]:
    with reading(archive.catalog) as rows:
        return [one.key for one in orphans(rows, objects_of(archive))]


def remove(archive: Archive, *, after: timedelta, grace: timedelta = WEEK) -> list[str]:
    now = datetime.now(UTC) + after
    with reading(archive.catalog) as rows:
        return [one.key for one in remove_orphans(rows, objects_of(archive), now=now, grace=grace)]


def test_what_a_run_keeps_is_none(archive: Archive) -> None:
    assert found(archive) == []
    before = keys(archive)
    assert remove(archive, after=10 * WEEK) == []
    assert keys(archive) == before
    assert {one.path for one in objects_of(archive).pictures()} == {path("ferry"), path("quay")}


def test_each_kind_of_orphan_goes_after_its_grace(archive: Archive, storage: Storage) -> None:
    kept = keys(archive)
    earlier = SiteObjects(storage, "gazette", lambda: 2)
    earlier.put_part("gazette-20240501060000-00001-aaaaaaaa.warc.gz", 0, b"never committed")
    sealed = objects_of(archive).sealed()[0]
    earlier.put_part(sealed.warc, 900, b"stored by one that slept, and sealed by others")
    earlier.put_picture(digest("crane"), "png", data("crane"))
    earlier.put_picture(digest("ferry"), "png", data("ferry"))  # which a later holder stored, too
    assert storage.files
    (storage.files.folder / "gazette" / "originals" / f"{sealed.warc}").mkdir(exist_ok=True)
    (storage.files.folder / "gazette" / "originals" / sealed.warc / "half#1").write_bytes(b"cut")
    assert len(found(archive)) == 4
    assert remove(archive, after=WEEK - timedelta(minutes=5)) == []
    assert len(remove(archive, after=WEEK + timedelta(minutes=5))) == 5
    assert keys(archive) == kept
    assert objects_of(archive).unknown() == []
    lose_disk(archive)
    assert read_all(archive) == 3


def test_what_somebody_else_put_there_stays(archive: Archive, storage: Storage) -> None:
    storage.put("gazette/notes.txt", b"mine")
    storage.put("gazette-other/open/x", b"mine")
    remove(archive, after=10 * WEEK)
    assert [one.key for one in objects_of(archive).unknown()] == ["gazette/notes.txt"]
    assert storage.get("gazette-other/open/x") == b"mine"


def test_nobody_removes_what_a_later_holder_stored(archive: Archive, storage: Storage) -> None:
    later = SiteObjects(storage, "gazette", lambda: 9)
    later.put_picture(digest("crane"), "png", data("crane"))
    later.put_part("gazette-20240503060000-00001-bbbbbbbb.warc.gz", 0, b"of a run that is at work")
    assert len(found(archive)) == 2
    before = keys(archive)
    remove(archive, after=10 * WEEK)
    with pytest.raises(StorageError, match=r"stays, .* under a later lease than 3; .* above 9"):
        archive.pictures.remove([path("crane")])
    assert keys(archive) == before


def test_a_sleeper_harms_no_picture_that_came_again(
    tmp_path: Path, archive: Archive, storage: Storage
) -> None:
    """It once found a picture unreferenced, and fell asleep before it removed it."""
    SiteObjects(storage, "gazette", lambda: 4).put_picture(digest("crane"), "png", data("crane"))
    sleeper = SiteObjects(storage, "gazette", lambda: 5)
    with reading(archive.catalog) as rows:
        doomed = orphans(rows, sleeper)
    assert [one.token for one in doomed] == [4]
    heir = on_objects(tmp_path / "heir", SITE, storage, token=6)
    heir.catalog, heir.lock = archive.catalog, archive.lock
    with crawl(heir, hours=1):
        write(heir, article(2, ("crane", "crane"), fetched=(came(heir, "crane"),)))
    sleeper.remove([*doomed, *objects_of(heir).pictures_like(path("crane"))])
    lose_disk(heir)
    assert heir.pictures.read(path("crane")) == data("crane")
    assert read_all(heir) == 5


def test_a_picture_whose_bytes_are_others_is_told(archive: Archive, storage: Storage) -> None:
    (ferry,) = objects_of(archive).pictures_like(path("ferry"))
    storage.put(ferry.key, data("quay"))
    lose_disk(archive)
    with pytest.raises(StorageError, match="its bytes are not those of the picture"):
        archive.pictures.read(path("ferry"))
    SiteObjects(storage, "gazette", lambda: 2).put_picture(digest("ferry"), "png", data("ferry"))
    assert archive.pictures.read(path("ferry")) == data("ferry"), "another object has them"


def test_a_takedown_takes_what_killed_runs_left_of_pictures(archive: Archive, storage: Storage) -> None:
    """Whose they were nobody can say any more: perhaps of what is taken down."""
    archive = on_objects(archive.folder, SITE, storage, token=4)
    SiteObjects(storage, "gazette", lambda: 3).put_picture(digest("crane"), "png", data("crane"))
    with crawl(archive, hours=1):
        write(archive, article(2, ("quay", "quay")), hours=1)
        named = Identity("/2024/ferry-1", "https://gazette.example/2024/ferry-1")
        archive.transact(lambda rows: forget(rows, "gazette", named, reason="x", now=1))
        assert archive.finish_forgetting()
    assert {one.path for one in objects_of(archive).pictures()} == {path("quay")}
