"""Pages of 2 MB on which naive readers take hours; benchmarks/contrived_bodies.py says how long ours do."""

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.as_dict import as_dict
from newsarchive.posts.safe_html import has_content, safe_body
from spiders.finews.post_page import read_post_page
from spiders.finews.share_page import read_visible

SIZE = 2_000_000
HEAD = "<html><body><h1>题</h1><div>2022-03-07 来源：上饶日报</div>"
PIECES = ["<p>", "<p>x", "<div>", "<b><p>", "<h1>x</h1>", "<h3>x</h3><p>y</p>", "<!--", "<!", "<a b='",
          "</p>", "&", "&a", "<script>", "<title>", "x\n\n", "<small>(x)</small><h1>", "<small>(",
          "<p>2022-03-07</p>", "<ul><li>", "x<b>y</b>", "<img src "]  # fmt: skip


def safe_or_refused(html: str) -> str:
    try:
        return safe_body(html)
    except ExtractionError:
        return ""


@pytest.mark.parametrize("most", [SIZE, 40_000], ids=["all of it", "within the limits"])
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.long
def test_it_comes_to_an_end(piece: str, most: int) -> None:
    pieces = piece * min(SIZE // len(piece), most // max(1, piece.count("<") + piece.count("&")))
    source = HEAD + pieces + "x" * (SIZE - len(pieces))
    shown = read_visible(source)
    assert not shown or (shown["title"], shown["date"][0]) == (["题"], "2022-03-07")
    assert read_post_page(source, tag_suffix="新闻") == {}
    assert has_content(source)
    assert "<script" not in safe_or_refused(source)


def test_a_page_of_too_many_tags_is_not_read() -> None:
    page = HEAD + "<p>x</p>" * 50_000
    assert read_visible(page) == {}
    assert read_post_page(page, tag_suffix="新闻") == {}


def test_a_page_of_too_many_headings_is_not_read() -> None:
    assert read_visible(HEAD + "<h2>x</h2>" * 201) == {}


def test_a_long_page_is_read() -> None:
    body = "<p>一</p>" * 20_000
    assert read_visible(f"{HEAD}<div>{body}</div>")["body"] == [body]


NEIGHBOURS = ["x<br>", "x<hr>", "<!--x-->y", "x<img>", "<b>x</b>", "x<wbr>", "x<p>", "x<li>"]


@pytest.mark.parametrize("piece", NEIGHBOURS)
@pytest.mark.long
def test_an_article_of_many_neighbours_is_read(piece: str) -> None:
    """Where a node is among its neighbours is looked for from the first one on."""
    text = "<p>" + "The council met on Tuesday and decided to keep the old bridge open. " * 40 + "</p>"
    page = f"<title>The bridge stays open</title><h1>The bridge stays open</h1>{text}"
    found = as_dict(page + piece * (300_000 // len(piece)), "http://a.example/2024/01/05/bridge.html")
    assert found["title"] == "The bridge stays open"
