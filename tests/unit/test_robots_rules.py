import asyncio

import pytest

from newsarchive.fetching.robots_rules import RobotsRules

URL = "http://a.example/" + "a" * 7000


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
    allows(f"User-agent: *\nDisallow: {pattern}\n", URL)


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
        allowed = await (await RobotsRules.read(text.encode(), "newsarchive")).allow(URL)
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
