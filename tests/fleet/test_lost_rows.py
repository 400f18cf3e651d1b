"""A row that is lost is told by `verify` of a fleet as it is of a folder."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from newsarchive.fleet.keeper import Fleet
from newsarchive.items import Rejected
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.file import catalog_file
from newsarchive.store.verifying.check import check
from tests.unit.illustrated import SITE, article, came, crawl, write

PROFILE = SITE.model_copy(update={"name": "one"})
# What is lost, and words of what tells of it.
_UNKNOWN = "no row of the catalog refers to N bytes of its records"
LOST = {
    "capture WHERE id = 1": _UNKNOWN,
    "capture WHERE id = 2": _UNKNOWN,
    "capture WHERE id = (SELECT max(id) FROM capture)": _UNKNOWN,
    "run WHERE id = 1": "refers to no row of run",
    "warc WHERE id = 1": "row N of capture refers to no row of warc",
    "article WHERE id = 1": "row N of capture refers to no row of article",
    "revision WHERE id = 1": "that the catalog has not: row N of capture names revision 1",
    "picture WHERE id = 1": "row N of illustration refers to no row of picture",
}
_OF_ONE_SIDE = re.compile(
    "_posts/|originals/.*(?:does not know|that the catalog knows)|. objects? that no row"
)


def filled(made: Archive) -> Archive:
    """After two runs: articles with pictures, edited, and one in quarantine."""
    with crawl(made):
        ferry, quay = came(made, "ferry"), came(made, "quay", redirected=True)
        write(
            made,
            article(1, ("ferry", "ferry"), fetched=(ferry,)),
            article(2, ("ferry", "ferry"), ("quay", "quay"), fetched=(quay,)),
            Rejected("/2024/ferry-9", "https://gazette.example/2024/ferry-9", "no-title", "it has none", {}),
        )
    with crawl(made, hours=1):
        write(made, article(1, ("ferry", "ferry"), words="Edited. "), article(3), hours=1)
    return made


@pytest.fixture
def pair(fleet: Fleet, tmp_path: Path) -> tuple[Archive, Archive]:
    """An archive in a folder, and the same on a fleet."""
    return filled(Archive(tmp_path / "folder" / "one", PROFILE)), filled(Archive(fleet.root / "one", PROFILE))


def lose(fleet: Fleet, pair: tuple[Archive, Archive], row: str) -> None:
    """Delete a row as damage would: behind the back of those that see to keys."""
    with closing(sqlite3.connect(catalog_file(pair[0].folder))) as opened:
        opened.execute(f"DELETE FROM {row}")
        opened.commit()
    with fleet.engine.begin() as connection:
        connection.execute(text("RESET ROLE"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(f"SET LOCAL search_path = shard_{pair[1].catalog.shard:03}"))  # type: ignore[union-attr]
        connection.execute(text(f"DELETE FROM {row}"))


def told(archive: Archive) -> set[str]:
    """Faults and notes, without names and numbers, and without what is of a folder, or of a storage."""
    with archive.lock.held():
        report = check(archive)
    lines = {str(one).partition("; ")[0] for one in (*report.faults, *report.notes)}
    for pattern, plain in {
        r"catalog\.sqlite": "catalog", r"one-\d+-[^:]*\.warc\.gz": "WARC", r"row [\d, ]+ of": "row N of",
        r"[\d,]+ bytes": "N bytes",
    }.items():  # fmt: skip
        lines = {re.sub(pattern, plain, one) for one in lines}
    return {one for one in lines if not _OF_ONE_SIDE.match(one)}


@pytest.mark.parametrize("row", LOST)
def test_a_lost_row_is_told(fleet: Fleet, pair: tuple[Archive, Archive], row: str) -> None:
    lose(fleet, pair, row)
    folder, on_fleet = map(told, pair)
    assert on_fleet == folder
    assert any(LOST[row] in one for one in folder), folder


def test_where_none_is_lost_nothing_is_told(pair: tuple[Archive, Archive]) -> None:
    assert [told(one) for one in pair] == [set(), set()]
