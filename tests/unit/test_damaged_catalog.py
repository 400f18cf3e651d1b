"""A catalog that a disk has damaged: a run says so before it asks for anything, wherever the damage is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive

NOW = datetime(2024, 5, 1, 8, tzinfo=UTC)
PROFILE = SiteProfile(name="cove", home="https://cove.example/")
PAGE = 4096


def opened(folder: Path, *, now: datetime = NOW) -> None:
    archive = Archive(folder, PROFILE)
    archive.open(started=now, command="crawl", arguments={}, extraction="0" * 12)
    archive.close(ended=now, account={})


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Of an archive with four hundred articles, some of which were removed again."""
    folder = tmp_path / "cove"
    opened(folder)
    path = folder / "_archive" / "catalog.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
            " INSERT INTO listing (url, read, leads_to, seal)"
            " SELECT 'https://cove.example/list/' || i, 0, hex(randomblob(90)), x'00' FROM n"
        )
        connection.execute("DELETE FROM listing WHERE id > 3000")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def root_of(name: str) -> Callable[[sqlite3.Connection], int]:
    return lambda c: int(c.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()[0])


def page_of(name: str, kind: str) -> Callable[[sqlite3.Connection], int]:
    """A page of a table or an index in the middle of those that there are of this kind."""

    def number(connection: sqlite3.Connection) -> int:
        asked = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno"
        found = [page for (page,) in connection.execute(asked, [name, kind])]
        return int(found[len(found) // 2])

    return number


def freelist(connection: sqlite3.Connection) -> int:
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 20
    return int.from_bytes(
        Path(connection.execute("PRAGMA database_list").fetchone()[2]).read_bytes()[32:36], "big"
    )


PLACES: dict[str, tuple[Callable[[sqlite3.Connection], int], int]] = {
    "header": (lambda _: 1, 100),
    "schema": (lambda _: 1, PAGE),
    "root of the runs": (root_of("run"), PAGE),
    "root of the articles": (root_of("article"), PAGE),
    "root of the revisions": (root_of("revision"), PAGE),
    "root of a table": (root_of("listing"), PAGE),
    "leaf of a table": (page_of("listing", "leaf"), PAGE),
    "leaves of a table": (page_of("listing", "leaf"), 9 * 1024),
    "leaf of an index": (page_of("sqlite_autoindex_listing_1", "leaf"), PAGE),
    "root of an index": (root_of("sqlite_autoindex_listing_1"), PAGE),
    "freelist": (freelist, PAGE),
}


def overwrite(path: Path, page: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize("place", PLACES)
def test_a_run_ends_before_it_begins(place: str, catalog: Path) -> None:
    where, size = PLACES[place]
    with closing(sqlite3.connect(catalog)) as connection:
        page = where(connection)
    overwrite(catalog, page, size)
    with pytest.raises(StorageError, match=r"verify.* --rebuild`") as told:
        opened(catalog.parents[1])
    assert str(catalog) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_damaged_log_costs_its_transactions_and_no_more(catalog: Path) -> None:
    """SQLite takes of a log what comes before the damage, as after a power cut; all of it is owed again."""
    log = catalog.with_name("catalog.sqlite-wal")
    with closing(sqlite3.connect(catalog)) as connection:
        connection.execute("INSERT INTO listing (url, read, leads_to, seal) VALUES ('x', 0, '[]', x'00')")
        connection.commit()
        kept = catalog.read_bytes(), log.read_bytes()
    catalog.write_bytes(kept[0])
    log.write_bytes(kept[1][:200] + b"\xa5" * 2000 + kept[1][2200:])
    opened(catalog.parents[1])
    with closing(sqlite3.connect(catalog)) as connection:
        assert connection.execute("SELECT count(*) FROM listing WHERE url = 'x'").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def checks(folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often SQLite is asked to check the file while a run opens and closes the archive."""
    asked: list[str] = []
    connect = sqlite3.connect

    def watched(*args: object, **more: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **more)  # type: ignore[call-overload]
        connection.set_trace_callback(asked.append)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", watched)
        opened(folder, now=now)
    assert asked
    return sum("quick_check" in one for one in asked)


def test_a_file_is_checked_once_a_day_and_when_somebody_else_changed_it(
    catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = catalog.parents[1]
    assert checks(folder, NOW, monkeypatch) == 1
    assert checks(folder, NOW + timedelta(hours=1), monkeypatch) == 0
    assert checks(folder, NOW + timedelta(hours=23), monkeypatch) == 0
    assert checks(folder, NOW + timedelta(hours=25), monkeypatch) == 1
    with closing(sqlite3.connect(catalog)) as connection, connection:
        connection.execute("DELETE FROM listing WHERE id = 7")
    assert checks(folder, NOW + timedelta(hours=26), monkeypatch) == 1
    catalog.with_name("checked.json").write_text("[")
    assert checks(folder, NOW + timedelta(hours=26), monkeypatch) == 1
