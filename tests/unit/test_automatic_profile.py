"""Where a run begins that is given an address: there, whatever the archive's own profile says of it."""

from pathlib import Path

import pytest

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.discovery.listing import first_addresses
from newsarchive.drafting.which_profile import spider_for
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.store.posts import keep_own_profile

NAME = "ferry.example"
HOME = f"https://{NAME}/"
WHOLE = [HOME, f"{HOME}robots.txt"]
EDITED = """
name: ferry.example
home: https://ferry.example/
zone: Europe/Oslo
discovery:
  feeds: [https://ferry.example/news.xml]
  json_lists: [{url: "https://ferry.example/list?p={page}", items: data, fields: {url: link}}]
  links: .story a
expectations: {articles: 40, fields: [author]}
"""


def begun_with(folder: Path, url: str) -> None:
    private = folder / NAME / "_archive"
    (private / "staging").mkdir(parents=True)
    keep_own_profile(private, automatic_profile(url, folder))


def edited(folder: Path) -> None:
    (folder / NAME / "_archive").mkdir(parents=True)
    (folder / NAME / "_archive" / "site.yml").write_text(EDITED, encoding="utf-8")


def begins(profile: SiteProfile) -> list[str]:
    return list(first_addresses(profile))


@pytest.mark.parametrize(
    "typed",
    [f"{HOME}feed", f"{HOME}harbour/", f"{HOME}sitemap-2024.xml", f"{HOME}?cat=4", "ferry.example/rss.xml"],
)
@pytest.mark.parametrize("before", [HOME, f"{HOME}weather/"])
def test_a_typed_list_is_where_the_run_begins(before: str, typed: str, tmp_path: Path) -> None:
    begun_with(tmp_path, before)
    address = typed if "://" in typed else f"https://{typed}"
    profile = automatic_profile(typed, tmp_path)
    assert begins(profile) == [address]
    assert (profile.discovery.automatic, profile.discovery.depth) == (False, 0)


def test_the_home_page_is_the_whole_site_also_after_a_section(tmp_path: Path) -> None:
    begun_with(tmp_path, f"{HOME}weather/")
    assert begins(automatic_profile(HOME, tmp_path)) == WHOLE


def test_all_else_is_as_the_archive_has_it(tmp_path: Path) -> None:
    edited(tmp_path)
    kept, one = (automatic_profile(url, tmp_path) for url in (HOME, f"{HOME}feed"))
    assert begins(kept)[0] == f"{HOME}news.xml"
    assert begins(one) == [f"{HOME}feed"]
    assert (one.zone, one.discovery.links, one.expectations.fields) == (
        "Europe/Oslo",
        ".story a",
        ("author",),
    )
    assert (kept.expectations.articles, one.expectations.articles) == (40, 0)
    assert extraction_version(spider_for(one)) != extraction_version(
        spider_for(one.model_copy(update={"zone": "Asia/Tokyo"}))
    )


def test_where_a_run_begins_is_no_other_way_to_read_pages(tmp_path: Path) -> None:
    begun_with(tmp_path, HOME)
    kept, one = (spider_for(automatic_profile(url, tmp_path)) for url in (HOME, f"{HOME}feed"))
    assert extraction_version(kept) == extraction_version(one)


def test_a_json_list_is_still_read_as_one(tmp_path: Path) -> None:
    edited(tmp_path)
    profile = automatic_profile(f"{HOME}list?p=3", tmp_path)
    assert f"{HOME}list?p=3" in begins(profile)
    assert profile.discovery.json_lists


def test_an_archive_that_begins_states_that_it_keeps_pictures(tmp_path: Path) -> None:
    begun_with(tmp_path, HOME)
    own = tmp_path / NAME / "_archive" / "site.yml"
    assert "\nmedia: keep\n" in own.read_text(encoding="utf-8")
    assert automatic_profile(HOME, tmp_path).media == "keep"


def test_one_that_is_there_goes_on_as_it_began(tmp_path: Path) -> None:
    edited(tmp_path)
    assert automatic_profile(HOME, tmp_path).media is None
    own = tmp_path / NAME / "_archive" / "site.yml"
    own.with_name("catalog.sqlite").touch()
    own.unlink()
    assert automatic_profile(HOME, tmp_path).media is None
