"""What of an address stands in the name of a post."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.posts.telling_slug import telling_slug


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        # The last part, without its file's ending, whatever the case.
        ("/harbour/ferry-sails-again", "ferry-sails-again"),
        ("/harbour/ferry-sails-again/", "ferry-sails-again"),
        ("/harbour/Ferry_Sails_Again.HTML", "ferry-sails-again"),
        ("/ferry-sails-again.htm", "ferry-sails-again"),
        ("/ferry-sails-again.shtml", "ferry-sails-again"),
        ("/ferry-sails-again.php", "ferry-sails-again"),
        ("/ferry-sails-again.aspx", "ferry-sails-again"),
        ("/ferry-sails-again.html.html", "ferry-sails-again"),
        ("/harbour,ferry-sails-again,4711.html", "harbour-ferry-sails-again-4711"),
        ("https://live.a.example/2025/ferry", "ferry"),
        ("/the-captain%27s-ferry", "the-captains-ferry"),
        ("/version-2.0-of-the-ferry", "version-2-0-of-the-ferry"),
        # No index, no other form of the same article, no word that every address has.
        ("/ferry-sails-again/index.html", "ferry-sails-again"),
        ("/ferry-sails-again/default.aspx", "ferry-sails-again"),
        ("/ferry-sails-again/index_2.html", "ferry-sails-again"),
        ("/ferry-sails-again/amp", "ferry-sails-again"),
        ("/harbour/4711/detail.html", "4711"),
        ("/harbour/story", "story"),
        # No date, neither as parts of their own nor before or after the rest of one.
        ("/2025/03/05/ferry.html", "ferry"),
        ("/ferry/2025/03/05/", "ferry"),
        ("/ferry/2025/0305/", "ferry"),
        ("/ferry/202503/05/index.html", "ferry"),
        ("/2025/mar/05/ferry", "ferry"),
        ("/2025/march-of-the-ferries", "march-of-the-ferries"),
        ("/2025-03-05-ferry.html", "ferry"),
        ("/20250305-ferry.html", "ferry"),
        ("/ferry-sails-again-2025-03-05", "ferry-sails-again"),
        ("/ferry-sails-again-05-03-2025", "ferry-sails-again"),
        ("/bulletin/20250305.html", "bulletin"),
        ("/ferry-of-2025", "ferry-of-2025"),
        ("/2025/99/ferry", "ferry"),
        # A number, where nothing tells more.
        ("/471147.html", "471147"),
        ("/harbour/471147.html", "471147"),
        ("/arts-and-harbour/471147.html", "471147"),
        ("/a/20250305/471147.shtml", "471147"),
        ("/t20250305_471147.html", "471147"),
        ("/2025/0305/c42a4711/page.htm", "c42a4711"),
        ("/2025/03/05/7.html", "7"),
        ("/harbour/2025/12.html", "12"),
        ("/2025", "2025"),
        ("/how-the-ferry-sails-again/471147", "how-the-ferry-sails-again"),
        ("/ferry-sails-again/0b6f2c9a-1d3e-4f56-8a90-12cd34ef5678", "ferry-sails-again"),
        ("/harbour/0b6f2c9a1d3e4f56789012cd", "0b6f2c9a1d3e4f56789012cd"),
        # A script's address.
        ("/?p=123", "123"),
        ("/index.php?id=123&page=2", "123"),
        ("/article.aspx?catid=5&newsid=471147", "471147"),
        ("/show-news.php?lang=en&id=7", "7"),
        ("/index.php?r=harbour/ferry-sails-again", "ferry-sails-again"),
        ("/view?title=Ferry+sails+again&id=7", "ferry-sails-again"),
        ("/ferry-sails-again?edition=2", "ferry-sails-again"),
        ("/ferry?lang=en", "ferry"),
        ("https://a.example/#!/harbour/ferry-sails", "ferry-sails"),
        # Every script.
        ("/%E6%96%B0%E9%97%BB/2025/%E6%B8%A1%E8%BD%AE", "dulun"),
        ("/%E3%83%95%E3%82%A7%E3%83%AA%E3%83%BC", "fueri"),
        ("/%ED%95%AD%EA%B5%AC/%EB%B0%B0", "bae"),
        ("/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0", "parom-snova"),
        ("/%D8%A7%D9%84%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9-%D8%AA%D8%B9%D9%88%D8%AF", "lbrh-twd"),
        ("/%CF%80%CE%BB%CE%BF%CE%AF%CE%BF", "ploio"),
        ("/F%C3%A4hre-f%C3%A4hrt-wieder.html", "fahre-fahrt-wieder"),
        # Nothing that tells anything, or can be read.
        ("/", ""),
        ("/index.html", ""),
        ("/2025/03/05/", ""),
        ("/%B6%C9%C2%D6", ""),
        ("/harbour/%B6%C9%C2%D6.html", "harbour"),
        ("/---/", ""),
        ("//[", ""),
    ],
)  # fmt: skip
def test_the_slug_is_the_last_part_that_tells_something(address: str, slug: str) -> None:
    assert telling_slug(address) == slug


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/" + "ferry-" * 30, "-".join(["ferry"] * 10)),
        ("/" + "f" * 100, "f" * 60),
        ("/" + "harbour-" * 7 + "f" * 40, "-".join(["harbour"] * 7)),
        ("/ab-" + "f" * 100, "ab-" + "f" * 57),
        ("/" + "%E6%B8%A1%E8%BD%AE" * 30, "dulun" * 12),
    ],
)
def test_a_long_slug_ends_with_a_word(address: str, slug: str) -> None:
    assert telling_slug(address) == slug


@given(st.text(st.characters(), max_size=300))
def test_a_slug_is_safe_whatever_the_address(text: str) -> None:
    slug = telling_slug(f"/{text}")
    assert len(slug) <= 60
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
