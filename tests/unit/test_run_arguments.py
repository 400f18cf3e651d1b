from datetime import UTC, date, datetime

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import RunArguments, parse_arguments

ID = "NW202203072298194131"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, RunArguments()),
        (
            {"categories": "emnews, shangraoribao,emnews,"},
            RunArguments(categories=("emnews", "shangraoribao")),
        ),
        ({"ids": f"{ID},202205262391921712"}, RunArguments(ids=(ID, "202205262391921712"))),
        ({"urls": "http://a.example/x"}, RunArguments(urls=("http://a.example/x",))),
        ({"limit": "12"}, RunArguments(limit=12)),
        # a day is the profile's, and counts whole
        ({"since": "2022-03-07"}, RunArguments(since=datetime(2022, 3, 6, 16, tzinfo=UTC))),
        ({"until": "2022-03-07"}, RunArguments(until=datetime(2022, 3, 7, 16, tzinfo=UTC))),
        ({"until": "20220307"}, RunArguments(until=datetime(2022, 3, 7, 16, tzinfo=UTC))),
        # a date-time without a zone is the profile's; with one, its own
        ({"since": "2022-03-07T08:00"}, RunArguments(since=datetime(2022, 3, 7, tzinfo=UTC))),
        ({"until": "2022-03-07T08:00+00:00"}, RunArguments(until=datetime(2022, 3, 7, 8, tzinfo=UTC))),
        ({"until": "2022-03-07T08:00:00Z"}, RunArguments(until=datetime(2022, 3, 7, 8, tzinfo=UTC))),
    ],
)
def test_read(given: dict[str, str], expected: RunArguments, profile: SiteProfile) -> None:
    assert parse_arguments(given, profile) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"colour": "red"}, ["colour=", "categories, ids, urls, since, until, limit"]),
        ({"categories": "a b"}, ["categories=", "'a b'", "slugs"]),
        ({"categories": "../x"}, ["categories=", "'../x'"]),
        ({"categories": ""}, ["categories=", "empty"]),
        ({"ids": " , "}, ["ids=", "empty"]),
        ({"ids": "NW1"}, ["ids=", "'NW1'", "[0-9]{18}"]),
        ({"ids": "NW２０２２０３０７２２９８１９４１３１"}, ["ids="]),
        ({"ids": "x\x1b[31m"}, ["ids=", "\\x1b"]),
        ({"urls": "ftp://a.example/"}, ["urls=", "ftp://a.example/", "http(s)"]),
        ({"ids": ID, "urls": "http://a.example/"}, ["ids=", "urls=", "exclude"]),
        ({"since": "07.03.2022"}, ["since=", "'07.03.2022'", "YYYY-MM-DD"]),
        ({"until": "2022-13-45"}, ["until=", "'2022-13-45'"]),
        ({"until": "9999-12-31"}, ["until=", "'9999-12-31'"]),
        ({"since": ""}, ["since=", "''"]),
        ({"since": "2022-03-08", "until": "2022-03-07"}, ["since=2022-03-08", "until=2022-03-07"]),
        ({"limit": "0"}, ["limit=", "'0'", "from 1"]),
        ({"limit": "-1"}, ["limit=", "'-1'"]),
        ({"limit": "1.5"}, ["limit="]),
        ({"limit": "１２"}, ["limit="]),
        ({"limit": ""}, ["limit="]),
    ],
)
def test_refused_with_argument_value_and_what_is_allowed(
    given: dict[str, str], words: list[str], profile: SiteProfile
) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse_arguments(given, profile)
    assert all(word in str(caught.value) for word in words), caught.value


def test_since_and_until_of_one_day_are_that_day(profile: SiteProfile) -> None:
    day = parse_arguments({"since": "2022-03-07", "until": "2022-03-07"}, profile)
    inside = datetime(2022, 3, 6, 16, tzinfo=UTC), datetime(2022, 3, 7, 15, 59, 59, tzinfo=UTC)
    outside = datetime(2022, 3, 6, 15, 59, 59, tzinfo=UTC), datetime(2022, 3, 7, 16, tzinfo=UTC)
    assert all(map(day.covers, inside))
    assert not any(map(day.covers, outside))
    touched = [d for d in (6, 7, 8) if day.touches(date(2022, 3, d), profile.tzinfo)]
    assert touched == [7]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_calendar_day_can_be_asked_about(day: date, profile: SiteProfile) -> None:
    """A listing may link to ``/x/9999/12/31/….html``, and must not be lost for it."""
    assert RunArguments().touches(day, profile.tzinfo)
    since_2022 = parse_arguments({"since": "2022-01-01"}, profile)
    assert since_2022.touches(day, profile.tzinfo) == (day == date.max)
