"""A storage that is not there, or another fleet's: told once, and nothing is begun with it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.exceptions import Exit, StorageError
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import set_profile
from newsarchive.store.archive import Archive
from tests.fleet.object_archive import objects_of
from tests.fleet.typed import Type, told
from tests.unit.illustrated import SITE, article, came, crawl, write


@pytest.fixture
def sites(fleet: Fleet) -> list[Archive]:
    """Two sites, each with originals and a picture, of which this process has nothing on its disk."""
    made = [Archive(fleet.root / name, SITE.model_copy(update={"name": name})) for name in ("one", "two")]
    for site in made:
        with crawl(site):
            write(site, article(1, ("ferry", "ferry"), fetched=(came(site, "ferry"),)))
        shutil.rmtree(site.folder)
        with fleet.engine.begin() as connection:
            set_profile(connection, site.name, f"name: {site.name}\nhome: https://gazette.example/\n")
    return made


def emptied(store: Path, _: list[Archive]) -> str:
    shutil.rmtree(store)
    store.mkdir()
    return f"{store.as_uri()}: has no file of those that the catalog of one refers to; see that"


def lost(store: Path, _: list[Archive]) -> str:
    shutil.rmtree(store)
    return f"{store.as_uri()}: there is no such folder; see that NEWSARCHIVE_STORE names the storage"


def anothers(store: Path, sites: list[Archive]) -> str:
    for site in sites:
        storage = objects_of(site).storage
        storage.remove(one.key for one in storage.below(site.name))
        storage.put(f"{site.name}/originals/x.warc.gz/{'0' * 64}-1", b"of another fleet")
    return f"{store.as_uri()}: has no file of those that the catalog of one refers to; see that"


@pytest.mark.parametrize("how", [emptied, lost, anothers])
def test_verify_tells_it_once(
    typing: Type, sites: list[Archive], tmp_path: Path, how: Callable[[Path, list[Archive]], str]
) -> None:
    assert "one: 1 post, 1 revision, 2 captures, 1 WARC file, 1 picture verified: nothing wrong" in told(
        typing("verify")
    )
    wanted = how(tmp_path / "store", sites)
    ended = typing("verify")
    assert ended.out == ""
    assert wanted in told(ended, Exit.IO)
    assert ended.err.count("\n") == 1
    assert "If it is the one, put its files back from a backup; " in ended.err
    assert (tmp_path / "store").exists() == (how is not lost), "who only reads makes no folder"


def test_no_run_begins_on_one_that_is_not_there(sites: list[Archive], tmp_path: Path) -> None:
    shutil.move(tmp_path / "store", tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="there is no such folder"), crawl(sites[0], hours=1):
        pass
    assert not (tmp_path / "store").exists()
    shutil.move(tmp_path / "elsewhere", tmp_path / "store")
    with crawl(sites[0], hours=1):
        write(sites[0], article(2), hours=1)


def test_one_file_that_is_lost_is_a_fault_and_no_more(typing: Type, sites: list[Archive]) -> None:
    (picture,) = objects_of(sites[0]).pictures()
    objects_of(sites[0]).storage.remove([picture.key])
    ended = typing("verify")
    assert ended.code == 1
    assert "is missing from the storage; put it back from a backup of the storage" in ended.out
    assert "two: 1 post" in ended.out
