"""Pages that were made to break readers: nothing raises, and what they state is still read."""

import pytest

from newsarchive.extraction.metadata import FIELDS, metadata_candidates
from newsarchive.pages.tree import Page

START = "<title>火箭发射成功_某某网</title><body><h1>火箭发射成功</h1>"


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "html",
    [
        "",
        "\0",
        "<!-- nothing -->",
        "plain",
        START + "2" * 200_000,
        START + "2022-" * 40_000,
        START + "<p>2022-03-07" + " " * 200_000 + "</p><p>By" + " " * 100_000,
        START + "<p>" + "by " * 100_000 + "</p><p>来源：" + "来源：" * 50_000,
        START + "<div>" * 20_000 + "2022-03-07 08:23",
        START + "<b>x<i>y</i></b>" * 20_000,
        "<h1>" + "&amp;" * 100_000 + "</h1><title>" + "&#x41;" * 100_000,
        "<title>" + "_" * 200_000 + "</title><h1>" + "-" * 200_000,
        "<title>" + "a - b_" * 50_000 + "</title><h1>" + "a - b_" * 50_000,
        '<meta property="article:published_time" content="' + "2" * 200_000 + '"><h1>x</h1>',
        "<html " + " ".join(f'a{n}="{n}"' for n in range(20_000)) + "><h1>x</h1>",
        "".join(f'<meta name="m{n}" content="{n}">' for n in range(20_000)),
        '<link rel="canonical" href="http://[x"><meta property="og:image" content="http://[::1">',
        '<base href="http://[x"><meta property="og:image" content="x.jpg">',
        f'<html lang="{"a" * 50_000}">',
        json_ld("[" * 100_000 + "]" * 100_000),
        json_ld('{"a":' * 50_000),
        json_ld('{"@type":"NewsArticle","headline":' + "9" * 100_000 + "}"),
        json_ld('{"@type":["Article",3],"author":[3,null,{"name":{"a":1}}],"image":[[["x"]]],"url":["a"]}'),
        json_ld('{"@type":"NewsArticle","headline":"' + "x" * 1_000_000 + '"}'),
        "<script>var publish_time = " + '"' * 100_000 + "</script><script>" + "ptime" * 50_000 + "</script>",
        '<div class="breadcrumb"><a>x</a> &gt; ' * 2_000 + "<h1>x</h1>",
        '<div itemprop="author">x</div>' * 5_000,
        "<h1>\ud800x</h1>",
    ],
    ids=range(28),
)
@pytest.mark.parametrize("url", ["https://example.cn/a/1", "http://[", ""])
def test_nothing_raises(html: str, url: str) -> None:
    found = metadata_candidates(Page(html, url))
    assert found.keys() == set(FIELDS)
    assert all(isinstance(one.value, str) for candidates in found.values() for one in candidates)


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","headline":"Q","x":NaN,"x":1}',
        '{"@type":"NewsArticle","headline":"Q","articleBody":"a\n\tb"}',
        '{"@type":"NewsArticle","headline":"Q",}',
        '{"@type":"NewsArticle",\'headline\':"Q" /* c */}',
        '<!-- {"@type":"NewsArticle","headline":"Q"} -->',
        '{"@graph":[{"@type":"WebSite","name":"S"},{"@type":["Thing","NewsArticle"],"headline":"Q"}]}',
        '[[{"@type":"http://schema.org/NewsArticle","headline":["Q"]}]]',
        '{"@type":"NewsArticle","headline":"Z","headline":"Q"};',
    ],
)
def test_broken_json_ld_is_read_all_the_same(text: str) -> None:
    found = metadata_candidates(Page(json_ld(text), "https://example.com/a/1"))
    assert found["title"][0].value == "Q"
