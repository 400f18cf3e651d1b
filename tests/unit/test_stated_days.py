from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from newsarchive.discovery.stated_days import StatedDays
from newsarchive.profiles import SiteProfile

SERVED = datetime(2024, 1, 6, 12, tzinfo=UTC)


def days_of(language: str | None = None) -> StatedDays:
    return StatedDays(SERVED, SiteProfile(name="a", home="https://a.example/", zone="UTC", language=language))


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-01-05T10:00:00Z", date(2024, 1, 5)),
        ("Fri, 05 Jan 2024 10:00:00 GMT", date(2024, 1, 5)),
        ("5. Januar 2024", date(2024, 1, 5)),
        ("", None),
        ("soon", None),
    ],
)
def test_a_day_is_that_of_the_date(stated: str, day: date | None) -> None:
    assert days_of().day(stated) == day


CONTRIVED: dict[str, Callable[[int], str]] = {
    "ago": lambda n: f"vor {n} Tagen und {n} Wochen",
    "letters": lambda n: f"gestern {n} a. b. c. d. e. f. g.",
    "words": lambda n: f"1 abc{n} 1 def 1 ghi 1",
    "slashes": lambda n: "/".join(["12"] * 12 + [str(n)]),
    "expanding": lambda n: "\ufdfa" * 30 + str(n),
    "months": lambda n: f"Janu{n}ar 5 Janu 6 Janu 7",
}


@pytest.mark.parametrize("kind", CONTRIVED)
@pytest.mark.parametrize("language", [None, "de", "es"])
def test_of_contrived_dates_a_thousand_are_read(kind: str, language: str | None) -> None:
    days = days_of(language)
    for number in range(5_000):
        days.day(CONTRIVED[kind](number))
    assert days.read == 1_000
    assert days.day("2024-01-05") == date(2024, 1, 5), "those of machines are read all the same"
    assert days.read == 1_001


def test_the_same_text_is_read_once() -> None:
    days = days_of()
    assert {days.day("5 January 2024") for _ in range(5_000)} == {date(2024, 1, 5)}
    assert days.read == 1


def test_dates_as_machines_write_them_are_all_read() -> None:
    days = days_of()
    stated = [
        f"2024-01-0{1 + n % 5}T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+00:00" for n in range(3_000)
    ]
    assert None not in {days.day(one) for one in stated}
    assert days.read == len(stated)
