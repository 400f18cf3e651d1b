import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response

from newsarchive.fetching.retry import PatientRetryMiddleware, retry_after

NOW = datetime(2022, 3, 7, 0, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0), ("120", 120.0), (" 7 ", 7.0), ("999999999", 999999999.0),
        ("Mon, 07 Mar 2022 00:01:00 GMT", 60.0), ("Mon, 07 Mar 2022 08:01:00 +0800", 60.0),
        ("Mon, 07 Mar 2022 00:00:30 -0000", 30.0), ("Sun, 06 Mar 2022 00:00:00 GMT", 0.0),
        ("Monday, 07-Mar-22 00:01:00 GMT", 60.0),
        ("", None), ("soon", None), ("-5", None), ("1.5", None), ("１２", None), ("\xff", None),
        ("Mon, 99 Mar 2022 00:01:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after(header, now=NOW) == seconds


def test_a_very_long_wait_is_still_a_wait() -> None:
    asked = retry_after("9" * 12, now=NOW)
    assert asked is not None
    assert asked > 10**9


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    really, thread = asyncio.sleep, threading.get_ident()

    async def sleep(seconds: float) -> None:
        if threading.get_ident() != thread:  # of a server that other tests keep
            return await really(seconds)
        return slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return slept


def middleware(open_crawl: Callable[..., Crawler], **settings: Any) -> PatientRetryMiddleware:
    return PatientRetryMiddleware.from_crawler(open_crawl(settings=settings))


def answer(patient: PatientRetryMiddleware, request: Request, status: int, **headers: str) -> Any:
    response = Response(request.url, status=status, headers=headers)
    return asyncio.run(patient.process_response(request, response))


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (503, "7", 7.0), (429, "7", 7.0), (500, "7", 7.0), (503, "0", 0.0), (503, "3600", 60.0),
        (503, "Mon, 07 Mar 2022 00:00:00 GMT", 0.0), (503, "Fri, 31 Dec 9999 00:00:00 GMT", 60.0),
        (503, "rubbish", 1.0), (503, "", 1.0),
    ],
)  # fmt: skip
def test_retry_after_is_honoured_up_to_the_cap(
    status: int, header: str, wait: float, open_crawl: Callable[..., Crawler], waits: list[float]
) -> None:
    request = Request("http://a.example/x")
    again = answer(middleware(open_crawl), request, status, **{"Retry-After": header})
    assert isinstance(again, Request)
    assert (again.url, again.meta["retry_times"]) == (request.url, 1)
    assert waits == [wait]


def test_the_wait_doubles_and_then_the_answer_stands(
    open_crawl: Callable[..., Crawler], waits: list[float]
) -> None:
    patient = middleware(open_crawl, RETRY_BACKOFF=2.0)
    request = Request("http://a.example/x")
    for _ in range(2):
        request = answer(patient, request, 500)
        assert isinstance(request, Request)
    last = answer(patient, request, 500)
    assert isinstance(last, Response)
    assert waits == [2.0, 4.0]


def test_the_patience_of_a_run_has_an_end(open_crawl: Callable[..., Crawler], waits: list[float]) -> None:
    patient = middleware(open_crawl, RETRY_PATIENCE=100.0)
    for _ in range(2):
        again = answer(patient, Request("http://a.example/x"), 503, **{"Retry-After": "3600"})
        assert isinstance(again, Request)
    last = answer(patient, Request("http://a.example/x"), 503, **{"Retry-After": "3600"})
    assert isinstance(last, Response)
    lost = patient.process_exception(Request("http://a.example/x"), DownloadTimeoutError())
    assert asyncio.run(lost) is None
    assert waits == [60.0, 60.0]


@pytest.mark.parametrize("status", [200, 301, 404, 410])
def test_what_is_no_passing_trouble_is_not_retried(
    status: int, open_crawl: Callable[..., Crawler], waits: list[float]
) -> None:
    response = answer(middleware(open_crawl), Request("http://a.example/x"), status, **{"Retry-After": "9"})
    assert isinstance(response, Response)
    assert waits == []


def test_a_lost_connection_is_retried_and_a_bug_is_not(
    open_crawl: Callable[..., Crawler], waits: list[float]
) -> None:
    patient = middleware(open_crawl)
    request = Request("http://a.example/x")
    again = asyncio.run(patient.process_exception(request, DownloadTimeoutError()))
    assert isinstance(again, Request)
    assert asyncio.run(patient.process_exception(request, ZeroDivisionError())) is None
    assert waits == [1.0]


def test_others_are_served_while_one_waits(open_crawl: Callable[..., Crawler]) -> None:
    patient = middleware(open_crawl, RETRY_AFTER_CAP=0.05)
    request = Request("http://a.example/x")
    done: list[str] = []

    async def wait() -> None:
        await patient.process_response(request, Response(request.url, 503, {"Retry-After": "10"}))
        done.append("waited")

    async def serve_others() -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        done.append("served")

    async def both() -> None:
        await asyncio.gather(wait(), serve_others())

    asyncio.run(both())
    assert done == ["served", "waited"]
