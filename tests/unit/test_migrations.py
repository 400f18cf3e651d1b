"""A catalog of an earlier version becomes one of this: whole, at once, and with every fault that it had."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.exceptions import ArchiveBusy, EarlierCatalog, StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into, open_catalog, reading
from newsarchive.store.catalog.file import VERSION
from newsarchive.store.catalog.migrations import STEPS, columns_of
from newsarchive.store.condition import condition_of
from newsarchive.store.lock import ArchiveLock
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from newsarchive.upkeep.rebuild.rebuild import rebuild
from spiders.finews import FinewsSpider
from tests.archives.kept import VERSIONS, unpacked
from tests.e2e.crawling import ROOT
from tests.unit.verify_archives import lines, sql, told

TABLES = ("run", "article", "revision", "page", "listing", "warc", "capture", "quarantine", "forgotten")


@pytest.fixture(params=VERSIONS)
def archive(request: pytest.FixtureRequest, tmp_path: Path, profile: SiteProfile) -> Archive:
    return Archive(unpacked(request.param, "finews", tmp_path), profile)


def version(archive: Archive) -> int:
    with closing(sqlite3.connect(archive.catalog)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def dump(archive: Archive) -> list[str]:
    with closing(sqlite3.connect(archive.catalog)) as connection:
        return list(connection.iterdump())


def indexes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}


def columns(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Name, type, NOT NULL and part of the key of every column."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: {(one[1], one[2], one[3], one[5]) for one in
                    connection.execute(f"PRAGMA table_info({table})")}
            for table in columns_of(connection)
        }  # fmt: skip


def test_every_version_has_a_kept_archive_and_a_step_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))
    assert {f"v{number}" for number in STEPS} <= set(VERSIONS)


def test_a_migrated_catalog_has_the_tables_of_a_new_one(archive: Archive, tmp_path: Path) -> None:
    open_catalog(tmp_path / "new.sqlite").close()
    open_catalog(archive.catalog).close()
    assert version(archive) == VERSION
    assert columns(archive.catalog) == columns(tmp_path / "new.sqlite")
    assert indexes(archive.catalog) == indexes(tmp_path / "new.sqlite")


def test_readers_bring_a_catalog_up_to_date(archive: Archive) -> None:
    with pytest.raises(EarlierCatalog), looking_into(archive.catalog):
        pass
    with reading(archive.catalog), looking_into(archive.catalog) as catalog:
        assert condition_of(catalog, archive.folder, now=0).articles
    assert version(archive) == VERSION
    assert lines(archive) == []


def test_readers_leave_a_catalog_alone_that_somebody_is_at_work_on(archive: Archive) -> None:
    before = dump(archive)
    lock = ArchiveLock(archive.private)
    lock.acquire(started=datetime.now(UTC))
    try:
        with pytest.raises(ArchiveBusy), reading(archive.catalog):
            pass
    finally:
        lock.release()
    assert dump(archive) == before


@pytest.mark.parametrize("table", TABLES)
def test_a_damaged_row_is_still_found(archive: Archive, table: str) -> None:
    column = {"run": "command", "warc": "sha256", "forgotten": "reason", "revision": "title"}.get(
        table, "url"
    )
    where = f"rowid = (SELECT max(rowid) FROM {table})"
    sql(archive, f"UPDATE {table} SET {column} = 'quite another' WHERE {where}")
    faults = lines(archive)
    assert version(archive) == VERSION
    assert [line for line in faults if f" of {table}: its values are not those" in line], faults
    report = repair(archive)
    assert [fault for fault in report.faults if f" of {table}: " in str(fault)], "it cannot be proven"


def test_a_text_that_is_no_utf8_holds_nothing_up(archive: Archive) -> None:
    sql(archive, "UPDATE article SET url = CAST(x'68ff' AS TEXT) WHERE id = 3")
    column = "lead" if version(archive) == 1 else "standfirst"
    sql(archive, f"UPDATE revision SET {column} = CAST(x'68ff' AS TEXT) WHERE id = 4")
    assert {line.partition(":")[0] for line in lines(archive) if "not those that were sealed" in line} == {
        "catalog.sqlite, row 3 of article", "catalog.sqlite, row 4 of revision",
    }  # fmt: skip


def test_what_is_sound_of_a_damaged_one_is_kept(archive: Archive) -> None:
    open_catalog(archive.catalog).close()
    with looking_into(archive.catalog) as catalog:
        expected = condition_of(catalog, archive.folder, now=0)
    folder = archive.folder.rename(archive.folder.with_name("whole"))
    again = Archive(unpacked(VERSIONS[0], "finews", folder.parent), archive.profile)
    sql(again, "UPDATE revision SET title = 'quite another' WHERE id = 5")
    data = bytearray(again.catalog.read_bytes())
    data[-4096:] = b"\xff" * 4096
    again.catalog.write_bytes(data)
    done = rebuild(again, FinewsSpider(), now=datetime.now(UTC))
    assert version(again) == VERSION
    assert told(check(again)) == ""
    with looking_into(again.catalog) as catalog:
        found = condition_of(catalog, again.folder, now=0)
    assert found.articles == expected.articles
    assert found.revisions >= expected.revisions - 6, done


# Dies as it comes to a row, or, having come to the last one, when all is done.
DYING = """
import os, sys
from itertools import count
from pathlib import Path
from newsarchive.store.catalog.migrations import STEPS, Step
from newsarchive.store.catalog.access import open_catalog
step, rows = STEPS[1], count(1)
def renewed(*row):
    if next(rows) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    return step.renewed(*row)
STEPS[1] = Step(step.before, renewed, step.after)
open_catalog(Path(sys.argv[1]))
os.kill(os.getpid(), 9)
"""
NO_ROW = 1 << 29


@pytest.mark.parametrize("row", [1, 40, 80, 140, 200, 300, 380, NO_ROW])
def test_killed_at_any_moment_it_is_of_the_old_version_or_of_the_new(
    row: int, tmp_path: Path, profile: SiteProfile
) -> None:
    archive = Archive(unpacked("v1", "finews", tmp_path), profile)
    before = dump(archive)
    command = [sys.executable, "-c", DYING, str(archive.catalog), str(row)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    if row == NO_ROW:
        assert version(archive) == VERSION
    else:
        assert dump(archive) == before
    assert lines(archive) == []
    assert version(archive) == VERSION


def test_a_newer_catalog_is_left_alone(archive: Archive) -> None:
    sql(archive, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StorageError, match="install the newsarchive that made it"):
        open_catalog(archive.catalog)
    with pytest.raises(StorageError, match="install the newsarchive that made it"), reading(archive.catalog):
        pass
