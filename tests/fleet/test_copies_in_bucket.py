"""Copies of originals and pictures in an object storage: made, compared, healed from, emptied."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from newsarchive.exceptions import ProfileError
from newsarchive.fleet.keeper import Fleet
from newsarchive.profiles import Identity, load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ForgottenRow, WarcRow
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.copies import CopiesInStorage
from newsarchive.store.objects.storage import Storage
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.fleet.object_archive import on_objects
from tests.fleet.s3 import SETTINGS, Server
from tests.unit.illustrated import SITE, article, came, crawl, data, path, write
from tests.unit.test_forgetting_pictures import ALONE, SHARED, build, take_down


@pytest.fixture(params=["folder", "s3"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StorageAddress:
    if request.param == "folder":
        return StorageAddress((tmp_path / "bucket").as_uri())
    server: Server = request.getfixturevalue("s3")
    found = server.bucket()
    for name, said in {**SETTINGS, "aws_endpoint_url": server.address}.items():
        monkeypatch.setenv(name.upper(), said)
    return found


@pytest.fixture
def there(bucket: StorageAddress) -> Storage:
    return Storage(bucket)


@pytest.fixture
def archive(tmp_path: Path, bucket: StorageAddress) -> Archive:
    return Archive(tmp_path / "gazette", SITE.model_copy(update={"copies": bucket.url}))


def fill(archive: Archive) -> None:
    with crawl(archive):
        write(archive, article(1, ("ferry", "ferry"), fetched=(came(archive, "ferry"),)))


def copied(there: Storage) -> dict[str, bytes]:
    return {one.key: there.get(one.key) for one in there.below("gazette") if "followed" not in one.key}


def expected(archive: Archive) -> dict[str, bytes]:
    with reading(archive.catalog) as rows:
        warcs = {f"gazette/originals/{row.name}/{row.sha256}": row.name for row in rows.where(WarcRow)}
    found = {key: (archive.originals.folder / name).read_bytes() for key, name in warcs.items()}
    return found | {f"gazette/{one}": archive.pictures.read(one) for one in archive.pictures.kept()}


def test_each_sealed_file_and_picture_has_a_copy(archive: Archive, there: Storage) -> None:
    fill(archive)
    assert archive.copies.trouble == ""
    assert copied(there) == expected(archive)
    assert len(copied(there)) == 2
    with crawl(archive, hours=1):
        write(archive, article(2, ("quay", "quay"), fetched=(came(archive, "quay"),)), hours=1)
    assert copied(there) == expected(archive)
    assert len(copied(there)) == 4
    assert check(archive).faults == []


def noting(asked: list[str], ask: Callable[..., Any]) -> Callable[..., Any]:
    """What a storage is asked, by a method that is first given a key, keys, or what keys begin with."""

    def noted(storage: Storage, what: str | Iterable[str], *rest: Any, **others: Any) -> Any:
        keys = [what] if isinstance(what, str) else list(what)
        asked.extend(keys)
        return ask(storage, what if isinstance(what, str) else keys, *rest, **others)

    return noted


def test_a_run_with_nothing_new_asks_for_how_far_it_has_come_alone(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive)
    asked: list[str] = []
    for name in ("put", "get", "pieces", "size", "below", "remove"):
        monkeypatch.setattr(Storage, name, noting(asked, getattr(Storage, name)))
    with crawl(archive, hours=20):
        pass
    assert set(asked) == {"gazette/followed.json"}
    with crawl(archive, hours=40):
        pass
    assert set(asked) == {"gazette/followed.json", "gazette/originals", "gazette/media"}, "once a day"


DAMAGE: dict[str, Callable[[Path], None]] = {
    "flipped": lambda file: file.write_bytes(file.read_bytes()[:-9] + bytes(9)),
    "lost": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_original_and_a_picture_are_healed_from_their_copies(archive: Archive, damage: str) -> None:
    fill(archive)
    right = expected(archive)
    (warc,) = archive.originals.folder.glob("*.warc.gz")
    DAMAGE[damage](warc)
    DAMAGE[damage](archive.folder / path("ferry"))
    assert len(check(archive).faults) == 2
    report = repair(archive)
    assert report.mended
    assert report.faults == check(archive).faults == []
    assert expected(archive) == right


def test_a_lost_or_damaged_copy_is_made_anew(archive: Archive, there: Storage) -> None:
    fill(archive)
    right = copied(there)
    first, second = right
    there.remove([first])
    there.put(second, b"changed")
    told = [str(fault) for fault in check(archive).faults]
    assert len(told) == 2
    assert all(one.startswith(f"copies {there.url}/gazette/") for one in told)
    assert repair(archive).faults == []
    assert copied(there) == right


def test_a_takedown_reaches_the_copies(archive: Archive, there: Storage) -> None:
    build(archive)
    before = copied(there)
    assert {f"gazette/{path(name)}" for name in ALONE} <= before.keys()
    take_down(archive)
    after = copied(there)
    assert after == expected(archive)
    assert {key for key in after if "/media/" in key} == {f"gazette/{path(name)}" for name in SHARED}
    assert not [one for one in before.keys() & after.keys() if "/originals/" in one]
    with reading(archive.catalog) as rows:
        assert [bool(stone.done) for stone in rows.where(ForgottenRow)] == [True]


def test_one_that_is_out_of_reach_is_told_and_made_up_for(
    archive: Archive, there: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error", "somewhere")

    fill(archive)
    with monkeypatch.context() as patch:
        patch.setattr("newsarchive.store.objects.copies.Storage", refuse)
        archive = Archive(archive.folder, archive.profile)
        with crawl(archive, hours=1):
            write(archive, article(2, ("quay", "quay"), fetched=(came(archive, "quay"),)), hours=1)
            assert "the copies of the originals lag behind" in archive.seal()
            named = Identity("/2024/ferry-1", "https://gazette.example/2024/ferry-1")
            archive.transact(lambda rows: forget(rows, "gazette", named, reason="x", now=1))
            archive.finish_forgetting()
        assert f"gazette/{path('ferry')}" in copied(there)
    archive = Archive(archive.folder, archive.profile)
    with crawl(archive, hours=2):
        pass
    assert copied(there) == expected(archive)
    assert f"gazette/{path('ferry')}" not in copied(there)


def test_a_site_in_an_object_storage_has_copies_in_another(tmp_path: Path) -> None:
    second = (tmp_path / "second").as_uri()
    store = Storage(StorageAddress((tmp_path / "store").as_uri()))
    archive = on_objects(tmp_path / "gazette", SITE.model_copy(update={"copies": second}), store, token=1)
    archive.copies.pictures = archive.pictures  # type: ignore[attr-defined]
    came(archive, "crane")  # and the worker is killed
    fill(archive)
    assert archive.copies.trouble == ""
    there = copied(Storage(StorageAddress(second)))
    assert there[f"gazette/{path('ferry')}"] == data("ferry")
    assert f"gazette/{path('crane')}" not in there, "no row would ever say that it goes"


@pytest.mark.parametrize("odd", ["{}", "{}/", "{}/../store"])
def test_copies_where_the_originals_are_are_none_and_remove_nothing(
    fleet: Fleet, tmp_path: Path, odd: str
) -> None:
    store = tmp_path / "store"
    named = SITE.model_copy(update={"name": "one", "copies": odd.format(store.as_uri())})
    archive = Archive(fleet.root / "one", named)
    fill(archive)
    assert "is where the originals themselves are, and no second place; " in archive.copies.trouble
    objects = archive.originals.objects  # type: ignore[attr-defined]
    (sealed,) = objects.sealed()
    copies = CopiesInStorage(tmp_path, archive.pictures, store.as_uri(), "one")  # of a process of its own
    with reading(archive.catalog) as rows:
        copies.follow(rows, thoroughly=True)
    copies.drop([sealed.warc])
    assert sealed in objects.sealed()


@pytest.mark.parametrize(
    "said", ["s3://", "s3://key:secret@bucket/x", "http://x/y", "bucket", "s3://bucket/x?key=secret"]
)
def test_what_no_place_is_is_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "gazette.yml"
    file.write_text(f"name: gazette\nhome: https://gazette.example/\ncopies: {said}\n", encoding="utf-8")
    with pytest.raises(ProfileError, match="copies") as told:
        load_profile(file)
    assert "secret" not in str(told.value)
