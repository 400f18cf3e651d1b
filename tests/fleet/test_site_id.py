"""A site's id lies with its objects: where another site of its name has stored, nothing is touched."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from newsarchive.exceptions import Exit, NotItsObjects, StorageError
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.removal import remove_site
from newsarchive.fleet.sites import add_site, set_profile
from newsarchive.fleet.tidying import tidy
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.keepers import kept
from newsarchive.store.objects.keys import SITE_ID
from newsarchive.store.objects.storage import Storage
from tests.e2e.many_sites import many_sites
from tests.fleet.cluster import Cluster
from tests.fleet.fleets import fleet_on
from tests.fleet.moves import Machine
from tests.fleet.object_archive import objects_of
from tests.fleet.typed import Type, told
from tests.fleet.workers import Workers, workers_of
from tests.unit.illustrated import NOW, SITE, article, came, crawl, write
from tests.unit.verify_archives import build

OF_ANOTHER = "another site of that name; see that NEWSARCHIVE_STORE and NEWSARCHIVE_DATABASE are of one fleet"
_IDLE = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND state = 'idle in transaction'"
)
PROFILE = "name: one\nhome: https://gazette.example/\n"


def archived(fleet: Fleet, number: int, name: str = "one") -> Archive:
    """The archive of a site of the fleet, to which a run has added an article with a picture."""
    site = Archive(fleet.root / name, SITE.model_copy(update={"name": name}))
    with crawl(site, hours=number):
        picture = f"ferry{number}"
        write(site, article(number, (picture, picture), fetched=(came(site, picture),)), hours=number)
    return site


def files(store: Path) -> dict[str, bytes]:
    """What is in a storage that is a folder."""
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


@pytest.fixture
def ours(fleet: Fleet) -> Fleet:
    """A fleet whose site ``one`` has something in the storage."""
    with fleet.transaction() as connection:
        set_profile(connection, "one", PROFILE)
    archived(fleet, 1)
    return fleet


@pytest.fixture
def theirs(ours: Fleet, cluster: Cluster, fleet_template: str, tmp_path: Path) -> Iterator[Fleet]:
    """Another fleet, in another database, which was told the same storage and has a site of that name."""
    cluster.execute(f"CREATE DATABASE another TEMPLATE {fleet_template}")
    found = fleet_on(cluster.url("another"), tmp_path / "another")
    assert found.storage.url == ours.storage.url
    with found.transaction() as connection:
        for site in ("one", "three"):
            add_site(connection, site, PROFILE.replace("one", site))
    with kept(found.root, found):
        yield found
    found.close()
    cluster.execute("DROP DATABASE another WITH (FORCE)")


@pytest.fixture
def machine(fleet_database: str, tmp_path: Path, profile: SiteProfile) -> Machine:
    """A site was moved to the fleet and back, where its objects stayed behind."""
    machine = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    build(machine.output / "finews", profile)
    assert machine.to_fleet("finews", "--clear").code == 0
    assert machine.back("finews").code == 0
    return machine


def run(fleet: Fleet) -> object:
    return archived(fleet, 2)


def tidied(fleet: Fleet) -> object:
    return tidy(fleet, "one", now=NOW + timedelta(days=4000), grace=timedelta())


def removed(fleet: Fleet) -> object:
    return remove_site(fleet, "one", discard=True)


@pytest.mark.parametrize("what", [run, tidied, removed])
@pytest.mark.parametrize("has_id", [True, False], ids=["with its id", "of an earlier version"])
def test_of_another_sites_objects_none_is_touched(
    ours: Fleet, theirs: Fleet, tmp_path: Path, what: Callable[[Fleet], object], has_id: bool
) -> None:
    if not has_id:
        (tmp_path / "store" / "one" / SITE_ID).unlink()
    before = files(tmp_path / "store")
    assert (f"one/{SITE_ID}" in before) == has_id
    if what is removed:
        assert OF_ANOTHER in what(theirs)[1]  # type: ignore[index]
    else:
        with pytest.raises(NotItsObjects, match=OF_ANOTHER):
            what(theirs)
    assert files(tmp_path / "store") == before
    archived(theirs, 1, "three")  # fleets may share a storage, as their sites are not called the same
    archived(ours, 2)
    assert tidied(ours) == 0


@pytest.mark.parametrize(
    "words", ["verify", "forget https://gazette.example/x --reason y --site one", "fleet sites remove one"]
)
def test_a_command_of_the_wrong_fleet_says_so(
    typing: Type, cluster: Cluster, theirs: Fleet, tmp_path: Path, words: str
) -> None:
    before, removes = files(tmp_path / "store"), words.startswith("fleet")
    ended = typing(*words.split(), database=cluster.url("another"))
    said = told(ended, Exit.COMPLETE if removes else Exit.IO)
    assert f"/store/one/{SITE_ID}: the objects of one there are of {OF_ANOTHER}" in said
    assert said.startswith("one: removed; what is in the storage stays: ") == removes
    assert said.count("\n") == 1
    assert files(tmp_path / "store") == before
    assert "one: 1 post, 1 revision, 2 captures, 1 WARC file, 1 picture verified: nothing wrong" in told(
        typing("verify", "one")
    )


def test_what_an_earlier_version_stored_is_given_its_id_by_who_writes_first(
    ours: Fleet, typing: Type, tmp_path: Path
) -> None:
    its_id = tmp_path / "store" / "one" / SITE_ID
    was = its_id.read_bytes()
    its_id.unlink()
    assert "nothing wrong" in told(typing("verify", "one"))
    assert its_id.read_bytes() == was
    its_id.unlink()
    archived(ours, 2)
    assert its_id.read_bytes() == was


def test_nothing_is_stored_where_the_storage_was_to_be_mounted(ours: Fleet, tmp_path: Path) -> None:
    shutil.move(tmp_path / "store", tmp_path / "elsewhere")
    (tmp_path / "store").mkdir()
    with pytest.raises(StorageError, match="has no file of those that the catalog of one refers to; see"):
        archived(ours, 2)
    assert files(tmp_path / "store") == {}
    (tmp_path / "store").rmdir()
    shutil.move(tmp_path / "elsewhere", tmp_path / "store")
    archived(ours, 2)


@pytest.mark.parametrize("storage", ["empty", "of another", "not there"])
def test_a_takedown_that_cannot_reach_the_originals_notes_nothing(
    ours: Fleet, typing: Type, tmp_path: Path, storage: str
) -> None:
    """Else the next run would take for gone what lies in the right storage."""
    wrong, url = tmp_path / "wrong", "https://gazette.example/2024/ferry-1"
    if storage != "not there":
        (wrong / "one").mkdir(parents=True)
    if storage == "of another":
        (wrong / "one" / SITE_ID).write_text("another", encoding="utf-8")
    before = files(tmp_path / "store")
    words = ("forget", url, "--reason", "court", "--site", "one")
    told(typing(*words, NEWSARCHIVE_STORE=wrong.as_uri()), Exit.IO)
    archived(ours, 2)
    assert before.items() <= files(tmp_path / "store").items()
    assert "removed: 1 post" in told(typing(*words))
    assert "one: 1 post, 1 revision" in (said := told(typing("verify", "one")))
    assert "no row of the catalog refers to" not in said


@pytest.mark.parametrize("storage", ["empty", "of another"])
def test_what_was_collected_stays_where_the_storage_is_wrong(
    ours: Fleet, typing: Type, tmp_path: Path, storage: str
) -> None:
    del ours
    wrong, target = tmp_path / "wrong", tmp_path / "one.wacz"
    (wrong / "one").mkdir(parents=True)
    if storage == "of another":
        (wrong / "one" / SITE_ID).write_text("another", encoding="utf-8")
    words = ("collect", "one", "--to", str(target))
    told(typing(*words))
    before = target.read_bytes()
    for refused in (words, ("replay", "one")):
        ended = typing(*refused, NEWSARCHIVE_STORE=wrong.as_uri())
        assert (ended.out, ended.err.count("\n")) == ("", 1), refused
        assert "see that NEWSARCHIVE_STORE" in told(ended, Exit.IO)
    assert target.read_bytes() == before


def test_a_lost_storage_is_got_over(ours: Fleet, typing: Type, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "store")
    (tmp_path / "store").mkdir()
    out = tmp_path / "out"
    out.mkdir()
    moved = typing("move", "one", "--to", str(out), "--despite-losses")
    assert (moved.code, "one: is in" in moved.out) == (2, True), moved.out + moved.err
    assert len(list((out / "one" / "_posts").iterdir())) == 1
    shutil.rmtree(out)
    assert told(typing("fleet", "sites", "remove", "one", "--discard")).startswith("one: removed")
    assert files(tmp_path / "store") == {}
    with ours.transaction() as connection:
        add_site(connection, "one", PROFILE)
    archived(ours, 3)


def test_one_sealed_file_is_not_taken_for_another(ours: Fleet, theirs: Fleet, tmp_path: Path) -> None:
    """A site without pictures has but one file after its first run, and that one lies elsewhere."""
    own = fleet_on(theirs.address.conninfo, tmp_path / "b" / "scratch")
    with kept(own.root, own):
        site = Archive(own.root / "one", SITE.model_copy(update={"name": "one"}))
        with crawl(site, hours=1):
            write(site, article(7), hours=1)
    own.close()
    (tmp_path / "store" / "one" / SITE_ID).unlink()
    before = files(tmp_path / "store")
    with pytest.raises(NotItsObjects, match="has no file of those that the catalog of one refers to"):
        archived(theirs, 8)
    assert files(tmp_path / "store") == before
    archived(ours, 2)


def test_what_is_no_object_of_an_archive_is_nobodys(ours: Fleet, typing: Type, tmp_path: Path) -> None:
    """Such as a file manager leaves, or the key that a console makes for a folder."""
    (tmp_path / "store" / "two").mkdir()
    (tmp_path / "store" / "two" / ".DS_Store").touch()
    with ours.transaction() as connection:
        set_profile(connection, "two", PROFILE.replace("one", "two"))
    archived(ours, 1, "two")
    assert "two: 1 post" in told(typing("verify", "two"))


def test_two_that_come_at_the_same_moment_do_not_both_go_on(
    ours: Fleet, theirs: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Storage.put

    def while_another_does(self: Storage, key: str, data: bytes | Path) -> None:
        put(self, key, data)
        if key == f"three/{SITE_ID}":
            put(self, key, b"another")

    monkeypatch.setattr(Storage, "put", while_another_does)
    with pytest.raises(NotItsObjects, match=OF_ANOTHER):
        archived(theirs, 1, "three")
    assert list(files(tmp_path / "store" / "three")) == [SITE_ID]


def test_a_move_that_finds_all_stored_already_stores_the_id(machine: Machine) -> None:
    (machine.storage / "finews" / SITE_ID).unlink()
    assert machine.to_fleet("finews").code == 0
    assert (machine.storage / "finews" / SITE_ID).exists()


def test_nothing_behind_is_cleared_by_a_wrong_storage(machine: Machine) -> None:
    wrong = replace(machine, storage=machine.storage.with_name("objetcs"))
    assert wrong.back("finews", "--clear").code == 74
    assert machine.back("finews", "--clear").code == 0
    assert files(machine.storage) == {}


def test_nothing_is_left_of_a_site_that_was_given_up(ours: Fleet, typing: Type, tmp_path: Path) -> None:
    assert told(typing("fleet", "sites", "remove", "one", "--discard"))
    assert files(tmp_path / "store") == {}
    with ours.transaction() as connection:
        add_site(connection, "one", PROFILE)
    archived(ours, 3)
    assert "nothing wrong" in told(typing("verify", "one"))


@pytest.mark.parametrize("has_id", [True, False])
def test_no_transaction_waits_for_the_id(
    ours: Fleet, fleet_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_id: bool
) -> None:
    """One that idles for long is ended by the database, and the storage may take its time."""
    if not has_id:
        (tmp_path / "store" / "one" / SITE_ID).unlink()
    waiting = []

    def noted(ask: Callable[..., object]) -> Callable[..., object]:
        def asked(self: Storage, key: str, *more: object) -> object:
            (found,) = database.execute(_IDLE).fetchone() or (0,)
            if found or key.endswith(SITE_ID):
                waiting.append((key.removeprefix("one/").partition("/")[0], found))
            return ask(self, key, *more)

        return asked

    for name in ("put", "get", "size", "below"):
        monkeypatch.setattr(Storage, name, noted(getattr(Storage, name)))
    site = Archive(ours.root / "one", SITE.model_copy(update={"name": "one"}))
    with psycopg.connect(fleet_database, autocommit=True) as database, crawl(site, hours=2):
        write(site, article(2), hours=2)
    assert {key for key, _ in waiting} == {SITE_ID, "open"}
    assert all((found > 0) == (key == "open") for key, found in waiting)


def test_what_stayed_behind_of_an_earlier_version_is_cleared(machine: Machine) -> None:
    (machine.storage / "finews" / SITE_ID).unlink()
    assert machine.back("finews", "--clear").code == 0
    assert files(machine.storage) == {}


def test_an_id_alone_is_no_storage(ours: Fleet, tmp_path: Path) -> None:
    """What was lost besides is told file by file, and no object is anybody else's."""
    objects = objects_of(Archive(ours.root / "one", SITE.model_copy(update={"name": "one"})))
    ours.storage.remove(one.key for one in [*objects.sealed(), *objects.pictures()])
    assert list(files(tmp_path / "store")) == [f"one/{SITE_ID}"]
    assert objects.unknown() == []


def test_a_worker_that_was_told_another_fleets_storage_goes_on_once_that_is_mended(
    fleet_database: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    (store / "harbour").mkdir(parents=True)
    its_id = store / "harbour" / SITE_ID
    its_id.write_text("00000000-0000-0000-0000-000000000000", encoding="utf-8")
    with (
        many_sites({"harbour": 2}) as sites,
        workers_of(sites, fleet_database, store.as_uri(), tmp_path) as workers,
    ):
        workers.add(["harbour"])
        workers.start("a")
        _until(workers, OF_ANOTHER)
        assert list(files(store)) == [f"harbour/{SITE_ID}"]
        its_id.unlink()
        _until(workers, "2 stored")
        workers.told_to_end()
        verified = workers.command("verify")
        assert (verified.returncode, verified.stderr) == (0, ""), verified.stdout
        assert "harbour: 2 posts, 2 revisions" in verified.stdout


def _until(workers: Workers, said: str) -> None:
    """Wait until the worker says something."""
    until = time.monotonic() + 300
    while said not in (printed := workers.printed("a").read_text(encoding="utf-8")):
        assert time.monotonic() < until, printed
        time.sleep(0.1)
