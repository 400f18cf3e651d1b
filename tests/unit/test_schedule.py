from collections.abc import Sequence

import pytest

from newsarchive.profiles import RecheckRules
from newsarchive.store.rechecks import DAY, HOUR, PLAIN, next_check, next_try

RULES = RecheckRules()


def checks(
    rules: RecheckRules, *, until: int, runs: int = 1, stretches: Sequence[float] = PLAIN
) -> list[int]:
    """When an article stored at 0 is checked, by a run every ``runs`` seconds."""
    times: list[int] = []
    due, _ = next_check(rules, since=0, now=0, stretches=stretches)
    while due is not None and due <= until:
        times.append(-(-due // runs) * runs)
        due, _ = next_check(rules, since=0, now=times[-1], stretches=stretches)
    return times


def test_the_waits_triple_from_an_hour_on_and_end_after_ninety_days() -> None:
    assert checks(RULES, until=9999 * DAY) == [HOUR * age for age in (1, 4, 13, 40, 121, 364, 1093)]


@pytest.mark.parametrize("minutes", [7, 29, 30, 31])
def test_a_late_run_makes_no_later_check_late(minutes: int) -> None:
    times = checks(RULES, until=9999 * DAY, runs=minutes * 60)
    late = [time - HOUR * age for time, age in zip(times, (1, 4, 13, 40, 121, 364, 1093), strict=True)]
    assert all(0 <= one < minutes * 60 for one in late)


@pytest.mark.parametrize(
    ("asked", "due"),
    [(2, 4), (3, 13), (4, 13), (8, 13), (9, 40), (20, 40), (30, 121), (700, 1093), (800, None)],
)
def test_a_check_out_of_turn_stands_for_the_nearer_one(asked: int, due: int | None) -> None:
    found, wait = next_check(RULES, since=5, now=5 + asked * HOUR)
    assert found == (due and 5 + due * HOUR)
    assert due is None or wait == (due - asked) * HOUR


def test_one_run_a_day_asks_at_most_once_a_day() -> None:
    times = checks(RULES, until=9999 * DAY, runs=DAY)
    assert [time // DAY for time in times] == [1, 2, 6, 16, 46]


def test_the_profiles_numbers_count() -> None:
    rules = RecheckRules(every_hours=6, fresh_days=1, growth=3, stop_days=10)
    assert checks(rules, until=99 * DAY) == [6 * HOUR, 12 * HOUR, 18 * HOUR, 24 * HOUR, 42 * HOUR, 96 * HOUR]


def test_the_former_rules_are_written_with_the_same_keys() -> None:
    former = RecheckRules(every_hours=1, fresh_days=3, growth=2, stop_days=90)
    times = checks(former, until=9999 * DAY)
    assert times[:72] == [HOUR * n for n in range(1, 73)]
    assert len(times) == 82


def test_what_is_learned_stretches_the_waits_from_its_age_on() -> None:
    assert checks(RULES, until=9999 * DAY, stretches=(0.5,) * 7)[:4] == [1800, 5400, 12600, 27000]
    seldom = [HOUR * age for age in (2, 12, 62, 312, 1562)]
    assert checks(RULES, until=9999 * DAY, stretches=(2.0,) * 7) == seldom
    late = (1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0)
    assert checks(RULES, until=9999 * DAY, stretches=late) == [
        HOUR * age for age in (1, 4, 13, 67, 337, 1687)
    ]


def test_an_article_from_the_future_counts_as_fresh() -> None:
    assert next_check(RULES, since=10 * DAY, now=0) == (HOUR, HOUR)


@pytest.mark.parametrize(("attempts", "due"), [(1, None), (5, None), (6, 3 * HOUR), (7, 9 * HOUR)])
def test_failures_are_tried_at_once_then_more_rarely(attempts: int, due: int | None) -> None:
    assert next_try(RULES, attempts=attempts, now=0) == due


def test_a_failure_is_never_given_up() -> None:
    assert next_try(RULES, attempts=10_000, now=0) == 90 * DAY
