"""Pages that no publisher meant: nothing raises, and no text below them is lost."""

import pytest

from newsarchive.extraction.body import body_candidates, clean_body
from newsarchive.extraction.body.features import FIRST_NAMES, SECOND_NAMES
from newsarchive.extraction.body.weights import FIRST, SECOND
from newsarchive.pages.tree import Page

URL = "https://news.example/a.html"
TEXT = "The end of the article, which is long enough to be read as one, says something of note. " * 4
PAGES = {
    "400 nested divs": "<div>" * 400 + f"<p>{TEXT}</p>",
    "1,900 nested divs": "<div>" * 1900 + f"<p>{TEXT}</p>",
    "100,000 nested divs": "<div>" * 100_000 + f"<p>{TEXT}</p>" + "</div>" * 100_000,
    "100,000 nested elements of no name": "<x-y>" * 100_000 + f"<p>{TEXT}</p>",
    "nested inline elements": "<p>" + "<b>x<br>" * 1900 + TEXT,
    "100,000 attributes": "<div " + " ".join(f'a{n}="{n}"' for n in range(100_000)) + f"><p>{TEXT}</p></div>",
    "40,000 tags on a line": "<p>" + "<b>x</b> " * 40_000 + TEXT,
    "many paragraphs": f"<p>{TEXT}</p>" * 20_000,
    "entities": "<p>" + "&amp;&lt;&#x4e2d;&#1;" * 100_000 + f"</p><p>{TEXT}</p>",
    "text after the end": f"<html><body><p>x</p></body></html>\n<div><p>{TEXT}</p></div>",
    "no html at all": TEXT,
    "control characters": f"<p>\x00\x01\ud800\uffff&#2;{TEXT}<br><br>{TEXT}</p>",
    "an unclosed button": f"<button>menu<div><p>{TEXT}</p><p>{TEXT}</p>",
}


@pytest.mark.long
@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_the_text_is_found(html: str) -> None:
    found = body_candidates(Page(html, URL))
    assert found
    assert TEXT.strip() in found[0].value
    page = Page(html, URL)
    assert TEXT.strip() in clean_body(page.tree.find("body"), page)


@pytest.mark.parametrize(
    "html",
    [
        "<" * 100_000,
        '<a href="' + "x" * 100_000,
        "<!--" * 10_000,
        '<script>"' + "\\" * 100_000 + "</script>",
        '<script>x={"body":"' + 'a b. \\" ' * 50_000 + "</script>",
        "<table><tr><td>" * 2000,
        "<frameset><frame src='x'></frameset>",
        "<p><a href='http://[x'>x</a><img src='http://[x'></p>" + f"<p>{TEXT}</p>",
        f"<h1>A</h1><div hidden><p>{TEXT}</p></div>" * 1500,
        "<div hidden><img src=/a.jpg></div>" * 5000,
        "<noscript><img src=/a.jpg></noscript>" * 5000,
        f"<title>A story of it</title><h1>A story of it</h1><article><h1>B</h1><p>{TEXT}</p></article>"
        * 1500,
        f"{'<div role=dialog>' * 90}<p>{TEXT}</p>" * 40,
        f"<h1>A</h1>{'<figure>' * 90}<table><tr><td>a</td></tr></table>" * 20,
        "<base href='http://[x'><h1><a href='http://[x'>A</a></h1>" + f"<p>{TEXT}</p>" * 9,
        "<p id='a\" onclick=x'><a href='#a\" onclick=x'>x</a></p>" + f"<p>{TEXT}</p>" * 9,
    ],
)
def test_nothing_raises(html: str) -> None:
    page = Page(html, URL)
    bodies = [one.value for one in body_candidates(page)]
    bodies.append(clean_body(page.tree.find("body"), page))
    assert not [body for body in bodies if "<script" in body or "<frame" in body]


def test_each_feature_has_one_weight() -> None:
    assert tuple(FIRST) == FIRST_NAMES
    assert tuple(SECOND) == SECOND_NAMES
