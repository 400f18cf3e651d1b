import asyncio
import shutil
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from newsarchive.evidence import Exchange
from newsarchive.exceptions import ProfileError
from newsarchive.fetching.browser import wanted
from newsarchive.fetching.browser.middleware import MARK, RenderMiddleware
from newsarchive.fetching.browser.parts import Parts
from newsarchive.fetching.browser.wanted import find_chromium, wants_browser
from newsarchive.fetching.egress import EgressRefused
from newsarchive.profiles import DiscoveryRules, JsonList, SiteProfile

HOME = "https://a.example/"
PROFILE = SiteProfile(
    name="a",
    home=HOME,
    render=True,
    discovery=DiscoveryRules(
        feeds=(f"{HOME}feed",),
        json_lists=(JsonList(url=f"{HOME}api?page={{page}}&n=20", items="list", fields={"url": "url"}),),
    ),
)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("", True),
        ("news/list.html", True),
        ("news/?page=2", True),
        ("feed", False),
        ("api?page=3&n=20", False),
        ("robots.txt", False),
        ("sitemap.XML", False),
        ("opinion/rss.xml", False),
    ],
)
def test_pages_are_for_the_browser_and_data_is_not(path: str, wanted: bool) -> None:
    assert wants_browser(HOME + path, PROFILE) is wanted
    assert not wants_browser(HOME + path, PROFILE.model_copy(update={"render": False}))


def test_the_browser_is_the_named_one_or_the_first_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"google-chrome": "/usr/bin/google-chrome", "/opt/c": "/opt/c"}
    monkeypatch.setattr(shutil, "which", there.get)
    assert find_chromium(Settings()) == "/usr/bin/google-chrome"
    assert find_chromium(Settings({"CHROMIUM": "/opt/c"})) == "/opt/c"
    with pytest.raises(ProfileError, match="NEWSARCHIVE_CHROMIUM is '/opt/none', which is no program"):
        find_chromium(Settings({"CHROMIUM": "/opt/none"}))
    there.clear()
    with pytest.raises(ProfileError, match="apt-get install chromium"):
        find_chromium(Settings())


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ProfileError, match=r"pip install 'newsarchive\[render\]'"):
        find_chromium(Settings())


class Handlers:
    def __init__(self, answers: dict[str, Response]) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    async def download_request_async(self, request: Request) -> Response:
        self.asked.append(request)
        return self.answers[request.url]


def parts_of(answers: dict[str, Response], forbidden: str = "") -> tuple[Parts, Handlers]:
    async def obey(request: Request) -> None:
        if forbidden and request.url.startswith(forbidden):
            raise IgnoreRequest("Forbidden by robots.txt")

    handlers = Handlers(answers)
    robots = SimpleNamespace(process_request=obey)
    crawler: Any = SimpleNamespace(
        signals=SignalManager(),
        settings=Settings({"DOWNLOAD_MAXSIZE": 1000, "USER_AGENT": "us"}),
        engine=SimpleNamespace(downloader=SimpleNamespace(handlers=handlers)),
        get_downloader_middleware=lambda kind: robots if kind.__name__ == "RobotsMiddleware" else None,
    )
    return Parts(crawler, ("a.example", "10.0.0.7:8080")), handlers


def fetch(parts: Parts, url: str, *, script: bool = False, **more: Any) -> Response:
    return asyncio.run(parts.fetch(Request(url, **more), parts.allowance(), script=script))


@pytest.mark.parametrize("url", [f"{HOME}x.js", "https://cdn.example/x.js", "http://10.0.0.7:8080/x.js"])
def test_parts_come_from_the_site_from_public_hosts_and_from_what_is_declared(url: str) -> None:
    parts, _ = parts_of({url: Response(url, body=b"1")})
    assert fetch(parts, url).body == b"1"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.0.0.7/",
        "http://10.0.0.7:8081/",
        "http://169.254.169.254/latest/",
        "http://0x7f.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "https://cdn.example:8443/",
        "ftp://cdn.example/",
        "file:///etc/passwd",
    ],
)
def test_parts_never_come_from_elsewhere_nor_by_a_redirect(url: str) -> None:
    away = Response(f"{HOME}away", status=302, headers={"Location": url})
    parts, handlers = parts_of({away.url: away})
    for asked in (url, away.url):
        with pytest.raises(EgressRefused):
            fetch(parts, asked)
    assert [request.url for request in handlers.asked] == [away.url]


def test_robots_txt_holds_for_parts_after_a_redirect_too() -> None:
    away = Response("https://cdn.example/a", status=307, headers={"Location": f"{HOME}private/x"})
    parts, handlers = parts_of({away.url: away}, forbidden=f"{HOME}private/")
    with pytest.raises(IgnoreRequest, match=r"robots\.txt"):
        fetch(parts, away.url, method="POST", body="x")
    assert len(handlers.asked) == 1


def test_what_is_sent_is_the_page_s_but_for_who_asks() -> None:
    parts, handlers = parts_of({HOME: Response(HOME)})
    theirs = {"Cookie": "a=1", "User-Agent": "them", "Sec-Fetch-Mode": "cors", "Token": "t", "Host": "evil"}
    fetch(parts, HOME, method="POST", body="{}", headers=theirs)
    (sent,) = handlers.asked
    told = {"User-Agent": "us", "Token": "t", "Accept-Encoding": "gzip, deflate, br"}
    assert sent.headers.to_unicode_dict() == told
    assert (sent.method, sent.body) == ("POST", b"{}")
    with pytest.raises(IgnoreRequest, match="DELETE"):
        fetch(parts, HOME, method="DELETE")


def test_redirects_end_and_so_does_a_page_s_share() -> None:
    loop = Response(HOME, status=301, headers={"Location": HOME})
    parts, handlers = parts_of({HOME: loop, f"{HOME}big": Response(f"{HOME}big", body=b"x" * 900)})
    with pytest.raises(IgnoreRequest, match="without end"):
        fetch(parts, HOME)
    assert len(handlers.asked) == 5
    allowance = parts.allowance()

    async def gorge() -> None:
        while True:
            await parts.fetch(Request(f"{HOME}big"), allowance)

    with pytest.raises(IgnoreRequest, match="too much"):
        asyncio.run(gorge())
    assert len(handlers.asked) == 5 + 5  # of 900 bytes, of which four times 1,000 are let through


def test_a_script_is_fetched_once_and_data_each_time() -> None:
    parts, handlers = parts_of({HOME: Response(HOME, body=b"1")})
    for script in (True, True, False, False):
        assert fetch(parts, HOME, script=script).body == b"1"
    assert len(handlers.asked) == 3


class Browser:
    version = "Chromium 1"

    def __init__(self) -> None:
        self.limits: list[float] = []

    async def render(self, url: str, source: str, *, limit: float) -> str:
        self.limits.append(limit)
        return source.replace("空", "满\ud800")

    async def close(self) -> None: ...


def middleware() -> RenderMiddleware:
    settings = Settings({"DOWNLOAD_TIMEOUT": 60})
    crawler: Any = SimpleNamespace(settings=settings, stats=None, signals=SignalManager())
    return RenderMiddleware(crawler, Browser())  # type: ignore[arg-type]


def test_a_rendered_page_says_so_and_has_no_validators() -> None:
    headers = {"ETag": "1", "Last-Modified": "x", "Content-Type": "text/html; charset=gbk", "Date": "d"}
    page = HtmlResponse(HOME, headers=headers, body="<p>空</p>".encode("gbk"))
    asked = ((b"Host", b"a.example"),)
    source = Exchange(url=HOME, request_headers=asked, status=200, body=page.body, at=datetime.now(UTC))
    request = Request(HOME, meta={"render": True, "download_latency": 20, "exchanges": [source]})
    ours = middleware()
    shown = asyncio.run(ours.process_response(request, page))
    assert isinstance(shown, TextResponse)
    assert shown.text == "<p>满?</p>"
    assert ours.renderer.limits == [40]  # type: ignore[attr-defined]
    said = {"Content-Type": "text/html; charset=utf-8", "Date": "d", MARK: "Chromium 1"}
    assert shown.headers.to_unicode_dict() == said
    (kept,) = request.meta["exchanges"]
    assert (kept.body, kept.request_headers) == (shown.body, asked)
    assert dict(kept.headers)[MARK.encode()] == b"Chromium 1"


@pytest.mark.parametrize(
    ("response", "meta"),
    [
        (HtmlResponse(HOME, body=b"<p>x"), {}),
        (HtmlResponse(HOME, body=b"<p>x", status=404), {"render": True}),
        (HtmlResponse(HOME, body=b'{"list": []}'), {"render": True}),
        (HtmlResponse(HOME, body=b'<?xml version="1.0"?><rss></rss>'), {"render": True}),
        (HtmlResponse(HOME, body=b"<urlset></urlset>"), {"render": True}),
        (TextResponse(HOME, body=b"<p>x"), {"render": True}),
    ],
)
def test_what_is_no_page_is_left_as_it_is(response: Response, meta: dict[str, Any]) -> None:
    assert asyncio.run(middleware().process_response(Request(HOME, meta=meta), response)) is response


def test_a_page_for_the_browser_is_asked_for_whole() -> None:
    for render in (True, False):
        request = Request(
            HOME, headers={"If-None-Match": "1", "If-Modified-Since": "x"}, meta={"render": render}
        )
        middleware().process_request(request)
        assert len(request.headers) == (0 if render else 2)
