"""The catalogs of several archives, open in one process at a time."""

from pathlib import Path

import pytest
from sqlalchemy import text

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.access import open_catalog
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows

NOTE = RunRow(command="crawl", arguments="{}", version="1", extraction="0", started=1)


def test_each_connection_is_to_its_own_catalog_and_closed_for_itself(tmp_path: Path) -> None:
    one, other = (open_catalog(tmp_path / f"{name}.sqlite") for name in ("one", "other"))
    Rows(one).add(NOTE)
    one.commit()
    driver = one.connection.driver_connection
    one.close()
    with pytest.raises(Exception, match="closed"):
        driver.execute("SELECT 1")  # type: ignore[union-attr]
    assert other.execute(text("SELECT count(*) FROM run")).scalar_one() == 0
    other.close()


def test_what_cannot_be_opened_leaves_others_open(tmp_path: Path) -> None:
    there = open_catalog(tmp_path / "there.sqlite")
    (tmp_path / "damaged.sqlite").write_bytes(b"no catalog" * 1000)
    with pytest.raises(StorageError):
        open_catalog(tmp_path / "damaged.sqlite")
    assert there.execute(text("SELECT count(*) FROM run")).scalar_one() == 0
    there.close()
