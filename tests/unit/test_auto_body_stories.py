# ruff: noqa: E501  a line of markup stays whole
"""A page that shows several stories gives the one that its address names."""

import json

import pytest

from newsarchive.extraction.body import body_candidates
from newsarchive.pages.tree import Page
from tests.unit.test_auto_body import HAN, SENTENCES, paragraphs

URL = "https://news.example/2026/03/lighthouse-keeper-retires-after-forty-years.html"
TITLE = "Lighthouse keeper retires after forty years"
OWN = [
    "For forty years Ida Holm climbed the stairs of the lighthouse each evening, and now for the last time.",
    "She was the last keeper on this coast, and nobody will follow her: the lamp is looked after from afar.",
    "The village gave her a boat, which she had not asked for, and a party, which she had asked not to have.",
    "Her logbooks, two hundred of them, go to the museum, where a room is kept for them from summer on.",
    "She means to stay on the island, she said, and to sleep through a whole night, the first in decades.",
]
HEAD = f"<title>{TITLE} | The Gull</title>"
HAN_TITLE = "守塔人四十年后退休离开海岛灯塔"
HAN_OWN = [
    "四十年来，她每天傍晚登上灯塔的台阶点亮塔灯，上周五，她最后一次完成了这项工作，随后离开。",
    "她是这片海岸最后一位守塔人，今后灯塔将由岸上的工作人员远程看管，不再有人驻守在岛上。",
    "村民们送给她一条小船，并在村里的礼堂举行了聚会，感谢她多年来为过往船只所做的一切。",
    "她的两百本日志将送往博物馆保存，馆方表示，今年夏天将专门开辟一间展室向公众开放展出。",
]


def body(content: str, head: str = HEAD, url: str = URL) -> str:
    around = "<nav><a href='/'>Home</a></nav>{}<footer>© Gull</footer>"
    html = f"<html><head>{head}</head><body>{around.format(content)}</body></html>"
    return body_candidates(Page(html, url))[0].value


def own(tag: str = "h1") -> str:
    return f"<{tag}>{TITLE}</{tag}>{paragraphs(OWN)}"


def other(tag: str = "h1", *, link: str = "", date: str = "") -> str:
    title = f"<a href='{link}'>Harbour closed</a>" if link else "Harbour closed"
    return f"<{tag}>{title}</{tag}>{f'<p class=date>{date}</p>' if date else ''}{paragraphs(SENTENCES)}"


SEVERAL = {
    "articles": f"<main><article>{own()}</article><article>{other()}</article></main>",
    "three articles": f"<main><article>{own()}</article>{f'<article>{other()}</article>' * 2}</main>",
    "the own one second": f"<main><article>{other()}</article><article>{own()}</article></main>",
    "stories without articles": f"<div class=story>{own()}</div><div class=story>{other()}</div>",
    "headers of their own": (
        f"<div class=s><header><h1>{TITLE}</h1></header><div class=text>{paragraphs(OWN)}</div></div>"
        "<div class=s><header><h1>Harbour closed</h1></header>"
        f"<div class=text>{paragraphs(SENTENCES)}</div></div>"
    ),
    "a standfirst in the second header": (
        f"<article>{own()}</article><article><header><h1>Harbour closed</h1><p>{SENTENCES[0]}</p></header>"
        f"<div>{paragraphs(SENTENCES[1:])}</div></article>"
    ),
    "the headline above its article": (
        f"<main><h1>{TITLE}</h1><article>{paragraphs(OWN)}</article><article>{other()}</article></main>"
    ),
    "next story with a linked headline": (
        f"<article>{own()}</article><section class=next>{other('h2', link='/2026/03/harbour.html')}</section>"
    ),
    "next story that names its address": (
        f"<article>{own()}</article><section data-url='/2026/03/harbour.html'>{other('h2')}</section>"
    ),
    "headlines of a lower rank": f"<article>{own('h2')}</article><article>{other('h2')}</article>",
    "dated headlines in one element": f"<main>{own()}{other(date='March 7, 2026')}</main>",
    "dated, in one element, in German": f"<main>{own()}{other(date='7. März 2026, 18.30 Uhr')}</main>",
    "dated in boxes alike": (
        f"<div class=post><h2>{TITLE}</h2><p class=date>2026-03-08</p>{paragraphs(OWN)}</div>"
        f"<div class=post>{other('h2', date='2026-03-07')}</div>"
    ),
    "the own one second in boxes alike": (
        f"<section>{other('h2', date='7 марта 2026')}</section>"
        f"<section><h2>{TITLE}</h2><p>8 марта 2026</p>{paragraphs(OWN)}</section>"
    ),
    "nested in the own article": f"<article>{own()}<div>{other(date='2026-03-07 18:30')}</div></article>",
    "loaded into the own article's holder": (
        f"<div id=scroll><article>{own()}</article><div class=more><article>{other()}</article></div></div>"
    ),
}


@pytest.mark.parametrize("content", SEVERAL.values(), ids=SEVERAL.keys())
def test_another_story_is_left_out(content: str) -> None:
    assert body(content) == "\n".join(f"<p>{text}</p>" for text in OWN)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<title>The Gull</title>", URL),
        (
            f"<title>The Gull</title><meta property='og:title' content='{TITLE}'>",
            "https://news.example/n/8812",
        ),
        (
            "<title>The Gull</title><script type='application/ld+json'>"
            + json.dumps({"@type": "NewsArticle", "headline": TITLE})
            + "</script>",
            "https://news.example/n/8812",
        ),
    ],
    ids=["address", "open graph", "json-ld"],
)
def test_whoever_names_the_own_headline_is_believed(head: str, url: str) -> None:
    content = f"<article>{other()}</article><article>{own()}</article>"
    assert body(content, head, url) == "\n".join(f"<p>{text}</p>" for text in OWN)


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_short_stories_are_told_apart(tag: str) -> None:
    first, second = (f"<article><{tag}>{name}</{tag}>{paragraphs(texts)}</article>"
                     for name, texts in ((TITLE, OWN[:2]), ("Harbour closed", SENTENCES)))  # fmt: skip
    assert body(first + second) == "\n".join(f"<p>{text}</p>" for text in OWN[:2])


def test_chinese_stories_on_one_page() -> None:
    content = (
        f"<div class=wz><h1>{HAN_TITLE}</h1><div>{paragraphs(HAN_OWN)}</div></div>"
        f"<div class=wz><h1>港口因货轮丢失货物关闭</h1><div>{paragraphs(HAN)}</div></div>"
    )
    found = body(content, f"<title>{HAN_TITLE}_海鸥网</title>", "https://news.example/a/20260307/8812.html")
    assert found == "\n".join(f"<p>{text}</p>" for text in HAN_OWN)


PARTS = {
    "sections": "<main><h1>{title}</h1>{first}<section><h1>Harbour closed</h1>{second}</section></main>",
    "flat": "<article><h1>{title}</h1>{first}<h1>Harbour closed</h1>{second}</article>",
    "lower headings": "<article><h1>{title}</h1>{first}<h2>Harbour closed</h2>{second}</article>",
    "linked heading": (
        "<article><h1>{title}</h1>{first}<h2><a href='/harbour'>Harbour closed</a></h2>{second}</article>"
    ),
    "items of a roundup": (
        "<article><h1>{title}</h1>{first}"
        "<div class=item><h2><a href='/harbour'>Harbour closed</a></h2>{second}</div></article>"
    ),
    "header apart": (
        "<header><h1>{title}</h1></header>"
        "<div class=text>{first}<div><h1>Harbour closed</h1>{second}</div></div>"
    ),
    "boxes alike without dates": (
        "<div class=part><h2>{title}</h2>{first}</div><div class=part><h2>Harbour closed</h2>{second}</div>"
    ),
    "entries of a live blog": (
        "<article><h1>{title}</h1>{first}</article>"
        "<article><h2>Harbour closed</h2><time>18:30</time>{second}</article>"
    ),
}


@pytest.mark.parametrize("content", PARTS.values(), ids=PARTS.keys())
def test_parts_of_one_story_stay_together(content: str) -> None:
    found = body(content.format(title=TITLE, first=paragraphs(OWN), second=paragraphs(SENTENCES)))
    assert all(text in found for text in (*OWN, *SENTENCES))


TWINS = {
    "posts": "<article class='post type-post'>{}</article>",
    "classes alike": "<article class=story>{}</article>",
    "Drupal": "<div class='node node--type-article'>{}</div>",
    "hAtom": "<div class='hentry item'>{}</div>",
    "microdata": "<div itemscope itemtype='https://schema.org/NewsArticle'>{}</div>",
}


@pytest.mark.parametrize("comes_first", [False, True])
@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS.keys())
def test_an_article_like_the_own_one_beside_it_is_another(twin: str, *, comes_first: bool) -> None:
    stories = [twin.format(own()), twin.format(f"<h2>Harbour closed</h2>{paragraphs(SENTENCES)}")]
    found = body("".join(reversed(stories) if comes_first else stories))
    assert [text for text in OWN if text not in found] == []
    assert [text for text in SENTENCES if text in found] == []


HARBOUR = "Harbour closed after a freighter lost its cargo"
CARGO = [
    "The harbour was closed on Friday after a freighter had lost thirty containers of its cargo in the storm.",
    "Divers looked for the cargo until dark, and the coast guard warned all boats of boxes that drift about.",
    "The freighter itself lies at the northern pier, and its captain was questioned for most of the afternoon.",
]
IN_A_ROW = {
    "headlines of the first rank": "<div><h1>{own}</h1>{first}<h1>{other}</h1>{second}</div>",
    "in the body": "<h1>{own}</h1>{first}<hr><h1>{other}</h1>{second}",
    "the own one second": "<div><h1>{other}</h1>{second}<h1>{own}</h1>{first}</div>",
    "headers": "<div><header><h1>{own}</h1></header>{first}<header><h1>{other}</h1></header>{second}</div>",
    "bold cells": "<table><tr><td><b>{own}</b><tr><td>{first}<tr><td><b>{other}</b><tr><td>{second}</table>",
    "larger cells": (
        "<table><tr><td><font size=4><b>{own}</b></font><tr><td>{first}</table>"
        "<table><tr><td><font size=4><b>{other}</b></font><tr><td>{second}</table>"
    ),
    "bold lines": "<table><tr><td><p><strong>{own}</strong></p>{first}<p><strong>{other}</strong></p>{second}</table>",
    "named cells": "<table><tr><td class=title>{own}<tr><td>{first}<tr><td class=title>{other}<tr><td>{second}</table>",
    "an aside": "<main><article><h1>{own}</h1>{first}</article><aside><h3>{other}</h3>{second}</aside></main>",
    "an aside of the article": "<article><h1>{own}</h1>{first}<aside class=gh-next><h2>{other}</h2>{second}</aside></article>",
}  # fmt: skip


@pytest.mark.parametrize("content", IN_A_ROW.values(), ids=IN_A_ROW.keys())
def test_stories_in_a_row_are_told_by_what_they_speak_of(content: str) -> None:
    parts = {"own": TITLE, "other": HARBOUR, "first": paragraphs(OWN), "second": paragraphs(CARGO)}
    found = body(content.format_map(parts))
    assert all(text in found for text in OWN)
    assert not any(text in found for text in (HARBOUR, *CARGO))


@pytest.mark.parametrize(
    "heading",
    ["The last keeper and her logbooks", "What the village gave to its keeper", "Short", "Ida Holm at home"],
)
@pytest.mark.parametrize("tag", ["h1", "p><b"])
def test_headings_of_parts_speak_of_the_same(heading: str, tag: str) -> None:
    more = "<p>The lighthouse keeper means to stay after forty years, said Ida Holm of the village.</p>" * 5
    opened, closed = f"<{tag}>", "".join(f"</{one}>" for one in reversed(tag.split("><")))
    content = f"<div>{opened}{TITLE}{closed}{paragraphs(OWN)}{opened}{heading}{closed}{more}</div>"
    found = body(content)
    assert all(text in found for text in OWN)
    assert "means to stay after" in found


@pytest.mark.parametrize("date", ["2026-03-08", "8 марта 2026", "8. März 2026, 18.30 Uhr", "2026年3月8日"])
@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_the_date_under_the_headline_is_none_of_the_text(date: str, tag: str) -> None:
    told = f"<div class=post><{tag}>{TITLE}</{tag}><p>{date}</p>{paragraphs(OWN)}<p>{date}</p></div>"
    assert body(told).startswith(f"<p>{OWN[0]}")
