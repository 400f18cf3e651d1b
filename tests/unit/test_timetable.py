"""When the next run begins: pure, so that every clock and every chance is an argument."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from newsarchive.operations.timetable import Past, next_run
from newsarchive.profiles import SiteProfile

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def profile(zone: str = "UTC", **schedule: Any) -> SiteProfile:
    return SiteProfile.model_validate(
        {"name": "a", "home": "https://a.example/", "zone": zone, "schedule": schedule}
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("schedule", "past", "begins"),
    [
        ({"every": "30m"}, Past(NOON - 10 * MINUTE), NOON + 20 * MINUTE),
        ({"every": "2h"}, Past(NOON - HOUR, due=NOON), NOON + HOUR),
        ({"every": "1d"}, Past(NOON), NOON + DAY),
        ({"every": "1w"}, Past(NOON - DAY), NOON + 6 * DAY),
        ({"every": "30m"}, Past(), NOON),
        ({"cron": "0 13 * * *"}, Past(NOON - HOUR), NOON + HOUR),
        ({"cron": ["0 6 * * *", "15 12 * * *"]}, Past(NOON - 6 * HOUR), NOON + 15 * MINUTE),
        ({"cron": "0 13 * * *"}, Past(), NOON + HOUR),
        # Without either what is due decides, within bounds.
        ({}, Past(), NOON),
        ({}, Past(NOON - HOUR, due=NOON + 5 * MINUTE), NOON + 5 * MINUTE),
        ({}, Past(NOON, due=NOON), NOON + 15 * MINUTE),
        ({"shortest": "5m"}, Past(NOON, due=NOON - DAY), NOON + 5 * MINUTE),
        ({}, Past(NOON, due=NOON + 300 * DAY), NOON + DAY),
        ({"longest": "6h"}, Past(NOON - HOUR), NOON + 5 * HOUR),
    ],
)
def test_when_a_run_begins(schedule: dict[str, Any], past: Past, begins: datetime) -> None:
    assert next_run(profile(**schedule), past, now=NOON, jitter=0) == begins


# Zone, cron expression, when the run before began, and the next times in UTC.
CLOCKS = [
    # The hour is skipped: a fixed time in it comes right after it, wildcards go on as time does.
    ("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00Z", ["03-29T01:00", "03-30T00:30", "03-31T00:30"]),
    ("Europe/Berlin", "*/30 * * * *", "2026-03-29T00:00Z", ["03-29T00:30", "03-29T01:00", "03-29T01:30"]),
    ("America/New_York", "15 2 * * *", "2026-03-07T12:00Z", ["03-08T07:00", "03-09T06:15"]),
    ("America/Havana", "30 0 * * *", "2026-03-07T12:00Z", ["03-08T05:00", "03-09T04:30"]),
    ("Australia/Lord_Howe", "10 2 * * *", "2026-10-03T12:00Z", ["10-03T15:30", "10-04T15:10"]),
    ("Europe/Berlin", "0 2,3 * * *", "2026-03-28T12:00Z", ["03-29T01:00", "03-30T00:00", "03-30T01:00"]),
    # The hour comes twice: a fixed time in it counts once, wildcards go on.
    ("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00Z", ["10-25T00:30", "10-26T01:30"]),
    ("Europe/Berlin", "30 2 * * *", "2026-10-25T01:10Z", ["10-26T01:30", "10-27T01:30"]),
    ("Europe/Berlin", "*/30 * * * *", "2026-10-25T00:00Z", ["10-25T00:30", "10-25T01:00", "10-25T01:30"]),
    ("America/Sao_Paulo", "0 23 * * 6", "2018-02-17T12:00Z", ["02-18T01:00", "02-25T02:00"]),
    # No such thing here, and an offset that is no whole hour.
    ("Asia/Shanghai", "0 6 * * *", "2026-03-28T12:00Z", ["03-28T22:00", "03-29T22:00"]),
    ("Asia/Kathmandu", "0 6 * * *", "2026-03-28T12:00Z", ["03-29T00:15", "03-30T00:15"]),
    ("UTC", "0 6 29 2 *", "2026-03-28T12:00Z", ["02-29T06:00"]),
    # A whole day is skipped, since Samoa goes over the date line: its noon comes right after it.
    ("Pacific/Apia", "0 12 * * *", "2011-12-29T00:00Z", ["12-29T22:00", "12-30T10:00", "12-30T22:00"]),
]


@pytest.mark.parametrize(("zone", "cron", "last", "expected"), CLOCKS)
def test_cron_goes_by_the_clock_of_the_site(zone: str, cron: str, last: str, expected: list[str]) -> None:
    site, began = profile(zone, cron=cron), at(last)
    for wanted in expected:
        found = next_run(site, Past(began), now=began, jitter=0)
        assert found.strftime("%m-%dT%H:%M") == wanted
        assert found.utcoffset() == timedelta()
        began = found + timedelta(seconds=5)


@pytest.mark.parametrize("schedule", [{"every": "30m"}, {"cron": "*/30 * * * *"}, {"cron": "0 6 * * *"}, {}])
@pytest.mark.parametrize("asleep", [2 * HOUR, 40 * HOUR, 400 * DAY])
def test_what_was_missed_is_caught_up_once(schedule: dict[str, Any], asleep: timedelta) -> None:
    site, woke = profile(**schedule), NOON + asleep + DAY
    begins = [next_run(site, Past(NOON), now=woke, jitter=part / 10) for part in range(11)]
    assert begins[0] == woke, "by chance at once"
    assert all(early < late for early, late in pairwise(begins)), "not all sites in one second"
    assert begins[-1] <= woke + 10 * MINUTE
    second = next_run(site, Past(begins[3]), now=begins[3] + MINUTE, jitter=0)
    assert second >= begins[3] + 14 * MINUTE, "then as ever: the other missed ones are over"


@pytest.mark.parametrize(
    ("schedule", "interval"),
    [({"every": "30m"}, 30 * MINUTE), ({"every": "1w"}, 7 * DAY), ({"cron": "0 * * * *"}, HOUR)],
)
def test_a_run_is_late_by_chance_but_not_by_much(schedule: dict[str, Any], interval: timedelta) -> None:
    site = profile(**schedule)
    on_time = next_run(site, Past(NOON), now=NOON, jitter=0)
    late = next_run(site, Past(NOON), now=NOON, jitter=1)
    assert timedelta() < late - on_time <= min(interval / 20, 10 * MINUTE)


def test_one_that_is_a_little_late_begins_now() -> None:
    """A daemon that wakes a moment after the time it set itself does not put the run off."""
    site = profile(every="30m")
    now = NOON + 30 * MINUTE + timedelta(seconds=20)
    assert next_run(site, Past(NOON), now=now, jitter=0) == now


@pytest.mark.parametrize("schedule", [{"every": "30m"}, {"cron": "*/30 * * * *"}, {}])
@pytest.mark.parametrize("ahead", [3 * MINUTE, 3 * HOUR, 4000 * DAY])
def test_a_run_that_began_in_the_future_stops_nothing(schedule: dict[str, Any], ahead: timedelta) -> None:
    """The clock was set back since, or was wrong then."""
    begins = next_run(profile(**schedule), Past(NOON + ahead, due=NOON + ahead), now=NOON, jitter=0)
    assert NOON <= begins <= NOON + (30 * MINUTE if schedule else DAY)


@pytest.mark.parametrize("schedule", [{"every": "30m"}, {"cron": "*/30 * * * *"}, {}])
def test_a_clock_set_forward_costs_one_run(schedule: dict[str, Any]) -> None:
    site, forward = profile(**schedule), NOON + 5000 * DAY
    begins = next_run(site, Past(NOON, due=NOON), now=forward, jitter=0.5)
    assert forward < begins <= forward + 10 * MINUTE


@pytest.mark.parametrize(
    ("zone", "quiet", "now", "begins"),
    [
        ("UTC", "23:00-06:00", "2026-05-06T23:30Z", "2026-05-07T06:00Z"),
        ("UTC", "23:00-06:00", "2026-05-06T02:30:30Z", "2026-05-06T06:00Z"),
        ("UTC", "23:00-06:00", "2026-05-06T06:00Z", "2026-05-06T06:00Z"),
        ("UTC", "23:00-06:00", "2026-05-06T22:59:59Z", "2026-05-06T22:59:59Z"),
        ("UTC", "12:00-13:30", "2026-05-06T12:00Z", "2026-05-06T13:30Z"),
        ("UTC", ["22:00-24:00", "00:00-05:30"], "2026-05-06T22:00Z", "2026-05-07T05:30Z"),
        ("Asia/Tokyo", "23:00-06:00", "2026-05-06T15:00Z", "2026-05-06T21:00Z"),
        # The end of the quiet hours is skipped, and comes twice.
        ("Europe/Berlin", "23:00-02:30", "2026-03-29T00:00Z", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "23:00-02:30", "2026-10-24T22:00Z", "2026-10-25T00:30Z"),
        ("Europe/Berlin", "02:15-02:45", "2026-10-25T00:20Z", "2026-10-25T00:45Z"),
        ("Europe/Berlin", "02:15-02:45", "2026-10-25T01:20Z", "2026-10-25T01:45Z"),
    ],
)
def test_no_run_begins_in_quiet_hours(zone: str, quiet: Any, now: str, begins: str) -> None:
    site = profile(zone, every="30m", quiet=quiet)
    for past in (Past(), Past(at(now) - 30 * MINUTE)):
        assert next_run(site, past, now=at(now), jitter=0) == at(begins)


def test_after_quiet_hours_not_all_sites_begin_at_once() -> None:
    night, six = at("2026-05-06T01:00Z"), at("2026-05-06T06:00Z")
    site = profile(every="30m", quiet="23:00-06:00")
    found = {next_run(site, Past(night - DAY), now=night, jitter=part / 10) for part in range(11)}
    assert len(found) == 11
    assert min(found) == six
    assert max(found) <= six + 10 * MINUTE


def test_chance_leads_into_no_quiet_hours() -> None:
    site = profile(every="30m", quiet=["05:00-05:58", "06:01-06:30"])
    found = next_run(site, Past(), now=at("2026-05-06T05:10Z"), jitter=0.9)
    assert found == at("2026-05-06T05:58Z")


def test_a_year_of_runs_keeps_its_pace() -> None:
    """Half-hourly through both changes of the clocks, with chance: never two at once, none left out."""
    site, now = profile("Europe/Berlin", every="30m"), at("2026-01-01T00:00Z")
    began = [now]
    for number in range(365 * 48 - 1):
        began.append(next_run(site, Past(began[-1]), now=began[-1], jitter=number % 7 / 7))
    gaps = [late - early for early, late in pairwise(began)]
    assert min(gaps) >= 30 * MINUTE
    assert max(gaps) <= 32 * MINUTE
