"""Notes for Obsidian: what they show is what the source wrote, and nothing in them acts."""

import re
import runpy
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsarchive.publishing.body import published_body
from newsarchive.publishing.obsidian.escaping import escaped_text, tag_of
from newsarchive.publishing.obsidian.markdown import markdown_of
from newsarchive.publishing.obsidian.note import obsidian_note
from newsarchive.publishing.published_article import PublishedArticle
from tests.unit.test_safe_html_properties import LISTED, hostile

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "publishing" / "hostile.py"))["BODIES"]
KEPT = "media/ab/" + "ab" * 32 + ".jpg"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What Obsidian or a usual plugin of its would act on.
ACTS = re.compile(
    r"(?<!\\)\[\[|(?<!\\)#(?=\w)|%%|==|(?<!\\)\$|(?<!\\)\^|(?<=\w)::|<%|\{\{|^> ?\[!|(?<!\\)`\$?=",
    re.MULTILINE,
)
SIGNS = [
    "[[note]]", "![[embed]]", "[[note|shown]]", "> [!note] callout", "#tag", "a #tag", "#话题#",
    "text ^block", "^block", "%%comment%%", "100%%", "$x$", "US$5 and US$6", "$$x$$", "==marked==",
    "{{date}}", "<% tp.date %>", "key:: value", "[key:: value]", "<b>html</b>", "<!-- c -->", "&amp;",
    "&#42;", "- item", "+ item", "* item", "1. item", "1) item", "# heading", "---", "===", "***", "___",
    "~~~", "~~gone~~", "```", "`code`", "`= this.x`", "a|b", "[a](b)", "[a]: b", "![a](b)", "[^1]",
    "[^1]: note", "^[note]", "[ ] task", "*em*", "_em_", "\\", "a\\", "!", "www.a.example",
    "https://a.example/x_y?z=1&w=*", "https://a.example/%%x%%", "a@b.example", "\u3000\u3000indented",
    "term\\: x",
]  # fmt: skip


def published(body: str) -> str:
    return published_body(
        body, inside={"https://h.example/1": "/2024-05-01-ferry.md"}.get, base="https://h.example/2"
    )


def seen_text(html: str) -> str:
    """What a browser shows, white space aside."""
    body = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False).find("body")
    return "".join(_text(body).split())


def _text(element: Element) -> str:
    if not isinstance(element.tag, str) or element.get("style") == "display:none":
        return ""
    quote = '"' if element.tag == "q" else ""
    parts = [element.text or "", *(_text(child) + (child.tail or "") for child in element)]
    return quote + "".join(parts) + quote


def escaped_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


PLACES = {
    "paragraph": "<p>{}</p>", "after a break": "<p>a<br>{}</p>", "item": "<ul><li>{}</li></ul>",
    "heading": "<h3>{}</h3>", "quote": "<blockquote><p>{}</p></blockquote>",
    "cell": "<table><tr><td>{}</td><td>b</td></tr></table>", "emphasis": "<p>中<b>{}</b>文</p>",
    "link": '<p><a href="https://a.example/">{}</a></p>', "twice": "<p>{0}{0}</p>",
    "in pieces": "<p><small>{0}</small>{0}<i>{0}</i></p>",
    "before a link": '<p>{}<a href="https://a.example/">b</a></p>',
    "definition": "<dl><dt>{0}</dt><dd>{0}</dd></dl>",
    "lines": '<p style="white-space:pre-line">{0}\n{0}</p>',
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("sign", SIGNS)
def test_signs_are_shown_and_do_not_act(sign: str, place: str) -> None:
    shown = published(place.format(escaped_html(sign)))
    markdown = markdown_of(shown)
    assert seen_text(READER.render(markdown)) == seen_text(shown), markdown
    assert ACTS.search(re.sub(r"<https?://[^<>]*>", "", markdown)) is None, markdown


def test_the_check_finds_what_acts() -> None:
    acting = [
        "[[note]]",
        "a #tag",
        "a ^block",
        "%%c%%",
        "$x$",
        "==m==",
        "{{date}}",
        "<% x %>",
        "key:: value",
        "`= x`",
    ]
    assert [sign for sign in acting if not ACTS.search(sign)] == []


@pytest.mark.parametrize("body", HOSTILE)
def test_all_text_of_a_hostile_body_is_read_back(body: str) -> None:
    shown = published(body)
    assert seen_text(READER.render(markdown_of(shown))) == seen_text(shown)


MARKDOWN = {
    "a picture of the archive":
        (f'<p><img src="/{KEPT}" alt="A [b] *c*|100"></p>', rf"![A \[b\] \*c\*¦100]({KEPT})"),
    "a picture elsewhere":
        ('<p><img src="https://p.test/a.jpg" alt="b"></p>', "[b (p.test)](https://p.test/a.jpg)"),
    "another article": ('<p><a href="https://h.example/1">a</a></p>', "[a](2024-05-01-ferry.md)"),
    "an odd address": ('<p><a href="https://x.example/(a)?b=$c$&amp;d=%">e</a></p>',
                       "[e](https://x.example/%28a%29?b=%24c%24&d=%25)"),
    "a footnote": ('<p>a<a href="#n">1</a></p><p id="n">b</p>', "a1\n\nb"),
    "headings": ("<h1>a</h1><h2>b</h2>", "## a\n\n### b"),
    "emphasis": ("<p><b>a</b> <i>b</i> <s>c</s></p>", "**a** *b* ~~c~~"),
    "emphasis of Chinese": ("<p>他说<b>“好”</b>了<b>重点</b>文</p>", "他说<b>“好”</b>了**重点**文"),
    "emphasis side by side": ("<p><b>a</b><b>b</b></p>", "<b>a</b><b>b</b>"),
    "emphasis within emphasis": ("<p><b>a.<b>-b</b>.c</b></p>", r"**a.<b>\-b</b>.c**"),
    "emphasis of blocks": ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
    "lists": ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c"),
    "text behind a list": ("<ul><li>a<ul><li>b</li></ul>c</li><li>d</li></ul><p>e</p>",
                           "- a\n\n  - b\n\n  c\n- d\n\ne"),
    "spanned rows": ('<table><tr><th>a</th><th>b</th></tr>'
                     '<tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></table>',
                     "| a | b |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |"),
    "code": ("<p><code>a|`b`</code></p>", "`` a|`b` ``"),
    "code in a table": ("<table><tr><th>a</th></tr><tr><td><code>b|c</code></td></tr></table>",
                        "| a |\n| --- |\n| `b\\|c` |"),
    "a query": ("<p><code>= this.x</code> <code>$= dv.x</code></p>", r"\= this.x \$= dv.x"),
    "preformatted": ("<pre>a\n```\n[[b]]</pre>", "````\na\n```\n[[b]]\n````"),
    "raised": ("<p>10<sup>2</sup> H<sub>2</sub>O</p>", "10<sup>2</sup> H<sub>2</sub>O"),
    "readings":
        ("<p><ruby>漢<rt>kan</rt></ruby><ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>", "漢(kan)字(ji)"),
    "lines": ('<p style="white-space:pre-line">a\n- b</p>', "a  \n\\- b"),
    "unseen": ('<p>a<span style="display:none">b</span></p><p style="display:none">c</p>', "a"),
    "link over blocks": ('<a href="https://x.example/"><h3>a</h3><p>b</p></a>', "[a b](https://x.example/)"),
    "exclamation": ('<p>Look!<a href="https://x.example/">a</a></p>', r"Look\![a](https://x.example/)"),
    "address": ("<p>see https://x.example/a_b.</p>", "see <https://x.example/a_b>."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MARKDOWN.values(), ids=MARKDOWN)
def test_markdown(body: str, expected: str) -> None:
    assert markdown_of(published(body)) == expected


inline = st.recursive(
    st.sampled_from([*map(escaped_html, SIGNS), "x", "中", "。", "“", "  ", "<br>", "&nbsp;"]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["b", "i", "em", "strong", "s", "code", "small", "sup", "mark", "u", "q", "kbd"]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)
leaves = ["p", "h2", "li", "blockquote", "pre", "td", "div", "dt", "dd", "figcaption", "summary"]
boxes = ["ul", "ol", "blockquote", "div", "table", "tr", "td", "dl", "li", "details", "figure", "b"]
blocks = st.recursive(
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(leaves), st.lists(inline, max_size=4).map("".join)),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(boxes), st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=6,
)


@LISTED
@given(
    st.lists(st.one_of(blocks, inline), max_size=4).map("".join)
    | hostile.filter(lambda body: "<r" not in body)
)
def test_whatever_a_body_shows_its_note_shows(body: str) -> None:
    shown = published(body)
    assert seen_text(READER.render(markdown_of(shown))) == seen_text(shown)


def article(**said: object) -> PublishedArticle:
    ordinary = {
        "name": "2024-05-01-ferry", "address": "/port/2024/05/01/ferry.html", "title": "A ferry",
        "published": datetime(2024, 5, 1, 8, 23, 6, tzinfo=timezone(timedelta(hours=8))), "outlet": "Herald",
        "category": "port", "tag": "Port", "link": "https://h.example/1",
    }  # fmt: skip
    return PublishedArticle(**ordinary | said)  # type: ignore[arg-type]


def properties(one: PublishedArticle) -> dict[str, object]:
    note = obsidian_note(one, "<p>a</p>").decode()
    assert note.startswith("---\n")
    read = yaml.safe_load(note.split("---\n", 2)[1])
    assert isinstance(read, dict)
    return read


def test_a_whole_note() -> None:
    one = article(
        standfirst="In *short*", author="Ann Lee", language="en", edits=(datetime(2024, 5, 2, tzinfo=UTC),)
    )
    assert obsidian_note(one, "<p>Text.</p>").decode() == (
        "---\n"
        "date: 2024-05-01T08:23:06\n"
        'title: "A ferry"\n'
        'aliases: ["A ferry"]\n'
        'tags: ["port"]\n'
        'source: "https://h.example/1"\n'
        'outlet: "Herald"\n'
        'author: "Ann Lee"\n'
        'language: "en"\n'
        'published: "2024-05-01T08:23:06+08:00"\n'
        'edits: ["2024-05-02T00:00:00+00:00"]\n'
        "---\n\n"
        "# A ferry\n\n> In \\*short\\*\n\nText.\n\n[https://h.example/1](https://h.example/1)\n"
    )


@pytest.mark.parametrize("title", [*SIGNS, 'say "x"', "a: b", "yes", "1e3", "x\u2028y", "---"])
def test_titles_are_shown_as_they_are_written(title: str) -> None:
    one = article(title=title, standfirst=title, outlet=title, author=title)
    said = properties(one)
    for key in ("title", "outlet", "author"):
        assert str(said[key]).replace("\u2060", "") == title
        assert "[[" not in str(said[key])
    text = obsidian_note(one, "<p>a</p>").decode().split("---\n", 2)[2]
    assert seen_text(READER.render(text)) == "".join((title + title + "a" + one.link).split())
    assert ACTS.search(re.sub(r"<https?://[^<>]*>", "", text)) is None


@pytest.mark.parametrize(
    ("name", "tag"),
    [("上饶日报新闻", "上饶日报新闻"),
     ("Career In 投行PEVC新闻", "Career-In-投行PEVC新闻"), ("2022", "_2022"), ("20-22", "_20-22"),
     ("a/b", "a-b"), ("C# & .NET", "C-NET"), ("#x", "x"), ("!?", ""), ("हिन्दी", "हिन्दी"),
     ("“好”", "好"), ("a\u3000b", "a-b")],
)  # fmt: skip
def test_tags(name: str, tag: str) -> None:
    assert tag_of(name) == tag


def test_tags_of_a_note_are_each_there_once() -> None:
    assert properties(article(category="port", tag="PORT", tags=("Sea side", "2024", "!")))["tags"] == [
        "port", "Sea-side", "_2024",
    ]  # fmt: skip


def test_a_line_that_is_no_list_stays_plain() -> None:
    assert (
        escaped_text("3.5 percent of 1,000 (a-b): x = y; c & d, 50%")
        == "3.5 percent of 1,000 (a-b): x = y; c & d, 50%"
    )
