"""Tables, code, quotes and lists in figures; large tables; lists of headings and pictures."""

import json

import pytest

from newsarchive.extraction.body import body_candidates, clean_body
from newsarchive.pages.tree import Page
from tests.unit.test_auto_body import SENTENCES, URL, article, body, page, paragraphs

ROWS = "<tr><td>Holm</td><td>12</td></tr><tr><td>Vik</td><td>7</td></tr>"
TABLE = f"<table><thead><tr><th>Port</th><th>Ships</th></tr></thead><tbody>{ROWS}</tbody></table>"
PLAIN = f"<table><tbody>{ROWS}</tbody></table>"
CODE = "<pre><code>a = 1\nb = 2</code></pre>"
FIGURES = {
    "table": (f"<figure class='wp-block-table'>{TABLE}</figure>", f"<figure>{TABLE}</figure>"),
    "table in a box": (f"<figure><div class=scroll>{PLAIN}</div></figure>", f"<figure>{PLAIN}</figure>"),
    "table with caption": (
        f"<figure class='wp-block-table'>{TABLE}<figcaption>Ships a day</figcaption></figure>",
        f"<figure>{TABLE}<figcaption>Ships a day</figcaption></figure>",
    ),
    "table under its caption": (
        f"<figure><figcaption>Ships a day</figcaption>{PLAIN}</figure>",
        f"<figure><figcaption>Ships a day</figcaption>{PLAIN}</figure>",
    ),
    "code": (f"<figure class=code>{CODE}</figure>", f"<figure>{CODE}</figure>"),
    "code with caption": (
        f"<figure>{CODE}<figcaption>Listing 1</figcaption></figure>",
        f"<figure>{CODE}<figcaption>Listing 1</figcaption></figure>",
    ),
    "pull quote": (
        "<figure class=quote><blockquote><p>Nobody knows.</p><cite>Ida Holm</cite></blockquote></figure>",
        "<figure><blockquote><p>Nobody knows.</p><p><cite>Ida Holm</cite></p></blockquote></figure>",
    ),
    "quote with caption": (
        "<figure><blockquote>Nobody knows.</blockquote><figcaption>Ida Holm, keeper</figcaption></figure>",
        "<figure><blockquote><p>Nobody knows.</p></blockquote>"
        "<figcaption>Ida Holm, keeper</figcaption></figure>",
    ),
    "list": (
        "<figure><ul><li>The first point</li><li>The second point</li></ul></figure>",
        "<figure><ul><li>The first point</li><li>The second point</li></ul></figure>",
    ),
    "picture in a table": (
        "<figure><table><tr><td><img src='/a.jpg'></td></tr><tr><td>A ship.</td></tr></table></figure>",
        '<figure><img src="https://news.example/a.jpg" alt=""><figcaption>A ship.</figcaption></figure>',
    ),
}


@pytest.mark.parametrize(("given", "expected"), FIGURES.values(), ids=FIGURES.keys())
def test_what_a_figure_shows_stays_as_it_is(given: str, expected: str) -> None:
    parts = [f"<p>{text}</p>" for text in SENTENCES]
    content = "".join([*parts[:2], given, *parts[2:]])
    wanted = "\n".join([*parts[:2], expected, *parts[2:]])
    assert body(article(content)) == wanted
    assert clean_body(content, Page("", URL)) == wanted


def test_a_tables_caption_does_not_go_into_the_picture_before() -> None:
    picture = "<figure><img src='/a.jpg'><figcaption>A ship</figcaption></figure>"
    given, expected = FIGURES["table with caption"]
    found = body(article(f"{paragraphs(SENTENCES)}{picture}{given}{paragraphs(SENTENCES[:1])}"))
    assert '<img src="https://news.example/a.jpg" alt=""><figcaption>A ship</figcaption></figure>' in found
    assert expected in found


@pytest.mark.parametrize("order", ["{text}{table}{text2}", "{table}{text}{text2}", "{text}{text2}{table}"])
@pytest.mark.parametrize("count", [30, 500, 2_000])
def test_text_beside_a_large_table_stays(order: str, count: int) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>Swimmer {n}</td><td>Club</td><td>0:{n}</td></tr>" for n in range(count)
    )
    text, text2 = paragraphs(SENTENCES[:1]), paragraphs(SENTENCES[1:2])
    found = body(article(order.format(text=text, text2=text2, table=f"<table>{rows}</table>")))
    assert all(sentence in found for sentence in SENTENCES[:2])
    assert found.count("<td>Swimmer ") == count


LISTS = {
    "figures": "<h2>{n}. Lighthouse</h2><figure><img src='/{n}.jpg'></figure>",
    "paragraphs": "<h3>{n}. Lighthouse</h3><p><img src='/{n}.jpg'></p>",
    "links": "<div><h3>{n}. Lighthouse</h3><div><a href='/x'><img src='/{n}.jpg'></a></div></div>",
    "bare": "<h2>{n}. Lighthouse</h2><img src='/{n}.jpg'>",
}


@pytest.mark.parametrize("item", LISTS.values(), ids=LISTS.keys())
@pytest.mark.parametrize("before", [paragraphs(SENTENCES[:2]), paragraphs(SENTENCES[:1])])
def test_headings_with_a_picture_each_stay(item: str, before: str) -> None:
    found = body(article(before + "".join(item.format(n=n) for n in range(1, 7))))
    assert all(f"{n}. Lighthouse</h" in found and f"/{n}.jpg" in found for n in range(1, 7))


def test_a_heading_at_the_end_without_anything_goes() -> None:
    assert "Ends" not in body(article(f"{paragraphs(SENTENCES)}<h2>Ends</h2>"))


NODES = {
    "nodes": [{"type": "paragraph", "content": [{"type": "text", "value": text}]} for text in SENTENCES],
    "texts": [{"kind": "text", "text": text} for text in SENTENCES],
    "blocks": [{"__typename": "ParagraphBlock", "data": {"html": f"<p>{text}</p>"}} for text in SENTENCES],
    "strings": {"body": "\n\n".join(SENTENCES)},
}


@pytest.mark.parametrize("nodes", NODES.values(), ids=NODES.keys())
@pytest.mark.parametrize("indent", [None, 1])
def test_paragraphs_in_a_frameworks_state(nodes: object, indent: int | None) -> None:
    state = json.dumps({"props": {"page": {"article": nodes, "related": [{"teaser": "A"}]}}}, indent=indent)
    html = page(f"<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{state}</script>")
    found = body_candidates(Page(html, URL))[0].value
    assert found == "\n".join(f"<p>{text}</p>" for text in SENTENCES)
