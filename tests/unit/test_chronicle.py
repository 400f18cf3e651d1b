"""What happened in an archive, day by day, in its own zone."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsarchive.items import Gone, Rejected
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.chronicle import Chronicle, DayCost, chronicle_of
from tests.unit.remembering import NOW, article, opened, remembering, source_id, submission

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = int(NOW.timestamp())  # 2022-03-08 00:00 in UTC, 08:00 in Shanghai


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """Twelve articles, three of them edited an hour later; one is withdrawn at 23:30 of the site's day."""
    archive = remembering(tmp_path / "finews", profile)
    with opened(archive, hours=15.5):
        archive.write([Gone(article(5).source_id, article(5).url)], now=NOW + timedelta(hours=15.5))
    return archive


def chronicle(archive: Archive, *, days: float = 1, zone: ZoneInfo = SHANGHAI) -> Chronicle:
    with looking_into(archive.catalog) as catalog:
        return chronicle_of(catalog, zone=zone, now=AT + int(days * 86400))


def test_each_thing_stands_on_its_day(archive: Archive) -> None:
    told = chronicle(archive)
    assert (told.first, told.last) == (date(2021, 3, 9), date(2022, 3, 9))
    assert told.published == {date(2022, 3, 7): 12}
    assert told.stored == {date(2022, 3, 8): 12}
    assert told.edited == {date(2022, 3, 8): 3}
    assert told.withdrawn == {date(2022, 3, 8): 1}


def test_days_are_the_zones(archive: Archive) -> None:
    told = chronicle(archive, zone=ZoneInfo("Pacific/Auckland"))
    assert told.withdrawn == {date(2022, 3, 9): 1}, "it is half past four in the morning there"
    assert told.published == {date(2022, 3, 7): 12}, "which is stated in the site's own zone"


def test_what_is_over_a_year_old_is_left_out(archive: Archive) -> None:
    told = chronicle(archive, days=500)
    assert [told.published, told.stored, told.edited, told.withdrawn] == [{}] * 4
    assert (told.costs, told.changes, told.runs) == ({}, [], [])


def test_the_latest_changes_are_told_one_by_one(archive: Archive) -> None:
    told = chronicle(archive).changes
    assert [(one.is_withdrawal, one.source_id) for one in told] == [
        (True, source_id(5)), *((False, source_id(number)) for number in (2, 1, 0)),
    ]  # fmt: skip
    assert told[1].title == article(2, edition=2).title
    assert told[1].at == AT + 3600


def test_quarantine_is_told_by_reason_with_the_newest(archive: Archive) -> None:
    with opened(archive, hours=20):
        for number, reason in ((70, "no-title"), (71, "no-date"), (72, "no-date")):
            one = article(number)
            archive.transact(partial(_discover, archive, one.source_id, one.url))
            bad = Rejected(one.source_id, one.url, reason, f"page {number}", {"a": "b"})
            archive.write([bad], now=NOW + timedelta(hours=20, minutes=number))
    told = chronicle(archive).refused
    assert [(one.reason, one.articles, one.detail) for one in told] == [
        ("no-date", 2, "page 72"), ("no-title", 1, "page 70"),
    ]  # fmt: skip
    with opened(archive, hours=21):
        stored = [submission(article(number), archive.profile) for number in (71, 72)]
        archive.write(stored, now=NOW + timedelta(hours=21))
    assert [one.reason for one in chronicle(archive).refused] == ["no-title"]


def _discover(archive: Archive, named: str, url: str, rows: Rows) -> None:
    archive.desk.new_row(named, url)


def test_what_runs_cost_is_summed_by_day(archive: Archive) -> None:
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        ids = [number for (number,) in catalog.execute("SELECT id FROM run ORDER BY id")]
        for number, cost in zip(
            ids, ({"requests": 40, "bytes": 9000, "cpu": 1.5}, {"requests": 2}), strict=False
        ):
            catalog.execute(
                "UPDATE run SET cost = ?, ended = started + 60 WHERE id = ?", (json.dumps(cost), number)
            )
        catalog.commit()
    told = chronicle(archive)
    assert told.costs == {
        date(2022, 3, 8): DayCost(runs=3, seconds=120, measured=2, requests=42, received=9000, cpu=1.5)
    }
    assert [run.started for run in told.runs] == [AT + 55800, AT + 3600, AT]
    assert [run.cost.get("requests") for run in told.runs] == [None, 2, 40]


def test_a_run_that_has_not_ended_took_no_time_yet(archive: Archive) -> None:
    archive.open(
        started=datetime.fromtimestamp(AT + 90000, UTC), command="crawl", arguments={}, extraction="x"
    )
    try:
        told = chronicle(archive, days=2)
        assert told.runs[0].ended is None
        assert told.costs[date(2022, 3, 9)] == DayCost(runs=1)
    finally:
        archive.close()
