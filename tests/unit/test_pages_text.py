"""What an element says."""

import lxml.html
import pytest

from newsarchive.pages.visible_text import all_text, lines_after, own_text, text_of, texts_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>a<b>b</b> c<p>d</p>e<br>f</div>", "ab c d e f"),
        ("<div>a<p><b>b</b></p></div>", "a b"),
        ("<div>a<script>x</script>b<svg><text>y</text></svg>c</div>", "a b c"),
        ("<div>a<!-- x -->b</div>", "ab"),
        ("<option>a</option>", "a"),
        ("<div>a\u200e\n\t b</div>", "a b"),
        ("<a>标题<time>1月2日</time></a>", "标题1月2日"),
    ],
)
def test_the_text_of_an_element(html: str, text: str) -> None:
    assert text_of(lxml.html.fragment_fromstring(html)) == text


def test_a_text_has_an_end() -> None:
    assert text_of(lxml.html.fragment_fromstring("<div>" + "ab<b>c</b>" * 100 + "</div>"), 7) == "abcabca"
    assert text_of(lxml.html.fragment_fromstring("<div>" + "<b></b>" * 5_000 + "x</div>")) == ""


def test_an_element_may_be_left_out() -> None:
    row = lxml.html.fragment_fromstring("<li><a>title<p>x</p></a><i>2024-05-06</i> end</li>")
    assert "".join(texts_of(row, without=row.find("a"))).split() == ["2024-05-06", "end"]


def test_text_of_its_own_and_all_text() -> None:
    div = lxml.html.fragment_fromstring("<div> a <b>b</b>c<script>d</script></div>")
    assert own_text(div) == "a c"
    assert all_text(div) == "a bcd"


def test_lines_behind_an_element() -> None:
    body = lxml.html.document_fromstring("<h1>t</h1><p>a <i>b</i></p><div>c<br>d</div>").find("body")
    assert [line.text for line in lines_after(body.find("h1"), 2)] == ["a b", "c"]
