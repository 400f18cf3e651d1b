"""An article's own tags: read off its page, kept, and written into posts where the profile says so."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.items import Article, Draft
from newsarchive.pages.tree import Page
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.post import render_post
from newsarchive.profiles import PostRules, SiteProfile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.upkeep.rebuild.rebuild import rebuild

NOW = datetime(2024, 6, 1, tzinfo=UTC)
LINKS = '<p><a rel="tag" href="/t/a">Fähren</a> <a rel="nofollow tag" href="/t/b">Norden</a></p>'
TEASER = '<article><h3>Mehr</h3><a rel="tag" href="/t/c">Sport</a></article>'


@pytest.mark.parametrize(
    ("head", "body", "tags"),
    [
        ("", LINKS, "Fähren, Norden"),
        ('<meta name="keywords" content="Bote, Hafen">', LINKS, "Fähren, Norden"),
        ('<meta property="article:tag" content="Eis"><meta name="article:tag" content="H">', "", "Eis, H"),
        ('<meta name="keywords" content="Hafen;Eis">', "", "Hafen, Eis"),
        ('<meta name="news_keywords" content="港口 渡轮">', "", "港口, 渡轮"),
        ("", f"<article><h1>Es fährt</h1>{LINKS}</article>{TEASER}{TEASER}", "Fähren, Norden"),
        ("", f"<article><h1>Es fährt</h1><nav>{LINKS}</nav></article>", "Fähren, Norden"),
        ("", f"<nav>{LINKS}</nav><aside>{LINKS}</aside>", ""),
        ("", '<a rel="category tag" href="/c">Hafen</a>', ""),
        ("", "".join(f'<a rel="tag" href="/t/{one}">Wort {one}</a>' for one in range(80)), ""),
    ],
)  # fmt: skip
def test_the_tags_of_a_page(head: str, body: str, tags: str) -> None:
    page = Page(
        f"<html><head><title>Es fährt</title>{head}</head><body>{body}</body></html>", "http://b.example/1"
    )
    found = metadata_candidates(page)["tags"]
    assert (found[0].value if found else "") == tags


def test_they_are_sealed_each_by_itself(draft: Callable[..., Draft], profile: SiteProfile) -> None:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    sealed = offline_pipelines(settings, profile)(draft(tags="Fähren, Eis &amp; Schnee, "))
    assert sealed.tags == ("Fähren", "Eis & Schnee")


@pytest.mark.parametrize(
    ("listed", "own", "written"),
    [
        (("tags",), ("Fähren", "Norden"), 'tags: ["Fähren", "Norden"]'),
        (("tags",), ("Fähren",), 'tags: ["Fähren"]'),
        (("tags",), (), "tags: 上饶日报新闻"),
        ((), ("Fähren", "Norden"), "tags: 上饶日报新闻"),
    ],
)
def test_a_post_has_them_where_its_profile_lists_them(
    listed: tuple[str, ...], own: tuple[str, ...], written: str,
    article: Callable[..., Article], profile: SiteProfile,
) -> None:  # fmt: skip
    rules = profile.model_copy(update={"post": PostRules(front_matter=listed)})
    post = render_post(article(tags=own), rules)
    assert f"\n{written}\n" in post
    assert post.count("tags:") == 1


def test_what_the_page_says_replaces_what_another_tool_wrote(
    article: Callable[..., Article], profile: SiteProfile
) -> None:
    rules = profile.model_copy(update={"post": PostRules(front_matter=("tags",))})
    assert 'tags: ["a", "b"]' in render_post(article(more={"tags": ["a", "b"]}), rules)
    assert 'tags: ["c"]' in render_post(article(tags=("c",), more={"tags": ["a", "b"]}), rules)


@pytest.mark.parametrize("own", [(), ("Fähren",), ("Fähren", "Norden")])
def test_a_rebuilt_catalog_has_them_again(
    own: tuple[str, ...], article: Callable[..., Article], tmp_path: Path
) -> None:
    profile = automatic_profile("https://bote.example/", tmp_path)
    assert "tags" in profile.post.front_matter
    said = {"site": profile.name, "source_id": "/hafen/1", "url": "https://bote.example/hafen/1"}
    one = article(**said, link=said["url"], outlet="Hafen", category="Hafen", tag="Hafen", tags=own)
    archive = Archive(tmp_path / profile.name, profile)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="x")
    archive.write([extracted(one, profile)], now=NOW)
    archive.close()
    (post,) = archive.posts.folder.iterdir()
    before = post.read_bytes()
    archive.catalog.unlink()
    spider = type("Bote", (SiteSpider,), {"name": profile.name, "load": lambda _self, _given: profile})()
    rebuild(archive, spider, now=NOW)
    archive.open(started=NOW, command="look", arguments={}, extraction="x")
    (row,) = archive.rows.where(RevisionRow)
    archive.close()
    assert (row.tags, row.tag, row.category, row.more) == (own, "Hafen", "Hafen", {})
    assert post.read_bytes() == before
