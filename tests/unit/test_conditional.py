from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Request, Response

from newsarchive.evidence import Exchange, Validators
from newsarchive.fetching.capture import CaptureMiddleware
from newsarchive.fetching.conditional import UnconditionalAgain, conditions, served_at, validators_of

URL = "http://a.example/1"


@pytest.mark.parametrize(
    ("page", "headers"),
    [
        (Validators(URL), {}),
        (Validators(URL, etag='W/"1"'), {"If-None-Match": 'W/"1"'}),
        (Validators(URL, last_modified="Mon, 07 Mar 2022 00:23:06 GMT"),
         {"If-Modified-Since": "Mon, 07 Mar 2022 00:23:06 GMT"}),
    ],
)  # fmt: skip
def test_a_page_is_asked_by_what_its_server_gave(page: Validators, headers: dict[str, str]) -> None:
    assert conditions(page) == headers


def test_a_redirected_page_is_asked_where_it_was_asked_first() -> None:
    request = Request("http://a.example/2", meta={"redirect_urls": [URL]})
    response = Response("http://a.example/2", headers={"ETag": '"1"'}, request=request)
    assert validators_of(response) == Validators(URL, '"1"', None)


def test_captures_hold_what_came_over_the_wire() -> None:
    wire = (((b"Host", b"a.example"), (b"Accept", b"*/*")), ((b"content-encoding", b"gzip"),))
    request = Request(URL, meta={"article": URL, "on_wire": wire})
    answer = Response(URL, 200, {"Content-Encoding": "gzip"}, b"\x1f\x8b", protocol="HTTP/1.1")
    capture = CaptureMiddleware()
    assert capture.process_response(request, answer) is answer
    for status in (304, 404, 500):
        capture.process_response(request, Response(URL, status))
    (exchange,) = request.meta["exchanges"]
    assert (exchange.body, exchange.status) == (b"\x1f\x8b", 200)
    assert (exchange.request_headers, exchange.headers) == wire
    assert datetime.now(UTC) >= exchange.at


def test_a_page_without_a_date_was_served_when_it_was_received() -> None:
    request = Request(URL, meta={"article": URL, "on_wire": ((), ())})
    response = Response(URL, request=request)
    CaptureMiddleware().process_response(request, response)
    assert served_at(response) == request.meta["exchanges"][0].at


def test_listings_are_no_originals() -> None:
    request = Request(URL, meta={"listing": URL})
    CaptureMiddleware().process_response(request, Response(URL))
    assert "exchanges" not in request.meta


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


NOW = datetime(2024, 5, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("off", "age", "believed"),
    [
        (timedelta(), None, True),
        (timedelta(minutes=50), None, True),
        (timedelta(minutes=-50), None, True),
        (timedelta(hours=-8), None, False),
        (timedelta(days=-3), None, False),
        (timedelta(days=-365), "60", False),
        (timedelta(days=3), None, False),
        (timedelta(days=3650), None, False),
        # a cache held it
        (timedelta(days=-3), str(3 * 86_400), True),
        (timedelta(days=-3), "a while", False),
        (timedelta(days=3), str(3 * 86_400), False),
    ],
)
def test_a_clock_far_from_ours_is_not_believed(off: timedelta, age: str | None, believed: bool) -> None:
    exchange = Exchange(url=URL, status=200, body=b"", at=NOW)
    request = Request(URL, meta={"article": URL, "exchanges": [exchange]})
    said = {"Date": format_datetime(NOW + off, usegmt=True)} | ({"Age": age} if age else {})
    assert served_at(Response(URL, headers=said, request=request)) == (NOW + off if believed else NOW)


def test_without_originals_it_is_our_clock_now_that_counts() -> None:
    request = Request(URL, meta={"listing": URL, "on_wire": ((), ())})
    response = Response(URL, headers={"Date": "Sat, 01 Jan 2000 00:00:12 GMT"}, request=request)
    assert abs(served_at(response) - datetime.now(UTC)) < timedelta(minutes=1)


SERVED = "Fri, 01 May 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("header", "value", "is_kept"),
    [
        ("Last-Modified", "Fri, 01 May 2026 09:59:00 GMT", True), ("Last-Modified", "some day", True),
        ("Last-Modified", SERVED, False), ("Last-Modified", "Fri, 01 May 2026 10:00:01 GMT", False),
        ("Last-Modified", "Sat, 16 Nov 2241 18:11:00 GMT", False),
        ("ETag", '"abc"', True), ("ETag", 'W/"12-ab"', True), ("ETag", '""', False), ("ETag", 'W/""', False),
        ("ETag", '"Sat, 16 Nov 2241 18:11:00 GMT"', False),
        ("ETag", 'W/"Fri, 01 May 2026 10:00:01 GMT"', False),
        ("ETag", '"Fri, 01 May 2026 08:00:00 GMT"', True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("date", [SERVED, None, "Sat, 16 Nov 2250 18:11:00 GMT"])
def test_what_lies_in_the_future_is_never_repeated(
    header: str, value: str, is_kept: bool, date: str | None
) -> None:
    if date != SERVED and "2026" in value:
        is_kept = True  # past by our clock
    stated = {header: value} | ({"Date": date} if date else {})
    page = validators_of(Response(URL, headers=stated, request=Request(URL)))
    assert value in {page.etag, page.last_modified} if is_kept else page == Validators(URL)


@pytest.mark.parametrize(
    ("headers", "status", "again"),
    [
        ({"If-None-Match": '"1"'}, 412, True), ({"If-Modified-Since": SERVED}, 500, True), ({}, 500, False),
        ({"If-None-Match": '"1"'}, 304, False), ({"If-None-Match": '"1"'}, 404, False),
        ({"If-None-Match": '"1"'}, 503, False),
    ],
)  # fmt: skip
def test_a_condition_that_a_server_cannot_answer_is_dropped(
    headers: dict[str, str], status: int, again: bool
) -> None:
    request = Request(URL, headers={"Accept": "text/html", **headers}, meta={"article": URL})
    answer = UnconditionalAgain().process_response(request, Response(URL, status))
    assert isinstance(answer, Request) is again
    if isinstance(answer, Request):
        assert (answer.headers.keys(), answer.meta["article"]) == ({b"Accept"}, URL)
