"""What is done to a fleet's archive by hand is noted by the database's clock, not by the machine's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.fleet.entering import enter, leave_fleet
from newsarchive.fleet.keeper import Fleet
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import RunRow
from tests.fleet.test_verify_fleet import PROFILE


def test_a_run_of_a_command_began_and_ended_by_it(fleet: Fleet) -> None:
    fleet.clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    archive = Archive(fleet.root / "one", PROFILE)
    with archive.run("forget", {}, "code"):
        pass
    with reading(archive.catalog) as rows:
        (row,) = rows.where(RunRow)
    for at in (row.started, row.ended):
        assert at
        assert datetime.fromtimestamp(at, UTC).year == 2030


def test_who_enters_a_fleet_is_told_the_time(
    fleet_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(
        {"FLEET_LEASE": 60, "FLEET_HEARTBEAT": 15, "FLEET_SCRATCH": str(tmp_path), "RETRY_AFTER_CAP": 1}
    )
    monkeypatch.setenv("NEWSARCHIVE_DATABASE", fleet_database)
    found = enter(settings, words=None)
    try:
        assert settings["CLOCK"] == found.clock.now
        assert abs(found.now() - datetime.now(UTC)) < timedelta(hours=1)
    finally:
        leave_fleet(found)
