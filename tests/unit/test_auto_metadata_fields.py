"""Authors, section, source, tags and addresses; and what makes a page an article."""

import json

import pytest

from newsarchive.extraction.metadata import FIELDS, looks_like_article, metadata_candidates
from newsarchive.extraction.metadata.images import is_own
from newsarchive.extraction.metadata.names import names_in
from newsarchive.pages.tree import Page

URL = "https://news.example.cn/cj/20220307/123456.html"


def page(head: str = "", *, above: str = "", top: str = "") -> str:
    return (
        f'<html lang="zh-CN"><head><title>火箭发射成功_某某网</title>{above}</head><body>{top}'
        f"<h1>火箭发射成功</h1>{head}<p>　　2020年1月1日，记者从有关部门获悉，经济运行平稳，稳中有进。</p>"
    )


def ld(**stated: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **stated})}</script>'


def first(html: str, field: str, url: str = URL) -> str | None:
    found = metadata_candidates(Page(html, url))[field]
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("2022-03-07 08:23 作者：张三 责任编辑：李四", "张三"),
        ("来源：某某日报 记者 张三 李四", "张三, 李四"),
        ("文/张三　编辑/李四", "张三"),
        ("本报记者 张三", "张三"),
        ("责任编辑：李四", None),
        ("编辑：李四 来源：某某网", None),
        ("By Jane Doe and John Smith", "Jane Doe, John Smith"),
        ("Von Jana Müller | 7. März 2022", "Jana Müller"),
        ('<span class="author">张三</span>', "张三"),
    ],
)
def test_the_head_says_who(byline: str, author: str | None) -> None:
    assert first(page(f"<div>{byline}</div>"), "author") == author


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Jane Doe"}, "Jane Doe"),
        ([{"name": "Jane Doe"}, {"name": "John Smith"}], "Jane Doe, John Smith"),
        (["Jane Doe", "https://example.com/jane"], "Jane Doe"),
        ({"name": ["Jane Doe", "John Smith"]}, "Jane Doe, John Smith"),
        ("By Jane Doe, John Smith and Eve Roe", "Jane Doe, John Smith, Eve Roe"),
        ({"@type": "Organization", "name": "Agency"}, "Agency"),
    ],
)
def test_json_ld_says_who(author: object, expected: str) -> None:
    assert first(page(above=ld(author=author)), "author") == expected


def test_an_author_that_is_only_referred_to_is_looked_up() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "x", "author": {"@id": "#jane"}},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        ]
    }
    html = page(above=f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert first(html, "author") == "Jane Doe"


@pytest.mark.parametrize(
    "name", ["https://example.com/a", "admin", "编辑部", "By", "2909", "a@example.com", ""]
)
def test_what_is_nobodys_name(name: str) -> None:
    assert names_in(name) == []


@pytest.mark.parametrize(
    "crumbs",
    [
        '<div class="crumb">当前位置：<a>首页</a> &gt; <a>财经</a> &gt; 正文</div>',
        "<table><tr><td>首页 &gt;&gt; 财经 &gt;&gt; 正文</td></tr></table>",
        '<nav class="breadcrumb"><a>首页</a><i>/</i><a>财经</a><span>火箭发射成功</span></nav>',
        "<p>您的位置：<a>首页</a> &gt; <a>财经</a></p>",
        "<p><a>首页</a> &gt; <a>财经</a> &gt; 正文</p>",
        "<p>您现在的位置：<a>首页</a> &gt;&gt; <a>财经</a> &gt;&gt; 正文阅读</p>",
        "<p><a>首页</a> &gt; <a>财经</a> &gt; 查看正文</p>",
    ],
)
def test_the_last_crumb_is_the_section(crumbs: str) -> None:
    assert first(page(top=crumbs), "section") == "财经"


def test_structured_sections_come_first_and_the_address_last() -> None:
    crumbs = '<div class="crumb"><a>首页</a> &gt; <a>财经</a></div>'
    assert first(page(above=ld(articleSection=["国际"]), top=crumbs), "section") == "国际"
    assert first(page(), "section") == "cj"


@pytest.mark.parametrize(
    "head",
    [
        "<p>来源：新华社 作者：张三</p>",
        "<p>2022-03-07 08:23 来源：<a>新华社</a> 点击：12</p>",
        "<p>2022-03-07 08:23 | 新华社 | 张三</p>",
    ],
)
def test_the_outlet_that_a_text_is_from(head: str) -> None:
    assert first(page(head), "source") == "新华社"


def test_tags_language_and_site() -> None:
    above = '<meta name="keywords" content="航天，火箭,航天"><meta property="og:site_name" content="某某网">'
    html = page(above=above)
    assert first(html, "tags") == "航天, 火箭"
    assert first(html, "language") == "zh-CN"
    assert first(html, "site_name") == "某某网"
    assert first(html.replace('lang="zh-CN"', 'lang="en"'), "language") == "zh"


def test_addresses_are_absolute_and_the_articles_own() -> None:
    above = (
        '<meta property="og:image" content="/i/1.jpg"><link rel="canonical" href="/cj/20220307/123456.html">'
    )
    assert first(page(above=above), "image") == "https://news.example.cn/i/1.jpg"
    assert first(page(above=above), "canonical", URL + "?from=rss") == URL
    assert first(page(above='<link rel="canonical" href="/">'), "canonical") is None


@pytest.mark.parametrize(
    ("address", "fetched", "own"),
    [
        ("https://a.cn/x/123456.html", "https://m.a.cn/x/123456.html?s=1", True),
        ("https://a.cn/x/123457.html", "https://a.cn/x/123456.html", False),
        ("https://a.cn/", "https://a.cn/x/123456.html", False),
        ("https://a.cn/story-of-x", "https://a.cn/amp/story-of-x", True),
        ("http://[", "https://a.cn/x/123456.html", False),
    ],
)
def test_whose_an_address_is(address: str, fetched: str, own: bool) -> None:
    assert is_own(address, fetched) is own


@pytest.mark.parametrize(
    ("html", "url", "article"),
    [
        (page(above=ld(headline="火箭发射成功")), URL, True),
        (page(above='<meta property="og:type" content="article">'), URL, True),
        (page("<p>2022-03-07 08:23</p>"), "https://example.cn/x", True),
        (page("<p>2022-03-07 08:23</p>"), "https://example.cn/", False),
        ("<title>某某网</title><body><ul><li><a>一</a></ul>", "https://example.cn/cj/", False),
        ("", "https://example.cn/x", False),
    ],
)
def test_what_is_an_article(html: str, url: str, article: bool) -> None:
    read = Page(html, url)
    found, why = looks_like_article(read, metadata_candidates(read))
    assert found is article
    assert why


def test_every_field_is_answered_best_first() -> None:
    found = metadata_candidates(Page(page("<p>2022-03-07 08:23</p>"), URL))
    assert set(found) == set(FIELDS)
    for candidates in found.values():
        values = [candidate.confidence for candidate in candidates]
        assert all(0 <= value <= 1 for value in values)
        assert values == sorted(values, reverse=True)


def test_the_outlet_may_stand_under_the_text() -> None:
    assert first(page("<p>2022-03-07 08:23</p>") + "<p>（来源：新华社）</p>", "source") == "新华社"
