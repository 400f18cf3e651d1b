"""`verify` of a site on a fleet: rows, posts and objects, each against the others."""

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from newsarchive.fleet.keeper import Fleet
from newsarchive.store.archive import Archive
from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.search.in_fleet import enter_words
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.report import Report
from tests.fleet.object_archive import objects_of
from tests.unit.illustrated import NOW, SITE, article, came, crawl, data, digest, path, write

PROFILE = SITE.model_copy(update={"name": "one"})


@pytest.fixture
def archive(fleet: Fleet) -> Archive:
    """After two runs: three articles, two pictures, two files of originals."""
    made = Archive(fleet.root / "one", PROFILE)
    with crawl(made):
        ferry, quay = came(made, "ferry"), came(made, "quay", redirected=True)
        write(
            made,
            article(1, ("ferry", "ferry"), fetched=(ferry,)),
            article(2, ("ferry", "ferry"), ("quay", "quay"), fetched=(quay,)),
        )
    with crawl(made, hours=1):
        write(made, article(3), hours=1)
    shutil.rmtree(made.folder)
    return made


def verified(archive: Archive) -> Report:
    with archive.lock.held():
        return check(archive)


def faults(archive: Archive) -> list[str]:
    return [str(one) for one in verified(archive).faults]


def damage_rows(fleet: Fleet, archive: Archive, statement: str) -> None:
    """Change rows as a fault of the database would: as its owner, by no lease."""
    with fleet.engine.begin() as connection:
        connection.execute(text("RESET ROLE"))
        schema = f"shard_{archive.catalog.shard:03}"  # type: ignore[union-attr]
        connection.execute(text(f"SET LOCAL search_path = {schema}"))
        connection.execute(text(statement))


def test_a_sound_site_has_no_fault(archive: Archive) -> None:
    report = verified(archive)
    assert (report.faults, report.notes) == ([], [])
    assert (report.posts, report.revisions, report.warcs, report.pictures) == (3, 3, 2, 2)
    assert report.captures == 6
    assert not list(archive.folder.rglob("*.warc.gz")), "nothing is kept of what was looked at"


OBJECTS: dict[str, Callable[[SiteObjects], str]] = {
    "original": lambda objects: objects.sealed()[0].key,
    "picture": lambda objects: objects.pictures_like(path("quay"))[0].key,
}


@pytest.mark.parametrize("which", OBJECTS)
@pytest.mark.parametrize("damage", ["lost", "flipped", "cut"])
def test_a_damaged_object_is_named(archive: Archive, which: str, damage: str) -> None:
    storage = objects_of(archive).storage
    key = OBJECTS[which](objects_of(archive))
    held = bytearray(storage.get(key))
    if damage == "lost":
        storage.remove([key])
    else:
        held[len(held) // 2] ^= 1
        storage.put(key, bytes(held[:-3] if damage == "cut" else held))
    told = faults(archive)
    assert told
    wrong = "is missing from the storage" if damage == "lost" else "its bytes are not those that"
    assert wrong in told[0]
    assert all("a backup" in one for one in told)
    if which == "original" and damage == "flipped":
        assert any(one.startswith("originals of article /2024/ferry-") for one in told)
    if which == "picture":
        assert path("quay") in told[0]


def test_a_damaged_row_is_named(fleet: Fleet, archive: Archive) -> None:
    damage_rows(fleet, archive, "UPDATE revision SET title = 'another' WHERE id = 2")
    assert [one.partition(";")[0] for one in faults(archive)] == [
        "catalog, row 2 of revision: its values are not those that were sealed"
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM said WHERE revision = 1",
        "UPDATE said SET body = ' zeppelin ' WHERE revision = 1",
        "UPDATE said SET marks = '\\x00' WHERE revision = 1",
        "UPDATE said SET day = 1 WHERE revision = 1",
    ],
)
def test_words_by_which_an_article_is_not_found_are_named(
    fleet: Fleet, archive: Archive, damage: str
) -> None:
    with archive.lock.held():
        enter_words(fleet.catalog(archive.folder), within=60)
    assert faults(archive) == []
    damage_rows(fleet, archive, damage)
    (told,) = faults(archive)
    assert told.startswith("what is searched: is not what 1 of the revisions say, the first of them 1; ")


def test_a_post_whose_picture_has_no_row_is_named(fleet: Fleet, archive: Archive) -> None:
    damage_rows(fleet, archive, "DELETE FROM illustration WHERE picture = 2")
    damage_rows(fleet, archive, "DELETE FROM picture WHERE id = 2")
    report = verified(archive)
    (told,) = report.faults
    assert f"shows {path('quay')}, of which no row tells" in str(told)
    assert report.notes[0].startswith("1 object that no row refers to"), (
        "which is not removed before its grace"
    )


def test_numbers_that_would_come_again_are_named(fleet: Fleet, archive: Archive) -> None:
    damage_rows(fleet, archive, "UPDATE numbering SET seq = 1 WHERE name = 'article'")
    assert [one.partition(";")[0] for one in faults(archive)] == [
        "catalog: new rows of article would be numbered from 1, but there is 3"
    ]


def test_what_a_dead_worker_left_is_told_and_is_no_damage(fleet: Fleet, archive: Archive) -> None:
    dead = Archive(archive.folder, PROFILE)
    dead.open(started=NOW + timedelta(hours=2), command="crawl", arguments={}, extraction="code")
    write(dead, article(4), hours=2)
    dead.close()
    shutil.rmtree(archive.folder)
    (told,) = faults(archive)
    assert told.endswith("was left open; the next run finishes it")
    with crawl(archive, hours=3):
        pass
    assert faults(archive) == []


def test_orphans_are_told_and_are_no_fault(fleet: Fleet, archive: Archive) -> None:
    earlier = SiteObjects(fleet.storage, "one", lambda: 1)
    earlier.put_picture(digest("crane"), "png", data("crane"))
    earlier.put_part("one-20240501060000-00001-aaaaaaaa.warc.gz", 0, b"never committed")
    fleet.storage.put("one/notes.txt", b"mine")
    report = verified(archive)
    assert report.faults == []
    orphaned, stranger = report.notes
    assert orphaned.startswith(f"2 objects that no row refers to, {len(data('crane')) + 15:,} bytes")
    assert stranger.endswith("one/notes.txt: is no object of an archive")
