"""A site of a fleet: its catalog in PostgreSQL, originals and pictures as objects, nothing on the disk."""

import shutil
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from newsarchive.exceptions import LeaseLost
from newsarchive.fleet.keeper import Fleet
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.keepers import fetched, kept
from newsarchive.store.objects.orphans import orphans, remove_orphans
from newsarchive.store.originals.reading import read_exchange, read_picture
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from tests.fleet.fleets import fleet_on
from tests.fleet.object_archive import lose_disk, objects_of, read_all
from tests.unit.illustrated import NOW, SITE, article, came, crawl, data, path, write

PROFILE = SITE.model_copy(update={"name": "one"})


def site(fleet: Fleet) -> Archive:
    return Archive(fleet.root / "one", PROFILE)


def fill(archive: Archive) -> None:
    """A run that leaves three articles and two pictures."""
    with crawl(archive):
        write(
            archive,
            article(1, ("ferry", "ferry"), fetched=(came(archive, "ferry"),)),
            article(
                2, ("ferry", "ferry"), ("quay", "quay"), fetched=(came(archive, "quay", redirected=True),)
            ),
        )
        write(archive, article(3))


def test_another_process_reads_what_a_run_stored(fleet: Fleet) -> None:
    archive = site(fleet)
    fill(archive)
    shutil.rmtree(archive.folder)
    (archive.folder / "_archive").mkdir(parents=True)
    with reading(archive.catalog) as rows:
        warcs = {row.id: row.name for row in rows.where(WarcRow)}
        captures = rows.where(CaptureRow)
    folder = archive.originals.folder
    pictures = {}
    for row in captures:
        if row.kind == "file":
            where, exchange = read_picture(folder, warcs[row.warc], row.offset, archive.pictures)
            pictures[where] = exchange.body
        else:
            assert read_exchange(folder, warcs[row.warc], row.offset).url == row.url
    assert pictures == {path("ferry"): data("ferry"), path("quay"): data("quay")}
    shutil.rmtree(archive.folder / "media")
    assert fetched(archive.folder / path("ferry")).read_bytes() == data("ferry")
    assert not fetched(archive.folder / path("crane")).exists()
    assert not fetched(archive.folder / "_archive" / "site.yml").exists()


def expire(fleet: Fleet) -> None:
    """Let every lease run out, as if its holders had been stopped for longer than it lasts."""
    with fleet.engine.begin() as connection:
        connection.execute(text("RESET ROLE"))
        connection.execute(text("UPDATE fleet.lease SET until = '-infinity'"))


def test_one_that_wakes_up_after_its_lease_mixes_with_nothing(
    fleet: Fleet, fleet_database: str, tmp_path: Path
) -> None:
    """It goes on storing parts and pictures under its own token; no transaction of it comes through."""
    sleeper = site(fleet)
    sleeper.open(started=NOW, command="crawl", arguments={}, extraction="code")
    write(sleeper, article(1, ("ferry", "ferry"), fetched=(came(sleeper, "ferry"),)))
    expire(fleet)
    other = fleet_on(fleet_database, tmp_path / "elsewhere", name="elsewhere:7")
    with kept(other.root, other):
        heir = Archive(other.root / "one", PROFILE)
        with crawl(heir, hours=1):
            with pytest.raises(LeaseLost):
                write(sleeper, article(2, ("quay", "quay"), fetched=(came(sleeper, "quay"),)))
            write(heir, article(2, ("quay", "quay"), fetched=(came(heir, "quay"),)), hours=1)
            with pytest.raises(LeaseLost):
                sleeper.seal()
        sleeper.close()
        objects = objects_of(heir)
        with heir.lock.held(), reading(heir.catalog) as rows:
            left = orphans(rows, objects)
            assert {one.token for one in left} == {1}
            report = check(heir)
            assert (report.faults, report.posts, report.pictures) == ([], 2, 2)
            remove_orphans(rows, objects, now=datetime.now(UTC) + timedelta(days=8), grace=timedelta(days=7))
            assert orphans(rows, objects) == []
            assert check(heir).faults == []
        lose_disk(heir)
        assert read_all(heir) == 4
    other.close()


def test_a_takedown_leaves_nothing_in_the_storage(fleet: Fleet) -> None:
    archive = site(fleet)
    fill(archive)
    named = Identity("/2024/ferry-2", "https://gazette.example/2024/ferry-2")
    with crawl(archive, hours=1):
        archive.transact(lambda rows: forget(rows, "one", named, reason="x", now=1))
        assert archive.finish_forgetting()
    objects = objects_of(archive)
    assert {one.path for one in objects.pictures()} == {path("ferry")}
    (sealed,) = objects.sealed()
    assert b"ferry-2" not in b"".join(
        zlib.decompressobj(31).decompress(b"\x1f\x8b\x08" + one)
        for one in objects.storage.get(sealed.key).split(b"\x1f\x8b\x08")[1:]
    )
    lose_disk(archive)
    assert read_all(archive) == 3
    with archive.lock.held():
        assert check(archive).faults == []


def test_nobody_stores_without_a_lease(fleet: Fleet) -> None:
    archive = site(fleet)
    with pytest.raises(LeaseLost, match="its lease is not held"):
        came(archive, "ferry")
    assert fleet.storage.below("one") == []
