"""What a profile may say of its schedule."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from newsarchive.exceptions import ProfileError
from newsarchive.profiles import ScheduleRules, load_profile
from newsarchive.profiles.schedule import length_of


@pytest.mark.parametrize(
    "said",
    [
        {"every": "30m"}, {"every": "1 h"}, {"every": "52w"}, {"cron": "*/15 6-22 * * MON-FRI"},
        {"cron": ["0 6 * * *", "30 18 L * *", "0 9 * * 1#2"]}, {"cron": "@daily"}, {"quiet": "23:00-06:00"},
        {"quiet": ["0:30-5:00", "12:00 - 13:00"]}, {"quiet": "22:00-24:00"},
        {"shortest": "1m", "longest": "4w"},
        {"shortest": "1h", "longest": "1h"}, {},
    ],
)  # fmt: skip
def test_what_may_be_said(said: dict[str, Any]) -> None:
    rules = ScheduleRules.model_validate(said)
    assert rules.learns == (not said.keys() & {"every", "cron"})
    assert ScheduleRules.model_validate(rules.model_dump(mode="json")) == rules, "an archive keeps it as YAML"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"every": "30"}, "30m"), ({"every": "0m"}, "30m"), ({"every": "half an hour"}, "30m"),
        ({"every": "-5m"}, "30m"), ({"every": "53w"}, "a year"), ({"every": "1.5h"}, "30m"),
        ({"every": "30m", "cron": "0 6 * * *"}, "exclude"),
        ({"cron": "0 6 * *"}, "five fields"), ({"cron": "0 0 6 * * *"}, "five fields"),
        ({"cron": "60 6 * * *"}, "Bad minute"), ({"cron": "0 25 * * *"}, "Bad hour"),
        ({"cron": "0 0 30 2 *"}, "Bad day"), ({"cron": "often"}, "five fields"),
        ({"cron": ""}, "five fields"),
        ({"cron": ["0 6 * * *", "x * * * *"]}, "'x * * * *'"), ({"cron": "*/0 * * * *"}, "Bad minute"),
        ({"quiet": "23-6"}, "23:00-06:00"), ({"quiet": "25:00-06:00"}, "23:00-06:00"),
        ({"quiet": "06:00-06:00"}, "whole day"), ({"quiet": ["00:00-12:00", "12:00-24:00"]}, "whole day"),
        ({"shortest": "2h", "longest": "1h"}, "longer than longest"), ({"shorter": "2h"}, "Extra"),
    ],
)  # fmt: skip
def test_what_may_not(said: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told.replace("*", r"\*")):
        ScheduleRules.model_validate(said)


@pytest.mark.parametrize(
    ("span", "seconds"), [("1m", 60), ("90m", 5400), ("2h", 7200), ("1d", 86400), ("2w", 1209600)]
)
def test_spans(span: str, seconds: int) -> None:
    assert length_of(span).total_seconds() == seconds


def test_a_mistake_is_told_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("name: a\nhome: https://a.example/\nschedule:\n  evry: 30m\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"schedule\.evry.*did you mean 'every'"):
        load_profile(path)
