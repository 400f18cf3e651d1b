"""What a selector found, written as plain HTML."""

import pytest

from newsarchive.extraction.body import clean_body
from newsarchive.pages.tree import Page

URL = "https://news.example/2026/03/harbour.html"


def cleaned(content: str) -> str:
    page = Page(f"<html><body><div id='body' class='main'>{content}</div><p>outside</p></body></html>", URL)
    return clean_body(page.tree.xpath("//*[@id='body']"), page)


def test_text_in_divs_and_lines_become_paragraphs() -> None:
    assert cleaned("<div>one</div>two<br><br>three <b>bold</b>") == (
        "<p>one</p>\n<p>two</p>\n<p>three <b>bold</b></p>"
    )


def test_single_line_breaks_of_a_paragraph_stay() -> None:
    assert cleaned("<p>a line<br>of a poem</p>") == "<p>a line<br>of a poem</p>"


def test_noise_of_attributes_goes() -> None:
    assert cleaned('<p class="x" style="a" onclick="b()" id="c">text</p>') == "<p>text</p>"


def test_addresses_become_absolute_and_other_schemes_go() -> None:
    assert cleaned('<p><a href="../a">in</a> <a href="javascript:x()">out</a></p>') == (
        '<p><a href="https://news.example/2026/a">in</a> out</p>'
    )


def test_lazy_pictures_show_their_own_address() -> None:
    lazy = [
        '<img src="/blank.gif" data-original="/a.jpg">',
        '<img src="data:image/gif;base64,R0" data-src="/a.jpg">',
        '<img srcset="/s.jpg 300w, /a.jpg 900w">',
        '<picture><source srcset="/a.jpg 2x"><img></picture>',
        '<noscript><img src="/a.jpg"></noscript>',
    ]
    for picture in lazy:
        expected = '<p>text</p>\n<figure><img src="https://news.example/a.jpg" alt=""></figure>'
        assert cleaned(f"<p>text</p><div>{picture}</div>") == expected


def test_tables_lists_and_ruby_stay() -> None:
    table = "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert cleaned(table) == table
    assert cleaned("<ol><li>a<li><p>b</p></ol>") == "<ol><li>a</li><li><p>b</p></li></ol>"
    assert cleaned("<p><ruby>漢<rt>kan</rt></ruby></p>") == "<p><ruby>漢<rt>kan</rt></ruby></p>"


def test_a_table_for_the_layout_goes_and_its_text_stays() -> None:
    assert cleaned("<table><tr><td><p>one</p><p>two</p></td></tr></table>") == "<p>one</p>\n<p>two</p>"


def test_code_keeps_its_lines() -> None:
    assert cleaned("<pre>a\n  b &lt; c</pre>") == "<pre>a\n  b &lt; c</pre>"


def test_what_is_not_the_article_is_left_out() -> None:
    kept = "".join(f"<p>Paragraph {n} of the article, which says something.</p>" for n in range(4))
    dropped = (
        '<div class="share-bar">Share <a href="/s">this</a></div><script>x()</script><form><input></form>'
        '<ul class="related"><li><a href="/1">Another</a><li><a href="/2">Article</a></ul>'
        "<p>（责任编辑：张三）</p><iframe src='/ad'></iframe>"
    )
    assert cleaned(kept + dropped) == kept.replace("</p><p>", "</p>\n<p>")


def test_fragments_and_several_elements() -> None:
    page = Page("<p>one</p><p>two</p>", URL)
    assert clean_body("<p>one<p>two", page) == "<p>one</p>\n<p>two</p>"
    assert clean_body(page.tree.xpath("//p"), page) == "<p>one</p>\n<p>two</p>"
    assert clean_body([], page) == ""


def test_the_page_stays_as_it_is() -> None:
    page = Page("<div id='b'>one<br><br>two<script>x</script></div>", URL)
    element = page.tree.xpath("//div")
    assert clean_body(element, page) == clean_body(element, page)
    assert page.tree.find(".//script") is not None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Bundes\u200bkanzler", "Bundeskanzler"),
        ("Bundes&#8203;kanzler", "Bundeskanzler"),
        ("សួស្តី\u200bពិភពលោក", "សួស្តីពិភពលោក"),
        ("\ufeffThe harbour\ufeff, closed", "The harbour, closed"),
        ("https://\u200bnews.\u200bexample", "https://news.example"),
        ("क्\u200dष 👩\u200d👧", "क्\u200dष 👩\u200d👧"),
        ("one\u00a0two\u3000three", "one\u00a0two\u3000three"),
    ],
)
def test_marks_that_nobody_sees_make_no_spaces(written: str, expected: str) -> None:
    assert clean_body(f"<p>{written}</p>", Page("", URL)) == f"<p>{expected}</p>"
