"""Published archives, built by Jekyll, by Debian's Hugo and by the newest one: whole, linked, and quiet."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import etree

from tests.e2e.published_sites import BASES, SEED, Sites
from tests.publishing.builders import (
    BUILDERS,
    HOST,
    PARAMS,
    Builder,
    Built,
    broken,
    complaints,
    reached,
)

pytestmark = pytest.mark.long
SEED_POST = Path(__file__).parents[1] / "sites" / "finews" / "seed" / "post.md"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=PARAMS)
def builder(request: pytest.FixtureRequest) -> Builder:
    return request.param


@pytest.fixture(params=BASES)
def site(request: pytest.FixtureRequest, builder: Builder, sites: Sites) -> Built:
    return sites(request.param, builder)


def test_it_is_built_without_a_warning(site: Built) -> None:
    assert complaints(site.said) == []
    assert "/index.html" in site.files


def test_no_link_within_it_is_broken(site: Built) -> None:
    assert broken(site) == []
    assert sum(link.is_ours for link in site.links) > 1000


def test_nothing_is_loaded_from_elsewhere(site: Built) -> None:
    loaded = [link for link in site.links if link.is_loaded and link.page.endswith(".html")]
    assert len(loaded) >= 3 * len(site.pages)
    assert [link for link in loaded if not link.is_ours] == []


def test_it_holds_what_its_pages_lead_to_and_nothing_else(site: Built) -> None:
    assert {path for path in site.files - reached(site) if not path.startswith("/search/")} == set()
    kinds = {Path(path).suffix for path in site.files if not path.startswith(("/search/", "/media/"))}
    assert kinds == {".html", ".xml", ".txt", ".css", ".svg", ".js"}
    assert [path for path in site.files if "archive" in path and not path.startswith("/archive/")] == []


def test_every_article_has_its_page_and_its_title_there(
    site: Built, archives: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    posts = posts_of(archives["news" if site.base else "finews"])
    assert len(posts) > 50
    for address, post in posts.items():
        page = site.pages[address]
        (heading,) = page.xpath("//h1")
        title = post["title"].removesuffix("…")  # a very long one is cut in the post
        assert heading.text == post["title"] or (len(title) > 200 and heading.text.startswith(title))
        assert page.findtext(".//title").startswith(heading.text)
        assert "<p style" not in page.text_content()


def posts_of(archive: Path) -> dict[str, dict[str, Any]]:
    """What each post of an archive says, by the address that Jekyll gives it."""
    found = {}
    for path in (archive / "_posts").iterdir():
        said = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        day, stem = path.name[:10].replace("-", "/"), path.stem[11:]
        category = said["categories"]
        found[f"/{category if isinstance(category, str) else category[0]}/{day}/{stem}.html"] = said
    return found


def test_the_feed_can_be_read_and_shows_titles_as_they_are(site: Built, archives: dict[str, Path]) -> None:
    feed = etree.fromstring(site.bytes("/feed.xml"))
    titles = {post["title"] for post in posts_of(archives["news" if site.base else "finews"]).values()}
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 30
    for entry in entries:
        assert entry.find(f"{ATOM}title").get("type") == "text"
        assert entry.findtext(f"{ATOM}title") in titles
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 30
    assert all(one.startswith("tag:") for one in ids)


def test_the_sitemap_names_every_page_and_robots_the_sitemap(site: Built) -> None:
    named = {urlsplit(link.url).path for link in site.links if link.tag.endswith("}loc")}
    lists = {f"{site.base}{path.removesuffix('index.html')}" for path in site.files if path.endswith(".html")}
    assert lists - named == {f"{site.base}/404.html", f"{site.base}/search.html"}
    lines = site.bytes("/robots.txt").decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Allow: /",
        *([f"Sitemap: {HOST}/repo/sitemap.xml"] if site.base else []),
    ]


def test_the_footers_links_of_the_first_sources_posts_lead_somewhere(builder: Builder, sites: Sites) -> None:
    site = sites("finews", builder)
    footer = re.findall(r"\(//finews\.withounder\.com(/.*?)\)", SEED_POST.read_text(encoding="utf-8"))
    assert footer == ["/category/shangraoribao.html", "/"]
    shown = {link.url for link in site.links if link.page == SEED}
    for path in footer:
        assert site.file_of(path)
        assert f"{HOST}{path}" in shown


@pytest.mark.hugo
@pytest.mark.skipif(not all(one.program for one in BUILDERS[1:]), reason="there are no two Hugos here")
def test_the_newest_hugo_makes_the_very_files_that_debians_makes(sites: Sites) -> None:
    old, new = (sites("finews", one) for one in BUILDERS[1:])
    assert {path: old.bytes(path) for path in old.files} == {path: new.bytes(path) for path in new.files}


@pytest.mark.jekyll
@pytest.mark.hugo
@pytest.mark.skipif(not all(one.program for one in BUILDERS), reason="Jekyll or a Hugo is missing")
@pytest.mark.parametrize("name", BASES)
def test_jekyll_and_hugo_make_the_same_site(name: str, sites: Sites) -> None:
    jekyll, hugo = sites(name, BUILDERS[0]), sites(name, BUILDERS[2])
    assert jekyll.files == hugo.files
    shown = [
        {path: " ".join(page.text_content().split()) for path, page in one.pages.items()}
        for one in (jekyll, hugo)
    ]
    assert shown[0] == shown[1]
