import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # rich, which we depend on, brings it

from newsarchive.posts.post import markdown_text
from newsarchive.text import one_line

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    "text",
    ["上饶日报新闻", "每日经济新闻新闻", "安信国际证券(香港)新闻", "Career In 投行PEVC新闻", "a - b + c",
     "3% 5.5", "$5", "2022年", "a: b", "“引号”", "x = y", "é😀"],
)  # fmt: skip
def test_ordinary_text_stays(text: str) -> None:
    assert markdown_text(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* _b_ `c`", "&#42;a&#42; &#95;b&#95; &#96;c&#96;"),
        ("[a](b)", "&#91;a&#93;(b)"),
        ("<b> & &lt;", "&#60;b&#62; &amp; &amp;lt;"),
        ("{{ x }} {% y %}", "&#123;&#123; x &#125;&#125; &#123;% y %&#125;"),
        ("# a # b", "&#35; a # b"),
        ("- a", "&#45; a"),
        ("+ a", "&#43; a"),
        ("1. a", "1&#46; a"),
        ("12) a", "12&#41; a"),
        ("> a", "&#62; a"),
        ("=====", "&#61;===="),
        (": a", "&#58; a"),
        ("a $$x$$", "a &#36;$x&#36;$"),
        ("a | b", "a &#124; b"),
        ("~~a~~ \\*", "&#126;&#126;a&#126;&#126; &#92;&#42;"),
    ],
)
def test_markup_becomes_entities(text: str, expected: str) -> None:
    assert markdown_text(text) == expected


@given(st.text(max_size=60).map(one_line).filter(bool))
def test_any_line_reads_back_as_itself(text: str) -> None:
    """As CommonMark sees it, alone, in a quote, and as a link's text."""
    written = markdown_text(text)
    assert html.unescape(COMMONMARK.render(written)) == f"<p>{text}</p>\n"
    assert html.unescape(COMMONMARK.render("> " + written)) == f"<blockquote>\n<p>{text}</p>\n</blockquote>\n"
    link = f"[返回{written}](//a.example/)"
    assert html.unescape(COMMONMARK.render(link)) == f'<p><a href="//a.example/">返回{text}</a></p>\n'
    assert "{{" not in written
    assert "{%" not in written
