from itertools import pairwise

import pytest

from newsarchive.profiles import RecheckRules
from newsarchive.store.changes import DAY, HOUR, next_check, next_try

RULES = RecheckRules()


def checks(rules: RecheckRules, *, until: int) -> list[int]:
    """When an article stored at 0 is checked, should every run be in time."""
    times: list[int] = []
    due: int | None
    due, wait = next_check(rules, since=0, now=0, wait=None)
    while due is not None and due <= until:
        times.append(due)
        due, wait = next_check(rules, since=0, now=due, wait=wait)
    return times


def test_hourly_for_three_days_then_ever_more_rarely_and_never_after_ninety() -> None:
    times = checks(RULES, until=1000 * DAY)
    fresh = [t for t in times if t <= 3 * DAY]
    assert fresh == [HOUR * n for n in range(1, 73)]
    waits = [b - a for a, b in pairwise(times)]
    assert waits == sorted(waits)
    assert max(times) < 90 * DAY
    assert len(times) < 85


def test_the_profiles_numbers_count() -> None:
    rules = RecheckRules(every_hours=6, fresh_days=1, growth=3, stop_days=10)
    assert checks(rules, until=99 * DAY) == [6 * HOUR, 12 * HOUR, 18 * HOUR, 24 * HOUR, 42 * HOUR, 96 * HOUR]


def test_an_article_from_the_future_counts_as_fresh() -> None:
    assert next_check(RULES, since=10 * DAY, now=0, wait=None) == (HOUR, HOUR)


@pytest.mark.parametrize(("attempts", "due"), [(1, None), (5, None), (6, 2 * HOUR), (7, 4 * HOUR)])
def test_failures_are_tried_at_once_then_more_rarely(attempts: int, due: int | None) -> None:
    assert next_try(RULES, attempts=attempts, now=0) == due


def test_a_failure_is_never_given_up() -> None:
    assert next_try(RULES, attempts=10_000, now=0) == 90 * DAY
