"""Bodies of pages of many kinds, written for these tests."""

import json

import pytest

from newsarchive.extraction.body import body_candidates
from newsarchive.pages.tree import Page

URL = "https://news.example/2026/03/harbour.html"
SENTENCES = [
    "The harbour of the small town was closed on Tuesday morning, after a freighter had lost its cargo.",
    "Divers looked for the containers until the evening, the authorities said, and found eleven of them.",
    "Fishermen fear for their season, because nobody knows what the missing containers hold.",
    "The owner of the ship promised to pay for the damage, but did not say how much it might be.",
]
HAN = [
    "本市港口周二上午关闭，此前一艘货轮在附近海域丢失了部分货物，海事部门随即展开搜寻。",
    "潜水员一直搜寻到傍晚，有关部门表示，目前已经找到十一个集装箱，其余仍下落不明。",
    "渔民们担心今年的渔季，因为没有人知道失踪的集装箱里装的是什么，船东承诺赔偿损失。",
]


def body(html: str) -> str:
    found = body_candidates(Page(html, URL))
    return found[0].value if found else ""


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(article: str) -> str:
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    more = "".join(f'<li><a href="/n/{n}">Another article, number {n}, of today</a></li>' for n in range(9))
    return (
        "<html><head><title>Harbour closed - The Gull</title></head><body>"
        f"<nav class='menu'><ul>{menu}</ul></nav><main>{article}</main>"
        f"<div class='related'><h3>Read more</h3><ul>{more}</ul></div>"
        "<footer><p>© 2026 The Gull. All rights reserved.</p></footer></body></html>"
    )


def article(content: str) -> str:
    return page(f"<article><h1>Harbour closed</h1><div class='article-body'>{content}</div></article>")


def test_paragraphs_stay_and_the_rest_of_the_page_goes() -> None:
    found = body(article(paragraphs(SENTENCES)))
    assert found == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


def test_the_candidate_says_who_found_it() -> None:
    (found,) = body_candidates(Page(article(paragraphs(SENTENCES)), URL))
    assert found.strategy == "weighed blocks"
    assert 0 < found.confidence <= 1


def test_headings_lists_quotes_and_figures_between_the_paragraphs_stay() -> None:
    first, second, third, fourth = SENTENCES
    found = body(
        article(
            f"<p>{first}</p><h2>The search</h2><p>{second}</p>"
            "<figure><img data-src='/boat.jpg' src='data:image/gif;base64,AA'>"
            "<figcaption>A boat leaves the harbour in the morning.</figcaption></figure>"
            f"<blockquote><p>{third}</p></blockquote><p>{fourth}</p>"
        )
    )
    assert "<h2>The search</h2>" in found
    assert f"<blockquote><p>{third}</p></blockquote>" in found
    assert '<figure><img src="https://news.example/boat.jpg" alt="">' in found
    assert "<figcaption>A boat leaves the harbour in the morning.</figcaption></figure>" in found


def test_a_table_at_the_end_of_the_article_stays() -> None:
    table = "<table><tr><th>Day</th><td>Found</td></tr><tr><th>Tuesday</th><td>11</td></tr></table>"
    assert body(article(paragraphs(SENTENCES) + table)).endswith(table)


def test_a_caption_named_by_its_class_goes_into_the_figure() -> None:
    first, second, *_ = SENTENCES
    picture = (
        "<div class='image'><img src='/a/boat.jpg'><p class='image-caption'>A boat on Tuesday.</p></div>"
    )
    found = body(article(f"<p>{first}</p>{picture}<p>{second}</p>" + paragraphs(SENTENCES[2:])))
    assert "<figcaption>A boat on Tuesday.</figcaption></figure>" in found


def test_the_lines_of_a_chinese_page_become_paragraphs() -> None:
    lines = "<br>".join("　　" + text for text in HAN)
    found = body(page(f"<h1>港口关闭</h1><div class='content'>{lines}<br>（责任编辑：张三）</div>"))
    assert found == "\n".join(f"<p>{text}</p>" for text in HAN)


def test_links_to_other_pages_of_the_site_are_no_text_of_a_chinese_body() -> None:
    others = "".join(f"<li><a href='/{n}.html'>其他新闻标题之{n}，今日要闻</a></li>" for n in range(6))
    found = body(
        page(
            f"<h1>港口关闭</h1><div id='content'>{paragraphs(HAN)}</div>"
            "<div class='pages'><a href='1.html'>上一页</a> 1 <a href='2.html'>2</a> "
            "<a href='2.html'>下一页</a></div>"
            f"<div class='xg'><h4>相关阅读</h4><ul>{others}</ul></div>"
        )
    )
    assert found == "\n".join(f"<p>{text}</p>" for text in HAN)


def test_a_body_of_nested_sections_that_a_script_shows() -> None:
    sections = "".join(f"<section><section><span>{text}</span></section></section>" for text in HAN)
    hidden = f"<div id='js_content' class='rich_media_content' style='visibility:hidden'>{sections}</div>"
    found = body(f"<html><body><h1>港口关闭</h1>{hidden}</body></html>")
    assert found == "\n".join(f"<p>{text}</p>" for text in HAN)


def test_a_second_page_without_headline() -> None:
    found = body(page(f"<div class='article-body'>{paragraphs(SENTENCES)}</div>"))
    assert found == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/ld+json'>{}</script>".format(
            json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(SENTENCES)})
        ),
        "<script id='__NEXT_DATA__'>{}</script>".format(
            json.dumps({"props": {"post": {"content": paragraphs(SENTENCES)}}})
        ),
        "<script>window.__INITIAL_STATE__={};</script>".format(
            json.dumps({"detail": {"html": paragraphs(SENTENCES)}}).replace("<", "\\u003c")
        ),
        "<script>self.__next_f.push([1,{}])</script>".format(
            json.dumps(json.dumps({"a": 1, "b": 2, "c": 3, "body": paragraphs(SENTENCES)}))
        ),
    ],
    ids=["json-ld", "next data", "initial state", "json in a string"],
)
def test_a_body_that_only_a_script_holds(script: str) -> None:
    (found, *_) = body_candidates(Page(f"<html><body><div id='root'></div>{script}</body></html>", URL))
    assert found.strategy == "script state"
    assert found.value == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


@pytest.mark.parametrize("html", ["", " \n", "<!-- nothing -->", "<html></html>", "<div></div>"])
def test_a_page_without_text_has_no_body(html: str) -> None:
    assert body_candidates(Page(html, URL)) == []


def test_a_page_of_links_alone_has_no_body() -> None:
    links = "".join(f"<li><a href='/{n}'>Another article, number {n}, of today</a></li>" for n in range(40))
    assert body(f"<html><body><ul>{links}</ul></body></html>") == ""
