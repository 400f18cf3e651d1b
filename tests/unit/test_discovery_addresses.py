# ruff: noqa: E501  a line of markup or of Chinese stays whole
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.addresses import (
    below_home,
    canonical_address,
    in_site,
    joined,
    same_article,
    site_of,
)

ZURICH = "https://xn--zrich-kva.example/"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("\\news\\1", "https://a.example/news/1"), ("..\\x", "https://a.example/x"),
        ("\\\\b.example\\1", "https://b.example/1"), ("https:\\\\b.example\\1", "https://b.example/1"),
        ("/x?q=a\\b", "https://a.example/x?q=a%5Cb"), ("https://zürich.example/ä", f"{ZURICH}%C3%A4"),
        ("//中文.example/1", "https://xn--fiq228c.example/1"),
        ("https://a..b.example/1", None), ("https://.b.example/1", None), (f"https://{'a' * 64}.example/1", None),
        (f"https://{'ä' * 64}.example/1", None), ("https://b c.example/1", None), ("https://b.example:x/1", None),
        ("https://b.example:99999/1", None), ("https://[::1/1", None), ("https://*.example/1", None),
    ],
)  # fmt: skip
def test_links_as_people_type_them(href: str, address: str | None) -> None:
    assert joined("https://a.example/news/", href) == address


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://User:pw@EXAMPLE.com:80/A/./b/../C.html?b=1&a=2#part", "http://example.com/A/C.html?b=1&a=2"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com:8443/a/", "https://example.com:8443/a/"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com/%7Ea/%e4%b8%8a?q=%7e", "https://example.com/~a/%E4%B8%8A?q=~"),
        ("https://example.com/上海 1?题=海", "https://example.com/%E4%B8%8A%E6%B5%B7%201?%E9%A2%98=%E6%B5%B7"),
        ("https://例子.cn/a", "https://xn--fsqu00a.cn/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("http://example.com\\a\\b", "http://example.com/a/b"),
        ("http://example.com/%2e%2E/a/..", "http://example.com/"),
        ("http://example.com/a//b", "http://example.com/a//b"),
        ("http://example.com/a\tb\n", "http://example.com/ab"),
        ("http://example.com/#!/article/1", "http://example.com/#!/article/1"),
        ("http://example.com/#/article/1", "http://example.com/#/article/1"),
        ("http://example.com/#!", "http://example.com/"),
        ("http://example.com/a;jsessionid=0A1B?x=1", "http://example.com/a?x=1"),
        ("http://example.com/a?utm_source=x&id=1&UTM_Medium=y&gclid=2&fbclid=3", "http://example.com/a?id=1"),
        ("http://example.com/a?spm=a.b&from=timeline&isappinstalled=0", "http://example.com/a"),
        ("http://example.com/s?id=1&wfr=spider&for=pc", "http://example.com/s?id=1"),
        ("http://example.com/s?__biz=M&mid=2&chksm=b&scene=27", "http://example.com/s?__biz=M&mid=2"),
        ("http://example.com/a?&&x=1&", "http://example.com/a?x=1"),
    ],
)  # fmt: skip
def test_canonical(url: str, canonical: str) -> None:
    assert canonical_address(url) == canonical
    assert canonical_address(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "a", "//example.com/a", "mailto:a@example.com", "javascript:1", "http://", "http:///a", "http://[",
     "http://example.com:99999/", "http://example.com:x/", "ftp://example.com/a", "http://example.com/" + "a" * 2000,
     "http://example.com/" + "a" * 1_000_000],
)  # fmt: skip
def test_no_address_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        canonical_address(url)
    assert joined("http://[", url) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/?id=1", "/?id=2"),
        ("/a/1", "/a/1?page=2"),
        ("/a", "/A"),
        ("/a", "/a/"),
        ("/a?x=1&y=2", "/a?y=2&x=1"),
        ("/a?from=2", "/a?from=3"),
        ("/a?id=", "/a"),
        ("/a?sid=1a", "/a?sid=1b"),
        ("/a?scene=1", "/a?scene=2"),
        ("/a?key=1", "/a?key=2"),
        ("/a?ncid=12", "/a?ncid=13"),
        ("/a%2Fb", "/a/b"),
        ("/#!/1", "/#!/2"),
    ],
)
def test_two_articles_are_never_merged(one: str, other: str) -> None:
    base = "https://example.com"
    assert canonical_address(base + one) != canonical_address(base + other)


@given(
    st.text(max_size=80),
    st.sampled_from(["", "http://example.com/", "//", "http://", "https://example.com/a?"]),
)
def test_any_text_gives_an_address_that_stays_or_a_value_error(text: str, before: str) -> None:
    try:
        address = canonical_address(before + text)
    except ValueError:
        return
    assert address.isascii()
    assert address.isprintable()
    assert canonical_address(address) == address


def test_links_are_joined_as_browsers_do() -> None:
    page = "https://example.com/a/b.html?x=1"
    assert joined(page, " ../c.html#d ") == "https://example.com/c.html"
    assert joined(page, "?page=2") == "https://example.com/a/b.html?page=2"
    assert joined(page, "//m.example.com/c") == "https://m.example.com/c"
    assert joined(page, "\x01javascript:alert(1)") is None
    assert joined(page, "tel:1") is None


def test_variants_of_one_article() -> None:
    article = "https://www.example.com/a/1.html?id=1"
    for variant in (
        "http://example.com/a/1.html?id=1&utm_source=x",
        "https://m.example.com/a/1.html?id=1&amp",
        "https://amp.example.com/a/1.amp.html?id=1",
        "https://www.example.com/amp/a/1.html?id=1#top",
    ):
        assert same_article(article, variant), variant
    for other in (
        "https://www.example.com/a/1.html?id=2",
        "https://news.example.com/a/1.html?id=1",
        "http://[",
    ):
        assert not same_article(article, other), other
    assert same_article("https://example.com/2024/a/amp/", "https://example.com/2024/a")


def test_site_of() -> None:
    assert site_of("https://www.Example.com:443/a") == "example.com"
    assert site_of("http://news.example.com:8080/") == "news.example.com:8080"


@pytest.mark.parametrize(
    ("url", "home", "is_in"),
    [
        ("https://finance.example.com/a", "https://www.example.com/", True),
        ("http://www.example.co.uk/a", "https://news.example.co.uk/", True),
        ("https://other.co.uk/a", "https://example.co.uk/", False),
        ("https://badexample.com/", "https://example.com/", False),
        ("https://alice.github.io/", "https://bob.github.io/", False),
        ("https://www.suzhou.gov.cn/", "https://www.nanjing.gov.cn/", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/", True),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8000/", False),
        ("http://1.127.0.0.1/a", "http://127.0.0.1/", False),
        ("http://[::1]/a", "http://[::1]/", True),
        ("http://localhost/a", "http://localhost/", True),
        ("http://news.intra.example/", "http://intra.example/", True),
        ("https://example.com:8443/", "https://example.com/", False),
        ("http://example.com/", "https://example.com/", True),
        ("ftp://example.com/", "https://example.com/", False),
        ("http://[", "https://example.com/", False),
    ],
)
def test_in_site(url: str, home: str, is_in: bool) -> None:
    assert in_site(url, home) is is_in


def test_below_home_leaves_sisters_out() -> None:
    assert below_home("https://www.example.com/a", "https://example.com/")
    assert below_home("https://a.news.example.com/", "https://news.example.com/")
    assert not below_home("https://www.example.com/a", "https://news.example.com/")
