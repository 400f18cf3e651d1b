"""An archive moves to a fleet and back: what is damaged stays, what is busy waits, who asks is told."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from newsarchive.fleet.moving.fleet_side import FleetSide, GivenProfile
from newsarchive.fleet.sites import SiteState
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.access import writing
from newsarchive.store.catalog.row_kinds import QuarantineRow
from newsarchive.store.catalog.tables import seal_of
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.notice_book import NoticeBook
from newsarchive.store.notices import open_notices
from tests.archives.kept import VERSIONS, unpacked
from tests.archives.rows import rows_of
from tests.fleet.fleets import fleet_on
from tests.fleet.moves import (
    Machine,
    content_of,
    has_it,
    let_leases_run_out,
    moved_in_child,
    state_in,
)
from tests.unit.verify_archives import build

COMMANDS = (
    ("archive", "finews"), ("status", "finews"), ("verify", "finews"), ("replay", "finews"),
    ("report", "finews", "--to", "TMP/x.html"), ("collect", "finews", "--to", "TMP/x.zip"),
    ("publish", "finews", "--hugo"), ("find", "x", "--site", "finews"), ("why", "NW1", "--site", "finews"),
    ("history", "NW1", "--site", "finews"), ("forget", "NW1", "--reason", "x", "--site", "finews"),
)  # fmt: skip


@pytest.fixture
def machine(fleet_database: str, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "output", fleet_database, tmp_path / "objects")


@pytest.fixture
def folder(machine: Machine, profile: SiteProfile) -> Path:
    """An archive of finews, without a crawl."""
    return build(machine.output / "finews", profile).folder


def changed(folder: Path, statement: str) -> None:
    """Change a catalog behind everybody's back."""
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        catalog.execute(statement)
        catalog.commit()


_PROFILE = "home: https://finews.example/\n"
_TRIED = (VERSIONS[0], "finews"), (VERSIONS[-1], "paper.example")


def lost_warc(folder: Path) -> Path:
    """Lose a file of originals."""
    path = min((folder / "_archive" / "originals").glob("*.warc.gz"))
    path.unlink()
    return path


@pytest.mark.long
@pytest.mark.parametrize(
    ("version", "site"),
    [
        pytest.param(version, site, marks=[] if (version, site) in _TRIED else [pytest.mark.soak])
        for version in VERSIONS
        for site in ("finews", "paper.example")
    ],
)
def test_archives_of_every_version_come_back_as_they_went(machine: Machine, version: str, site: str) -> None:
    folder = unpacked(version, site, machine.output)
    machine.here("verify", site)  # which brings the catalog up to date
    before = content_of(folder)
    profile = folder / "_archive" / "site.yml"
    own = profile.read_bytes() if profile.exists() else b""
    assert moved_in_child(machine, site, "fleet")[0] == 0
    assert has_it(machine, site) == {"fleet"}
    other = machine.output.parent / "other"
    other.mkdir()
    assert moved_in_child(machine, site, str(other))[0] == 0
    after = content_of(other / site)
    assert after.files == before.files
    for quarantined in (before.rows, after.rows):  # which had NUL, and a seal with it
        quarantined["quarantine"] = [
            tuple(one.replace("\0", "") for one in row if isinstance(one, str))
            for row in quarantined["quarantine"]
        ]
    assert after.rows == before.rows
    assert own == (b"" if site == "finews" else (other / site / "_archive" / "site.yml").read_bytes())
    assert not (other / site / "_archive" / "moved.json").exists()


def test_a_damaged_row_is_told_and_nothing_moves(machine: Machine, folder: Path) -> None:
    changed(folder, "UPDATE revision SET title = 'x' WHERE id = 3")
    before = rows_of(folder / "_archive" / "catalog.sqlite")
    done = machine.to_fleet("finews", "--despite-losses")
    assert done.code == 2
    assert "row 3 of revision: its values are not those that were sealed" in done.out
    assert "finews: stays where it is, since 1 thing is wrong with it; in a folder" in done.out
    assert (has_it(machine, "finews"), state_in(machine, "finews")) == ({"folder"}, None)
    after = rows_of(folder / "_archive" / "catalog.sqlite")
    assert (before.pop("run"), before.pop("sqlite_sequence")) != (
        after.pop("run"),
        after.pop("sqlite_sequence"),
    )
    assert after == before


@pytest.mark.long
def test_what_is_lost_for_good_keeps_the_rest_back_unless_told_otherwise(
    machine: Machine, folder: Path
) -> None:
    lost = lost_warc(folder)
    done = machine.to_fleet("finews")
    assert done.code == 2
    assert f"originals/{lost.name}: is missing" in done.out
    assert "--despite-losses moves all the rest" in done.out
    assert has_it(machine, "finews") == {"folder"}
    done = machine.to_fleet("finews", "--despite-losses")
    assert (done.code, has_it(machine, "finews")) == (2, {"fleet"})
    assert f"originals/{lost.name}: is missing" in done.out
    assert machine.back("finews").code == 2
    assert has_it(machine, "finews") == {"fleet"}
    assert machine.back("finews", "--despite-losses").code == 2
    assert has_it(machine, "finews") == {"folder"}


def test_a_run_that_is_at_work_goes_on(machine: Machine, folder: Path) -> None:
    lock = ArchiveLock(folder / "_archive")
    lock.acquire(started=datetime.now(UTC))
    done = machine.to_fleet("finews")
    lock.release()
    assert done.code == 75
    assert "is busy: process" in done.err
    assert "; --wait waits for its end" in done.err
    assert has_it(machine, "finews") == {"folder"}


@pytest.mark.long
def test_who_asks_for_it_is_told_where_it_went(machine: Machine, folder: Path) -> None:
    assert machine.to_fleet("finews").code == 0
    for command in COMMANDS:
        done = machine.here(*(word.replace("TMP", str(machine.output.parent)) for word in command))
        assert done.code, (command, done.out, done.err)
        assert "the archive of finews was moved to the fleet, postgresql://" in done.out + done.err, command
    assert "was moved to the fleet" in machine.here("status").out
    assert machine.back("finews").code == 0
    for command in (("archive", "finews"), ("status", "finews"), ("why", "NW1", "--site", "finews")):
        done = machine.there(*command)
        assert done.code, (command, done.out, done.err)
        assert "the archive of finews was moved from the fleet to" in done.out + done.err, command
        assert str(folder) in done.out + done.err


@pytest.mark.long
def test_what_stays_behind_is_removed_when_that_is_wished_for(machine: Machine, folder: Path) -> None:
    (folder / "_archive" / "lost+found").mkdir()
    before = content_of(folder)
    assert machine.to_fleet("finews").code == 0
    assert (folder / "_archive" / "catalog.sqlite").exists()
    again = machine.to_fleet("finews", "--clear")
    assert (again.code, "is in the fleet, postgresql://" in again.out) == (0, True)
    assert "what stays behind" not in again.out
    assert {path.name for path in (folder / "_archive").iterdir()} == {"moved.json", "lost+found"}
    assert not (folder / "_posts").exists()
    back = machine.back("finews", "--clear")
    assert (back.code, "what stays behind" in back.out) == (0, False)
    assert content_of(folder) == before
    assert not [path for path in machine.storage.rglob("*") if path.is_file()]
    assert machine.to_fleet("finews").code == 0
    assert machine.back("finews").code == 0
    assert content_of(folder) == before


@pytest.mark.long
def test_no_archive_takes_another_ones_place(machine: Machine, folder: Path, profile: SiteProfile) -> None:
    assert machine.to_fleet("finews").code == 0
    other = Machine(machine.output.parent / "other", machine.database, machine.storage)
    build(other.output / "finews", profile)
    done = other.to_fleet("finews")
    assert (done.code, "the fleet has an archive of that name" in done.err) == (74, True)
    done = other.back("finews")
    assert (done.code, "has an archive of its own" in done.err) == (64, True)
    assert (has_it(machine, "finews"), has_it(other, "finews")) == ({"fleet"}, {"fleet", "folder"})
    shutil.rmtree(other.output / "finews")
    assert other.back("finews").code == 0
    done = machine.back("finews")
    assert (done.code, "was moved from the fleet to" in done.err) == (64, True)
    assert (has_it(machine, "finews"), has_it(other, "finews")) == (set(), {"folder"})
    done = machine.there("fleet", "sites", "add", "finews")
    assert done.code == 64
    assert has_it(machine, "finews") == set()


@pytest.mark.parametrize(
    ("to", "said"),
    [("flete", "there is no folder"), ("output/finews", "is within the archive"), ("", "give one site")],
)
def test_a_place_that_is_none_is_a_wrong_argument(machine: Machine, folder: Path, to: str, said: str) -> None:
    (machine.output / "canal" / "_archive").mkdir(parents=True)
    profile = machine.output / "canal" / "_archive" / "site.yml"
    profile.write_text("name: canal\nhome: https://canal.example/\n", encoding="utf-8")
    assert machine.there("fleet", "sites", "add", "canal").code == 0
    named = str(machine.output.parent / to) if to else to
    done = machine.there("move", "canal", "--to", named)
    assert (done.code, said in done.err) == (64, True), done.err
    assert folder.exists()
    assert state_in(machine, "canal") == "active"


def test_a_move_that_nobody_goes_on_with_can_be_removed(machine: Machine, folder: Path) -> None:
    assert moved_in_child(machine, "finews", "fleet", die_as="arriving")[0] == -9
    let_leases_run_out(machine)
    shutil.rmtree(folder)
    assert machine.there("fleet", "sites", "remove", "finews").code == 0
    assert state_in(machine, "finews") == "gone"


def test_a_move_that_has_to_wait_for_another_does_nothing_before(
    machine: Machine, folder: Path, tmp_path: Path
) -> None:
    """Else each look at it would verify the archive, and note a run."""
    before = content_of(folder)
    other = fleet_on(machine.database, tmp_path / "other")
    other.states = tuple(SiteState)
    side = FleetSide(other, "finews")
    side.add(GivenProfile(_PROFILE), f"{os.uname().nodename}:{folder.resolve()}", "abcd")
    with side.held():
        done = machine.to_fleet("finews")
        assert (done.code, "is busy: test:" in done.err) == (75, True), done.err
    other.close()
    assert content_of(folder) == before
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        assert catalog.execute("SELECT count(*) FROM run WHERE command = 'move'").fetchone() == (0,)
    assert machine.to_fleet("finews").code == 0


def test_where_all_have_moved_away_who_asks_is_told(machine: Machine, folder: Path) -> None:
    del folder
    for move, side in ((machine.to_fleet, machine.here), (machine.back, machine.there)):
        assert move("finews").code == 0
        for words in ("why", "http://finews.withounder.com/x"), ("verify",), ("find", "x"):
            done = side(*words)
            assert (done.code, "finews: moved away" in done.err) == (64, True), (words, done.err)


def test_notices_that_wait_beside_the_catalog_come_along(machine: Machine, folder: Path) -> None:
    beside = folder / "_archive" / "notices.json"
    notice = {"id": 0, "kind": "storage", "subject": "", "detail": "full", "since": 1, "told": 2}
    beside.write_text(json.dumps([notice | {"reminded": None, "mended": None}]), encoding="utf-8")
    assert NoticeBook(folder).open()
    assert machine.to_fleet("finews").code == 0
    assert machine.back("finews").code == 0
    assert not beside.exists()
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        assert [one.detail for one in open_notices(catalog)] == ["full"]


def test_a_text_with_nul_of_an_earlier_version_comes_without(machine: Machine, folder: Path) -> None:
    with writing(folder / "_archive" / "catalog.sqlite") as rows:
        row = rows.one(QuarantineRow)
        assert row
        sealed = {**row.values(), "source_id": "NW\0 1"}
        sealed["seal"] = seal_of("quarantine", sealed)
        rows.connection.execute(update(QuarantineRow.table), sealed)
    assert machine.here("verify", "finews").code == 0
    assert machine.to_fleet("finews").code == 0
    assert machine.back("finews").code == 0
    assert machine.here("verify", "finews").code == 0
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        assert catalog.execute("SELECT source_id FROM quarantine").fetchall() == [("NW 1",)]
