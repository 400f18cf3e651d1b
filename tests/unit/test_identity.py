"""Which article an id, an address or a post is of."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ExtractionError
from newsarchive.posts.file_names import hashed_stem, post_stem
from newsarchive.profiles import Identity, SiteProfile, identity_of
from newsarchive.upkeep.rebuild.post_reader import identity_of_post
from spiders.finews import FinewsSpider

HOME = "https://www.a.example/"
IN_ADDRESS = {"id": r"-id([0-9]+)\.html"}
WITH_PAGE = {"id": r"/a/([0-9]+)\.html", "page": "https://www.a.example/a/{id}.html"}


def spider_of(folder: Path, article: dict[str, Any], **more: Any) -> SiteSpider:
    path = folder / "a.yml"
    path.write_text(yaml.safe_dump({"name": "a", "home": HOME, "article": article, **more}))
    return type("Spider", (SiteSpider,), {"name": "a", "profile_path": path})()


@pytest.mark.parametrize(
    ("rules", "source_id", "url"),
    [
        ({}, "/2025/story", f"{HOME}2025/story"),
        ({}, "/story?id=7", f"{HOME}story?id=7"),
        ({}, "/%E6%96%B0%E9%97%BB/1", f"{HOME}%E6%96%B0%E9%97%BB/1"),
        ({}, "https://live.a.example/late", "https://live.a.example/late"),
        ({}, "https://xn--bcher-kva.a.example/x", "https://xn--bcher-kva.a.example/x"),
        ({}, "https://other.example/late", None),
        ({}, f"{HOME}2025/story", None),
        ({}, "2025-story-0123456789abcdef", None),
        ({}, "//other.example/x", None),
        ({}, "//[", None),
        ({}, "", None),
        (WITH_PAGE, "7", f"{HOME}a/7.html"),
        (WITH_PAGE, "x", None),
        ({"id": "[0-9]{3}", "page": HOME + "{id}"}, "123", f"{HOME}123"),
        ({"id": "[0-9]{3}", "page": HOME + "{id}"}, "1234", None),
        (IN_ADDRESS, "30000002", None),
    ],
)  # fmt: skip
def test_an_id_gives_its_page_or_is_none(
    tmp_path: Path, rules: dict[str, str], source_id: str, url: str | None
) -> None:
    spider = spider_of(tmp_path, rules)
    assert spider.identify(source_id) == (url and Identity(source_id, url))
    if url:
        assert spider.identify_at(url) == Identity(source_id, url), "both ways"


@pytest.mark.parametrize(
    ("rules", "url", "source_id"),
    [
        ({}, "https://a.example/2025/story?utm_source=x#top", "/2025/story"),
        ({}, "https://www.a.example/新闻/1", "/%E6%96%B0%E9%97%BB/1"),
        ({}, "https://live.a.example/late", "https://live.a.example/late"),
        ({}, "https://other.example/x", None),
        ({}, "2025-story", None),
        (IN_ADDRESS, f"{HOME}x/Ein-Fluss-id30000002.html", "30000002"),
        (IN_ADDRESS, f"{HOME}x/", None),
    ],
)
def test_an_address_gives_its_id_or_none(
    tmp_path: Path, rules: dict[str, str], url: str, source_id: str | None
) -> None:
    found = spider_of(tmp_path, rules, hosts=["a.example", "*.a.example"]).identify_at(url)
    assert (found and found.source_id) == source_id


@pytest.mark.parametrize(
    ("text", "is_id"), [("30000002", True), ("3x", False), ("../../etc/passwd", False), ("", False)]
)
def test_what_is_an_id_is_seen_in_the_place_of_another(tmp_path: Path, text: str, is_id: bool) -> None:
    rules = spider_of(tmp_path, IN_ADDRESS).profile.article
    assert rules.is_id(text, f"{HOME}x/Ein-Fluss-id1.html") is is_id


def test_rolling_news_has_its_page_under_another_form_of_its_id() -> None:
    spider = FinewsSpider()
    page = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202205262391921712"
    assert spider.identify("202205262391921712") == Identity("202205262391921712", page)
    assert spider.identify_at(page) == Identity("NW202205262391921712", page)
    assert spider.identify("some-title") is None


@pytest.mark.parametrize(
    ("source_id", "link"),
    [
        ("/2025/story", f"{HOME}2025/story"),
        ("/2025/story", f"{HOME}2025/story/"),
        ("/2025/story/", f"{HOME}2025/story"),
        ("/2025/story", f"{HOME}amp/2025/story"),
        ("/2025/story", "https://m.a.example/2025/story"),
        ("/2025/story?id=7", f"{HOME}2025/story?id=7&utm_source=x"),
    ],
)
def test_a_post_is_of_the_form_of_its_link_that_its_name_is_a_hash_of(
    tmp_path: Path, source_id: str, link: str
) -> None:
    spider = spider_of(tmp_path, {}, hosts=["a.example", "*.a.example"])
    assert identity_of_post(post_stem(source_id), link, spider, own=True).source_id == source_id


def test_led_elsewhere_a_post_keeps_its_name_as_the_articles_id(tmp_path: Path) -> None:
    spider, stem = spider_of(tmp_path, {}), hashed_stem("/go/17")
    known = identity_of_post(stem, f"{HOME}2025/bridge", spider, own=True)
    assert known == Identity(stem, f"{HOME}2025/bridge")
    assert post_stem(known.source_id) == stem


@pytest.mark.parametrize(
    ("rules", "stem", "link", "own", "source_id"),
    [
        ({}, "some-title", f"{HOME}2025/story", False, "/2025/story"),
        (IN_ADDRESS, "some-title", f"{HOME}Fluss-id7.html", False, "7"),
        (IN_ADDRESS, "8", f"{HOME}Fluss-id7.html", True, "8"),
        (WITH_PAGE, "8", f"{HOME}a/7.html", True, "8"),
        (WITH_PAGE, "8", "https://other.example/", False, "8"),
    ],
)  # fmt: skip
def test_name_and_link_together(
    tmp_path: Path, rules: dict[str, str], stem: str, link: str, own: bool, source_id: str
) -> None:
    assert identity_of_post(stem, link, spider_of(tmp_path, rules), own=own).source_id == source_id


@pytest.mark.parametrize(
    ("rules", "stem", "link", "reason"),
    [
        (WITH_PAGE, "8", f"{HOME}a/7.html", "conflicting-id"),
        (IN_ADDRESS, "8", f"{HOME}Fluss-id7.html", "conflicting-id"),
        ({}, "some-title", "https://other.example/", "no-id"),
        ({}, hashed_stem("/go/17"), "", "no-id"),
    ],
)
def test_what_is_nobodys_says_why(
    tmp_path: Path, rules: dict[str, str], stem: str, link: str, reason: str
) -> None:
    with pytest.raises(ExtractionError) as caught:
        identity_of_post(stem, link, spider_of(tmp_path, rules), own=False)
    assert caught.value.reason == reason


def test_every_id_that_a_profile_gives_is_one_that_it_takes(profile: SiteProfile) -> None:
    assert identity_of("NW202203072298194131", profile)
    assert identity_of("NW20220307229819413", profile) is None
