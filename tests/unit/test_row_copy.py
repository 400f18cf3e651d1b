"""Rows of one catalog in another: all of them, as they are, however often the copy was killed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.moving.row_copy import RowCopy
from tests.archives.kept import VERSIONS, unpacked
from tests.archives.rows import rows_of
from tests.unit.verify_archives import build


class Killed(BaseException):
    """The process is no more."""


class Copying:
    """A copy that is killed after so many steps."""

    def __init__(self, source: Path, target: Path, steps: int = 1 << 30) -> None:
        self.source, self.target, self.left = source, target, steps

    def __call__(self) -> int:
        with reading(self.source) as rows:
            copy = RowCopy(rows, self.target_rows, "finews", self._told)
            copied = copy.copy()
            copy.compare()
            return copied

    @contextmanager
    def target_rows(self) -> Iterator[Rows]:
        with writing(self.target) as rows:
            yield rows

    def _told(self, _: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@pytest.fixture
def source(tmp_path: Path, profile: SiteProfile) -> Path:
    catalog = build(tmp_path / "finews", profile).catalog
    assert isinstance(catalog, Path)
    return catalog


@pytest.mark.parametrize("site", ["finews", "paper.example"])
@pytest.mark.parametrize("version", VERSIONS)
def test_all_rows_of_catalogs_of_every_version(version: str, site: str, tmp_path: Path) -> None:
    catalog = unpacked(version, site, tmp_path) / "_archive" / "catalog.sqlite"
    copied = Copying(catalog, tmp_path / "copy")()
    there = rows_of(catalog)
    assert rows_of(tmp_path / "copy") == there
    assert copied == sum(len(rows) for name, rows in there.items() if name != "sqlite_sequence")


def test_killed_after_any_step_it_goes_on(source: Path, tmp_path: Path) -> None:
    for step in count(1):
        target = tmp_path / f"copy{step}"
        try:
            Copying(source, target, step)()
        except Killed:
            Copying(source, target)()
        else:
            break
        assert rows_of(target) == rows_of(source)
    assert step > 6


def test_what_changed_after_a_kill_is_copied_as_it_is_by_now(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    with pytest.raises(Killed):
        Copying(source, target, 6)()
    with writing(source) as rows:
        rows.connection.exec_driver_sql("DELETE FROM capture")
        rows.connection.exec_driver_sql("DELETE FROM quarantine")
    Copying(source, target)()
    assert rows_of(target) == rows_of(source)


def test_a_damaged_row_stops_it_and_is_named(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source)) as opened:
        opened.execute("UPDATE revision SET title = 'x' WHERE id = 3")
        opened.commit()
    with pytest.raises(StorageError, match=r"row 3 of revision: its values are not those that were sealed; "):
        Copying(source, tmp_path / "copy")()


def test_what_is_not_there_as_it_is_here_is_named(source: Path, tmp_path: Path) -> None:
    Copying(source, tmp_path / "copy")()
    with closing(sqlite3.connect(tmp_path / "copy")) as opened:
        opened.execute("UPDATE warc SET length = 1 WHERE id = 2")
        opened.commit()
    with reading(source) as rows, pytest.raises(StorageError, match="row 2 of warc did not arrive"):
        RowCopy(rows, Copying(source, tmp_path / "copy").target_rows, "finews", lambda _: None).compare()


def test_rows_that_refer_to_later_ones_come_after_them(
    tmp_path: Path, profile: SiteProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = build(tmp_path / "finews", profile)
    catalog = archive.catalog
    assert isinstance(catalog, Path)
    monkeypatch.setattr("newsarchive.store.moving.row_pieces.PIECE", 3)
    with writing(catalog) as rows:
        for here, there in ((1, 2), (2, 9), (3, 1), (7, 3), (8, 10)):
            row = rows.one(ArticleRow, id=here)
            assert row
            rows.replace(replace(row, copy_of=there))
    Copying(catalog, tmp_path / "copy")()
    assert rows_of(tmp_path / "copy") == rows_of(catalog)
