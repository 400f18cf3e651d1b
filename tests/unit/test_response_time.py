from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Response

from newsarchive.fetching.response_time import served_at


def at(header: str | None) -> datetime:
    return served_at(Response("http://a.example/", headers={"Date": header} if header is not None else {}))


@pytest.mark.parametrize(
    "header",
    ["Mon, 07 Mar 2022 00:23:06 GMT", "Mon, 07 Mar 2022 08:23:06 +0800", "Mon, 07 Mar 2022 00:23:06 -0000"],
)
def test_the_date_header(header: str) -> None:
    assert at(header) == datetime(2022, 3, 7, 0, 23, 6, tzinfo=UTC)
    assert at(header).tzinfo is UTC


@pytest.mark.parametrize(
    "header",
    [None, "", "yesterday", "Mon, 99 Mar 2022 00:23:06 GMT", "\xff", "Fri, 31 Dec 9999 23:59:59 -2359"],
)
def test_without_a_usable_one_it_is_now(header: str | None) -> None:
    assert abs(at(header) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("header", ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_clock_that_is_not_set_is_not_asked(header: str) -> None:
    response = Response("http://a.example/", headers={"Date": header})
    assert abs((served_at(response) - datetime.now(UTC)).total_seconds()) < 60
