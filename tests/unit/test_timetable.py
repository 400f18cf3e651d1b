"""When a site's next run is due."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.operations.timetable import Past, next_run
from newsarchive.profiles import SiteProfile

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("last", "jitter", "due"),
    [
        (None, 0.0, NOW),
        (NOW - 10 * MINUTE, 0.5, NOW + 20 * MINUTE),
        (NOW - 31 * MINUTE, 0.0, NOW),
        (NOW - timedelta(days=400), 0.5, NOW + MINUTE / 2),
        (NOW + timedelta(days=400), 0.5, NOW + 30 * MINUTE),
    ],
)
def test_a_run_is_due_half_an_hour_after_the_last_and_what_was_missed_is_caught_up_once(
    last: datetime | None, jitter: float, due: datetime
) -> None:
    profile = SiteProfile(name="harbour", home="http://harbour.example/")
    assert next_run(profile, Past(last, None), now=NOW, jitter=jitter) == due
