from datetime import UTC, datetime

import pytest

from newsarchive.discovery.listing import selected_leads
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.pages.tree import Page
from newsarchive.profiles import ArticleRules

SERVED = datetime(2024, 6, 1, tzinfo=UTC)
PAGE = """<html><head><title>标题_东方财富网</title><meta name=author content=" 王  某 "></head><body>
<h1> 标题 </h1><div class=infos><div class=item>2026年08月19日 17:46</div>
<div class=item>来源：上饶日报</div></div>
<div id=ContentBody>开头<p>第一段<a class=toplink href=/x>广告</a></p><img data-src=/a.jpg src=blank.gif>
<p class="em_media">（文章来源：上饶日报）</p></div><a class=more href="/a/2.html">2</a></body></html>"""


def rules(**said: object) -> ArticleRules:
    return ArticleRules.model_validate(said)


def page(html: str = PAGE) -> Page:
    return Page(html, "https://finance.example/a/1.html", zone="Asia/Shanghai", language="zh")


def test_texts_attributes_and_patterns() -> None:
    found = RuledPage(page()).texts(
        rules(
            title=["h2", "h1"],
            author="meta[name=author]::attr(content)",
            date={"css": ".infos .item", "pattern": r"\d+年.*"},
            source={"css": ".infos .item", "pattern": "来源：(.+)"},
        ),
    )
    assert {name: [one.value for one in values] for name, values in found.items()} == {
        "title": ["标题"], "author": ["王 某"], "date": ["2026年08月19日 17:46"], "source": ["上饶日报"],
    }  # fmt: skip


def test_an_article_has_all_the_authors_that_one_rule_finds() -> None:
    names = "".join(f"<a rel=author>{name} Example</a>" for name in ("Ann", "Bob", "Ann"))
    found = RuledPage(page(f"{names}<i>Cy</i>")).texts(rules(author=["b", "a[rel=author]", "i"]))
    assert [one.value for one in found["author"]] == ["Ann Example, Bob Example"]


def test_a_selected_body_keeps_its_own_markup_without_what_is_dropped() -> None:
    (body,) = RuledPage(page()).body(rules(body=["#nothing", "#ContentBody"], drop="a.toplink"))
    assert body.value.startswith("开头<p>第一段</p>")
    assert '<p class="em_media">（文章来源：上饶日报）</p>' in body.value
    assert 'src="https://finance.example/a.jpg"' in body.value
    assert RuledPage(page()).body(rules(body="#nothing")) == []


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("<p>责任编辑：王某</p>", ""),
        (
            "<p><img src=/a.jpg></p><p>（责任编辑：王某）</p>\n<p>  </p>",
            '<p><img src="https://finance.example/a.jpg"></p>',
        ),
        ("<p>责任编辑：王某说，这一行是正文，因为它太长了。" + "长" * 80 + "</p>", "长</p>"),
        ("<p>责任编辑：王某</p><p>最后一段。</p>", "<p>责任编辑：王某</p><p>最后一段。</p>"),
        ("<p>（文章来源：上饶日报）</p>", "<p>（文章来源：上饶日报）</p>"),
        ("</div><div>", ""),
    ],
)
def test_closing_lines_that_are_no_text_go(end: str, kept: str) -> None:
    html = f"<html><body><div id=a><p>第一段。</p>{end}</div></body></html>"
    (body,) = RuledPage(page(html)).body(rules(body="#a"))
    assert body.value.startswith("<p>第一段。</p>")
    assert kept in body.value
    assert ("责任编辑" in body.value) == ("责任编辑" in kept or "长" in kept)


def test_an_older_article_is_read_by_the_rules_of_its_time() -> None:
    old = "<html><body><b>旧题</b><i>2009-03-01 08:00</i><p>x</p></body></html>"
    chosen = rules(
        title="h1",
        date=".infos .item",
        before=[{"until": "2012-12-31", "title": "b", "date": "i", "body": "p"}],
    )
    assert RuledPage(page(old)).rules_at_the_time(chosen, SERVED) is chosen.before[0]
    assert RuledPage(page()).rules_at_the_time(chosen, SERVED) is chosen
    newer = old.replace("2009", "2013")
    assert RuledPage(page(newer)).rules_at_the_time(chosen, SERVED) is chosen


def test_selected_links_are_canonical() -> None:
    (lead,) = selected_leads(page(), "a.more", "next")
    assert (lead.url, lead.kind, lead.title) == ("https://finance.example/a/2.html", "next", "2")
