from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from newsarchive.fetching.refresh import RefreshMiddleware, refresh_of
from newsarchive.profiles import SiteProfile

HOME = "https://a.example/"
HOP = '<html><head><meta http-equiv="refresh" content="{}"></head><body>{}</body></html>'
LONG = "<p>The mayor opened the new bridge over the harbour on Tuesday.</p>" * 8


def page(body: str, headers: dict[str, str] | None = None, status: int = 200) -> HtmlResponse:
    return HtmlResponse(HOME, status, {"Content-Type": "text/html", **(headers or {})}, body.encode())


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/en/", f"{HOME}en/"), ("0;URL='/en/'", f"{HOME}en/"), ("5; url=en/?a=1", f"{HOME}en/?a=1"),
        ("0; url=//b.example/x", "https://b.example/x"), ("600; url=/en/", None), ("30", None),
        ("0; url=/", None),
        ("0; url=javascript:alert(1)", None), ("0; url=ftp://a.example/", None), ("", None),
    ],
)  # fmt: skip
def test_where_a_page_sends_its_reader(content: str, target: str | None) -> None:
    assert refresh_of(page(HOP.format(content, "You are sent on."))) == target


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("0; url=/en/", f"{HOME}en/"),
        ("3;/en/", f"{HOME}en/"),
        ("900; url=/en/", None),
        ("5", None),
        ("x", None),
    ],
)
def test_a_header_may_say_it(header: str, target: str | None) -> None:
    assert refresh_of(page("<html><body></body></html>", {"Refresh": header})) == target


@pytest.mark.parametrize(
    "answer",
    [
        page(HOP.format("0; url=/en/", LONG)),
        page(HOP.format("0; url=/en/", "").replace("<meta", "<noscript><meta")),
        page("<!-- " + HOP.format("0; url=/en/", "") + " -->"),
        page(f"<script>{HOP.format('0; url=/en/', '')}</script>"),
        page(HOP.format("0; url=/en/", ""), status=404),
        Response(HOME, body=HOP.format("0; url=/en/", "").encode()),
    ],
)
def test_a_page_of_its_own_is_stayed_at(answer: Response) -> None:
    assert refresh_of(answer) is None


def answered(target: str, **meta: Any) -> Request | Response:
    crawler = get_crawler()
    middleware = RefreshMiddleware.from_crawler(crawler)
    middleware.crawler.spider = None
    middleware.hosts = SiteProfile.model_validate({"name": "a", "home": HOME}).hosts
    request = Request(HOME, meta={"listing": HOME, **meta})
    return middleware.process_response(request, page(HOP.format(f"0; url={target}", "")))


def test_it_is_a_redirect_within_the_site() -> None:
    onward = answered("/en/")
    assert isinstance(onward, Request)
    assert (onward.url, onward.meta["redirect_urls"], onward.meta["redirect_times"]) == (
        f"{HOME}en/",
        [HOME],
        1,
    )
    assert onward.meta["listing"] == HOME


@pytest.mark.parametrize(
    ("target", "meta"),
    [
        ("https://b.example/", {}), ("http://127.0.0.1/", {}), ("https://a.example:8443/", {}),
        ("/en/", {"redirect_urls": [f"{HOME}en/"]}), ("/en/", {"redirect_reasons": ["refresh"] * 3}),
        ("/en/", {"render": True}),
    ],
)  # fmt: skip
def test_it_leads_neither_elsewhere_nor_round_and_round(target: str, meta: dict[str, Any]) -> None:
    assert isinstance(answered(target, **meta), Response)
