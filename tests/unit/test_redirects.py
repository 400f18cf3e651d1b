"""Redirects: followed as far as they lead somewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsarchive.fetching.redirects import OnwardRedirects

HOST = "http://a.example"


def followed(middleware: Any, lead: Callable[[str], str | None], cookie: str = "") -> list[str]:
    """The addresses that are asked, from ``/0`` on."""
    request, asked = Request(f"{HOST}/0"), []
    while True:
        asked.append(request.url.removeprefix(HOST))
        to = lead(asked[-1])
        headers = {"Location": to, **({"Set-Cookie": cookie} if cookie else {})} if to else {}
        response = Response(request.url, status=302 if to else 200, headers=headers)
        onward = middleware.process_response(request, response)
        if not isinstance(onward, Request):
            return asked
        request = onward


@pytest.fixture
def make(open_crawl: Callable[..., Crawler]) -> Callable[..., Any]:
    return lambda **settings: OnwardRedirects.from_crawler(open_crawl(settings=settings))


def test_a_chain_is_followed_to_its_end(make: Callable[..., Any]) -> None:
    chain = {"/0": "/1", "/1": "http://a.example/2", "/2": "3?x=1"}
    assert followed(make(), chain.get) == ["/0", "/1", "/2", "/3?x=1"]


@pytest.mark.parametrize(
    "circle", [{"/0": "/0"}, {"/0": "/1", "/1": "/0"}, {"/0": "/1", "/1": "/2", "/2": "/1"}, {"/0": "/0#top"}]
)
def test_a_circle_is_left_at_once(make: Callable[..., Any], circle: dict[str, str]) -> None:
    with pytest.raises(IgnoreRequest, match="max redirections"):
        followed(make(), circle.get, cookie="a=b")


def test_a_chain_without_end_is_followed_ten_times(make: Callable[..., Any]) -> None:
    asked: list[str] = []

    def on(path: str) -> str:
        asked.append(path)
        return f"/{int(path[1:]) + 1}"

    with pytest.raises(IgnoreRequest, match="max redirections"):
        followed(make(), on)
    assert len(asked) == 11


def test_who_keeps_cookies_may_be_led_back_once(make: Callable[..., Any]) -> None:
    middleware = make(COOKIES_ENABLED=True)
    answers = iter(["/wall", "/0", None])
    assert followed(middleware, lambda _: next(answers), cookie="seen=1") == ["/0", "/wall", "/0"]
    answers = iter(["/wall", "/0", "/wall", "/0"])
    with pytest.raises(IgnoreRequest):
        followed(middleware, lambda _: next(answers))
