import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, NotConfigured
from scrapy.http import Request, Response

from newsarchive.fetching.egress import ANYWHERE
from newsarchive.fetching.pace import Paces
from newsarchive.fetching.robots import RobotsMiddleware, RobotsRules

PAGE = "http://a.example/x"
DENY = b"User-agent: *\nDisallow: /"


class Site:
    """The part of an engine that the middleware uses, answering robots.txt as it is told."""

    def __init__(self, body: bytes = b"", status: int = 200, error: Exception | None = None) -> None:
        self.body, self.status, self.error = body, status, error
        self.asked: list[Request] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request)
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return Response(request.url, status=self.status, body=self.body)


def middleware(open_crawl: Callable[..., Crawler], site: Site) -> RobotsMiddleware:
    crawler = open_crawl()
    crawler.engine = site  # type: ignore[assignment]
    robots = RobotsMiddleware.from_crawler(crawler)
    robots.paces = Paces()
    return robots


def allowed(robots: RobotsMiddleware, *urls: str, **meta: Any) -> list[bool]:
    async def ask(url: str) -> bool:
        try:
            await robots.process_request(Request(url, meta=meta))
        except IgnoreRequest:
            return False
        return True

    async def ask_all() -> list[bool]:
        return await asyncio.gather(*map(ask, urls))

    return asyncio.run(ask_all())


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (Site(b""), True),
        (Site(DENY), False),
        (Site(b"\xef\xbb\xbf" + DENY), False),
        (Site(DENY.replace(b"\n", b"\r\n")), False),
        (Site(b"User-agent: newsarchive\nDisallow: /x"), False),
        (Site(b"User-agent: other\nDisallow: /"), True),
        (Site(b"User-agent: *\nDisallow: /\n\nUser-agent: newsarchive\nAllow: /"), True),
        (Site(b"User-agent: *\nDisallow: /\nAllow: /x"), True),
        (Site(b"\xff\xfe\x00 rubbish"), True),
        (Site(b"<html>not robots</html>"), True),
        (Site(DENY + b"\n" + b"# long\n" * 200_000), False),
        (Site(b"# long\n" * 200_000 + DENY), True),  # beyond what RFC 9309, 2.5 has read
        # RFC 9309, 2.3.1.3: unavailable (4xx) may be crawled
        (Site(DENY, 400), True), (Site(DENY, 401), True), (Site(DENY, 403), True), (Site(DENY, 404), True),
        (Site(DENY, 410), True), (Site(DENY, 429), True),
        # 2.3.1.4: unreachable (5xx, or no answer) must not
        (Site(b"", 500), False), (Site(b"", 503), False), (Site(b"", 599), False),
        (Site(error=DownloadTimeoutError("slow")), False), (Site(error=OSError("refused")), False),
        (Site(error=IgnoreRequest("refused by the guard")), False),
        (Site(error=IgnoreRequest("max redirections reached")), True),  # 2.3.1.2
    ],
)  # fmt: skip
def test_whether_a_page_may_be_fetched(
    site: Site, expected: bool, open_crawl: Callable[..., Crawler]
) -> None:
    robots = middleware(open_crawl, site)
    assert allowed(robots, PAGE) == [expected]
    assert (robots.crawler.stats.get_value("robotstxt/forbidden") or 0) == (not expected)


def test_robots_txt_is_asked_once_a_host(open_crawl: Callable[..., Crawler]) -> None:
    site = Site(b"User-agent: *\nDisallow: /no")
    robots = middleware(open_crawl, site)
    urls = [PAGE, "http://a.example/no", "https://a.example/x", "http://b.example/no/x", PAGE]
    assert allowed(robots, *urls) == [True, False, True, False, True]
    asked = [request.url for request in site.asked]
    assert sorted(asked) == [
        "http://a.example/robots.txt", "http://b.example/robots.txt", "https://a.example/robots.txt",
    ]  # fmt: skip
    assert allowed(robots, PAGE, dont_obey_robotstxt=True) == [True]
    assert all(request.meta["dont_obey_robotstxt"] for request in site.asked), "or it would ask for ever"


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        (b"Crawl-delay: 5", 5.0), (b"Crawl-delay: 2.5", 2.5), (b"Crawl-delay: 0.1", 1.0),
        (b"Crawl-delay: 86400", 60.0), (b"Crawl-delay: -3", 1.0), (b"Crawl-delay: nan", 1.0),
        (b"Crawl-delay: soon", 1.0), (b"", 1.0),
    ],
)  # fmt: skip
def test_crawl_delay(rules: bytes, delay: float, open_crawl: Callable[..., Crawler]) -> None:
    robots = middleware(open_crawl, Site(b"User-agent: *\n" + rules))
    assert allowed(robots, PAGE) == [True]
    pace = robots.paces.of("a.example", now=0)
    pace.last, pace.delays[0] = 0.0, 1.0
    assert pace.wait(0.0, concurrency=1) == delay


def test_crawl_delay_counts_again_for_a_host_that_was_forgotten(open_crawl: Callable[..., Crawler]) -> None:
    robots = middleware(open_crawl, Site(b"User-agent: *\nCrawl-delay: 5"))

    async def twice() -> None:
        await robots.process_request(Request(PAGE))
        robots.paces = Paces()
        await robots.process_request(Request(PAGE))

    asyncio.run(twice())
    assert robots.paces.of("a.example", now=0).crawl_delay == 5.0


def test_it_can_be_switched_off(open_crawl: Callable[..., Crawler]) -> None:
    with pytest.raises(NotConfigured):
        RobotsMiddleware.from_crawler(open_crawl(settings={"ROBOTSTXT_OBEY": False}))


LONG_URL = "http://a.example/" + "a" * 7000


def allows(text: str, url: str = "http://a.example/x") -> bool:
    async def ask() -> bool:
        return await (await RobotsRules.read(text.encode(), "newsarchive")).allow(url)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: a\nUser-agent: b\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("User-agent: a\nUser-agent: *\nUser-agent: b\nDisallow: /", False),
        ("User-agent: a\nUser-agent: newsarchive\nDisallow: /\nUser-agent: b\nAllow: /", False),
        ("User-agent: newsarchive\nAllow: /\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: a\n", False),
        ("User-agent: a\nDisallow: /\nUser-agent: *\n", True),
        ("user agent newsarchive\nDisallow: /", False),
        ("useragent:NEWSARCHIVE*\nDisallow: /", False),
        ("User-agent: *  # all\nDisallow: /", False),
        ("User-agent:\nDisallow: /", True),
        ("User-agent: other\nSitemap: /s.xml\nDisallow: /", True),
        ("User-agent: newsarchive-image\nDisallow: /", True),
    ],
)
def test_names_that_do_not_mean_us_change_nothing(text: str, allowed: bool) -> None:
    assert allows(text) is allowed
    assert allows("# a long file\n" * 5000 + text) is allowed


def test_names_without_end_cost_nothing() -> None:
    """As Protego reads it, this takes minutes and gigabytes."""
    names = "".join(f"User-agent: bot{number}\n" for number in range(16_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(12_000))
    assert allows(names + rules)
    assert not allows(names + "User-agent: *\n" + rules, "http://a.example/7")


def test_names_that_could_be_ours_without_end() -> None:
    names = "".join(f"User-agent: n{'*' * number}e\n" for number in range(500))
    assert allows(names + "Disallow: /no\n" * 30_000)


@pytest.mark.parametrize(
    "pattern", ["/" + "*a" * 200_000 + "$", "/" + "a*" * 200_000 + "b$", "$" * 500_000, "/" + "%e4" * 150_000]
)
def test_patterns_that_would_take_a_backtracking_matcher_for_ever(pattern: str) -> None:
    assert allows(f"User-agent: *\nDisallow: {pattern}\n", LONG_URL)


@pytest.mark.long
def test_the_event_loop_goes_on_while_a_large_file_is_read_and_asked() -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /*a*a{number}*a$\n" for number in range(20_000))
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    async def ask() -> bool:
        ticking = asyncio.create_task(tick())
        allowed = await (await RobotsRules.read(text.encode(), "newsarchive")).allow(LONG_URL)
        ticking.cancel()
        return allowed

    assert asyncio.run(ask())
    assert ticks > 3


@pytest.mark.parametrize(
    "line",
    [
        "Crawl-delay: 1e400",
        "Request-rate: 1/0s",
        "Visit-time: 9999-9999",
        "Disallow: http://[",
        "Disallow: %",
    ],
)
def test_nonsense_is_passed_over(line: str) -> None:
    assert allows(f"User-agent: *\n{line}\nDisallow: /no\n")


def test_the_robots_txt_of_a_picture_s_host_may_be_anywhere_too(open_crawl: Callable[..., Crawler]) -> None:
    site = Site(DENY)
    robots = middleware(open_crawl, site)
    assert allowed(robots, "http://cdn.example/p.jpg", **{ANYWHERE: True}) == [False]
    (asked,) = site.asked
    assert asked.meta[ANYWHERE]
    assert asked.meta["allow_offsite"]
