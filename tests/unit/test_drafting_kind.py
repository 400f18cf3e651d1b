from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.settings import Settings

from newsarchive.drafting.page_kind import kind_of
from newsarchive.drafting.which_profile import address_of, choose_spider, spider_for, with_typed_host
from newsarchive.exceptions import ArgumentError
from newsarchive.fetching.egress import EgressGuard, EgressRefused
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile

HOME = "https://example.org/"
PROSE = "<p>" + "据当地主管部门统计，今年前五个月，全县累计完成投资三十二亿元。" * 12 + "</p>"


def kind(
    address: str, body: str = "<p>x</p>", *, response: Response | None = None, **rules: Any
) -> tuple[str, str]:
    profile = SiteProfile.model_validate({"name": "x", "home": HOME, "zone": "Asia/Shanghai", **rules})
    answer = response or HtmlResponse(address, body=body, encoding="utf-8")
    return tuple(kind_of(answer, spider_for(profile), address))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (HOME, "listing"),
        (f"{HOME}2024/05/11/some-title", "article"),
        (f"{HOME}news/123456.html", "article"),
        (f"{HOME}robots.txt", "robots.txt"),
    ],
)
def test_an_address_that_speaks_decides(address: str, name: str) -> None:
    found, why = kind(address)
    assert found == name
    assert why


def test_the_profiles_pattern_comes_before_the_shape() -> None:
    assert kind(f"{HOME}list/", article={"address": "/list/$"})[0] == "article"


def test_feeds_and_sitemaps_are_known_by_their_beginning() -> None:
    feed = XmlResponse(f"{HOME}2024/05/11/x.html", body=b'<?xml version="1.0"?><rss version="2.0"></rss>')
    assert kind(feed.url, response=feed)[0] == "feed"
    sitemap = XmlResponse(f"{HOME}map", body=b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>')
    assert kind(sitemap.url, response=sitemap)[0] == "sitemap"


def test_a_json_list_is_known_by_the_profile() -> None:
    rules = {"json_lists": {"url": "https://example.org/api?p={page}", "items": "d", "fields": {"url": "u"}}}
    assert kind("https://example.org/api?p=12", discovery=rules)[0] == "JSON list"
    assert kind("https://example.org/api?p=", discovery=rules)[0] != "JSON list"


def test_where_the_address_says_nothing_the_text_does() -> None:
    article = f"<h1>东江大桥今天正式通车</h1><p>2024-03-01 08:30</p><div>{PROSE}</div>"
    assert kind(f"{HOME}bridge", article)[0] == "article"
    assert kind(f"{HOME}bridge", "<ul><li><a href=/a>a</a></ul>")[0] == "listing"


def test_what_no_run_asks_for_is_said() -> None:
    assert "no run asks for it" in kind(f"{HOME}login")[1]


@pytest.mark.parametrize("typed", ["example.org/a", "https://example.org/a", " HTTPS://EXAMPLE.org/a#x "])
def test_an_address_as_people_type_it(typed: str) -> None:
    assert address_of(typed) == "https://example.org/a"


@pytest.mark.parametrize(
    "typed", ["", "ftp://a.example/", "http://[", "two words", "http://a b/", "http:///x", "https://a:x/"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ArgumentError, match="no http"):
        address_of(typed)


def test_only_the_host_and_port_that_were_typed_are_allowed_besides() -> None:
    profile = automatic_profile(HOME, Path("nowhere"))
    guard = EgressGuard(with_typed_host(profile, "http://127.0.0.1:8000/x").hosts)
    guard.check("http://127.0.0.1:8000/y")
    guard.check("https://news.example.org/y")
    for other in (
        "http://127.0.0.1:8001/",
        "http://127.0.0.1/",
        "http://10.0.0.1:8000/",
        "https://example.com/",
    ):
        with pytest.raises(EgressRefused):
            guard.check(other)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    ours = Settings()
    ours.setmodule("newsarchive.settings", priority="project")
    ours.set("OUTPUT_DIR", str(tmp_path), priority="cmdline")
    return ours


def kept(folder: Path, name: str, text: str) -> None:
    path = folder / name / "_archive" / "site.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_the_profile_whose_hosts_match_is_chosen(settings: Settings, tmp_path: Path) -> None:
    kept(tmp_path, "wide", "name: wide\nhome: https://example.org/\nhosts: [example.org, '*.example.org']\n")
    kept(tmp_path, "zdeep", "name: zdeep\nhome: https://deep.example.org/\n")
    kept(tmp_path, "broken", "name: broken\nhome: https://example.org/\nhots: []\n")
    found = choose_spider(settings, "https://deep.example.org/a", None)
    assert found.spider.profile.name == "zdeep"
    assert "hots" in found.skipped[0]
    assert choose_spider(settings, "https://other.example.org/a", None).spider.profile.name == "wide"
    assert choose_spider(settings, "https://example.com/a", None).spider.profile.name == "example.com"
    assert choose_spider(settings, "https://example.com/a", "wide").spider.profile.name == "wide"
    assert choose_spider(settings, "http://finews.zning.xyz/x", None).spider.name == "finews"


@pytest.mark.parametrize("site", ["nix", "news", "\x1b[31m"])
def test_an_unknown_site_is_named(settings: Settings, site: str) -> None:
    with pytest.raises(ArgumentError, match="no such site") as error:
        choose_spider(settings, HOME, site)
    assert "\x1b" not in str(error.value)
