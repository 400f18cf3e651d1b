"""Days and what happened on them, in the zones of sites."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsarchive.browsing.moments import rfc3339, stated_time
from newsarchive.items import Gone
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.looking.days import beginning_of, by_day, days_between, span_of, years_of
from newsarchive.store.looking.happenings import Happening, happenings_of, newest, within
from newsarchive.store.looking.kept import kept_of
from newsarchive.store.looking.nearby import days_nearby
from newsarchive.store.looking.runs import made_by, neighbours, notices_of, run_of, runs_of
from newsarchive.store.search.index import searching
from tests.unit.remembering import NOW, article, opened, remembering, source_id, submission

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("UTC", date(2024, 3, 31), 24),
        ("Europe/Berlin", date(2024, 3, 31), 23),
        ("Europe/Berlin", date(2024, 10, 27), 25),
        ("America/Havana", date(2024, 3, 10), 23),  # whose clocks change at midnight
        ("Australia/Lord_Howe", date(2024, 4, 7), 24.5),
        ("Pacific/Apia", date(2011, 12, 29), 24),
        ("UTC", date.max, 24),
        ("Asia/Shanghai", date.min, 24),
    ],
)  # fmt: skip
def test_a_day_lasts_as_long_as_its_zone_says(zone: str, day: date, hours: float) -> None:
    begin, end = span_of(day, day, ZoneInfo(zone))
    assert (end - begin) / 3600 == hours
    assert begin == beginning_of(day, ZoneInfo(zone))


@pytest.mark.parametrize(("hours", "day"), [(15.99, 7), (16, 8), (39.99, 8), (40, 9)])
def test_times_are_counted_on_the_sites_days(hours: float, day: int) -> None:
    at = int(datetime(2022, 3, 7, tzinfo=UTC).timestamp() + hours * 3600)
    days = days_between(date(2022, 3, 7), date(2022, 3, 9))
    assert by_day([at], days, SHANGHAI) == {date(2022, 3, day): 1}
    assert by_day([at + 30 * 86400, at - 30 * 86400], days, SHANGHAI) == {}
    assert years_of([at, at + 366 * 86400], SHANGHAI) == {2022, 2023}


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("2022-03-07T08:23:06+08:00", "2022-03-07T08:23:06+08:00"),
        ("1890-01-02T03:04:00+08:05:43", "1890-01-02T03:04:17+08:06"),
        ("2022-03-07T08:23:06.123456+00:00", "2022-03-07T08:23:06+00:00"),
        ("0001-01-01T00:00:00+00:00:31", "0001-01-01T00:00:00+00:01"),  # there is nothing before it
        ("0001-01-01T00:00:00+00:00:29", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_offsets_are_whole_minutes(stated: str, told: str) -> None:
    assert stated_time(stated) == told
    assert rfc3339(datetime.fromisoformat(told)) == told


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Archive:
    """Twelve articles, three edited an hour later; a day later one is edited again, and one withdrawn."""
    archive = remembering(tmp_path_factory.mktemp("kept") / "finews", profile)
    with opened(archive, hours=24):
        archive.write([Gone(article(5).source_id, article(5).url)], now=NOW + timedelta(hours=24))
        archive.write([submission(article(2, edition=3), profile)], now=NOW + timedelta(hours=24))
    return archive


def test_what_happened_stands_in_its_order(archive: Archive) -> None:
    with searching(archive.folder) as both:
        found = happenings_of(both)
        numbers = dict(both.execute("SELECT source_id, id FROM catalog.article").fetchall())
    assert list(found.edited) == [
        *(Happening(AT + 3600, numbers[source_id(number)], 2) for number in (0, 1, 2)),
        Happening(AT + 86400, numbers[source_id(2)], 3),
    ]
    assert list(found.withdrawn) == [Happening(AT + 86400, numbers[source_id(5)])]
    assert [one.number for one in found.changed] == [2, 2, 2, 3, 0]
    assert list(within(found.edited, AT + 3600, AT + 3601)) == list(found.edited[:3])
    assert list(within(found.edited, AT + 3601, AT + 86400)) == []


@pytest.mark.parametrize(
    ("start", "limit", "given"),
    [(0, 2, [5, 4]), (2, 2, [3, 2]), (4, 2, [1]), (5, 2, []), (9, 2, []), (0, 0, [])],
)
def test_pages_begin_with_the_newest(start: int, limit: int, given: list[int]) -> None:
    assert newest([1, 2, 3, 4, 5], start, limit) == given


@pytest.mark.parametrize(
    ("day", "nearby"),
    [
        (date(2022, 3, 6), (None, date(2022, 3, 7))),
        (date(2022, 3, 7), (None, date(2022, 3, 8))),
        (date(2022, 3, 8), (date(2022, 3, 7), date(2022, 3, 9))),
        (date(2022, 3, 9), (date(2022, 3, 8), None)),
        (date(2030, 1, 1), (date(2022, 3, 9), None)),
        (date.min, (None, date(2022, 3, 7))),
        (date.max, (date(2022, 3, 9), None)),
    ],
)
def test_the_days_nearby_have_something(
    archive: Archive, day: date, nearby: tuple[date | None, date | None]
) -> None:
    with searching(archive.folder) as both:
        assert days_nearby(both, happenings_of(both), day, SHANGHAI) == nearby


def test_runs_tell_what_they_made(archive: Archive) -> None:
    with searching(archive.folder) as both:
        total, runs = runs_of(both, 0, 200)
        assert (total, [run.number for run in runs]) == (3, [3, 2, 1])
        made = {run.number: made_by(both, run, limit=200) for run in runs}
        sums = {number: (len(one.stored), len(one.edited), len(one.records)) for number, one in made.items()}
        assert sums == {1: (12, 0, 1), 2: (0, 3, 0), 3: (0, 1, 0)}
        assert neighbours(both, 2) == (1, 3)
        assert neighbours(both, 3) == (2, None)
        assert run_of(both, 4) is None
        assert notices_of(both, runs[0]) == []


def test_what_is_kept_goes_once_the_catalog_changes(
    archive: Archive, tmp_path: Path, profile: SiteProfile
) -> None:
    other = remembering(tmp_path / "finews", profile)
    first = kept_of(other.catalog)
    assert kept_of(other.catalog) is first
    with searching(other.folder):
        pass
    assert kept_of(other.catalog) is first, "reading changes nothing"
    with opened(other, hours=2):
        assert kept_of(other.catalog) is not first
        first = kept_of(other.catalog)
        other.write([submission(article(0, edition=4), profile)], now=NOW + timedelta(hours=2))
        assert kept_of(other.catalog) is not first
    assert kept_of(archive.catalog) is not kept_of(other.catalog)
