"""A shard: the same rows as in SQLite's file, each site for itself, and written behind the fence alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from newsarchive.exceptions import LeaseLost, StorageError
from newsarchive.fleet.keeper import Fleet
from newsarchive.store.catalog.access import looking_into, reading, writing
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.catalog.row_kinds import ArticleRow, RunRow
from newsarchive.store.lock import lock_of

NOTE = RunRow(command="crawl", arguments="{}", version="1", extraction="0", started=1)
Catalogs = tuple[FleetCatalog, FleetCatalog]


@pytest.fixture
def catalogs(fleet: Fleet) -> Iterator[Catalogs]:
    """Two sites; this process has the leases of both."""
    one, other = (fleet.root / name for name in ("one", "two"))
    with lock_of(one).held(), lock_of(other).held():
        yield fleet.catalog(one), fleet.catalog(other)


def test_each_site_has_numbers_and_rows_of_its_own(catalogs: Catalogs) -> None:
    one, other = catalogs
    for catalog, many in (one, 3), (other, 2):
        with writing(catalog) as rows:
            assert [row.id for row in rows.add_all([NOTE] * many)] == [*range(1, many + 1)]
    with writing(one) as rows:
        rows.remove(RunRow, id=3)
        assert rows.add(NOTE).id == 4  # a number once given is never given again
    for catalog, there in (one, [1, 2, 4]), (other, [1, 2]):
        with reading(catalog) as rows:
            assert [row.id for row in rows.where(RunRow, order=[RunRow.c.id])] == there
        with looking_into(catalog) as look:
            query = "SELECT id, command FROM run WHERE started = ? AND command LIKE 'crawl%' ORDER BY id"
            found = look.execute(query, (1,)).fetchall()
            assert [row["id"] for row in found] == there
            assert found[0]["command"] == "crawl" == found[0][1]
            later = look.execute("SELECT count(*) FROM run WHERE id > :id", {"id": 1})
            assert later.fetchone()[0] == len(there) - 1


def test_what_breaks_off_leaves_nothing(catalogs: Catalogs) -> None:
    one, _ = catalogs
    with pytest.raises(ZeroDivisionError), writing(one) as rows:
        assert rows.add(NOTE).id / 0
    with writing(one) as rows:
        assert rows.count(RunRow) == 0
        assert rows.add(NOTE).id == 1


def test_nothing_is_written_without_the_lease(catalogs: Catalogs) -> None:
    one, _ = catalogs
    assert one.token
    for token in None, one.token - 1, one.token + 1:
        with pytest.raises(LeaseLost, match="another worker"), writing(replace(one, token=token)) as rows:
            rows.add(NOTE)
    with pytest.raises(StorageError, match="read-only"), reading(one) as rows:
        rows.add(NOTE)


def test_an_address_may_be_as_long_as_one_may_be(catalogs: Catalogs) -> None:
    one, _ = catalogs
    url = "https://example.org/" + "".join(f"{number * 7919:x}" for number in range(2000))[:7980]
    with writing(one) as rows:
        rows.add(ArticleRow(site="one", source_id=url, url=url, discovered=1))
    with reading(one) as rows:
        assert rows.one(ArticleRow, url=url) == rows.one(ArticleRow, site="one", source_id=url) is not None
