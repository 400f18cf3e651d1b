"""Which way a text runs is written where the page says it, and nowhere else."""

import pytest

from newsarchive.extraction.body import clean_body
from newsarchive.pages.tree import Page
from newsarchive.posts.safe_html import safe_body
from tests.unit.test_auto_body import URL, body, page, paragraphs

LINES = [
    "أغلق ميناء البلدة الصغيرة صباح الثلاثاء بعد أن فقدت سفينة شحن جزءا من حمولتها قرب الشاطئ.",
    "وقالت السلطات إن الغواصين بحثوا عن الحاويات حتى المساء وعثروا على إحدى عشرة منها.",
    "ويخشى الصيادون على موسمهم لأن أحدا لا يعرف ما الذي تحتويه الحاويات المفقودة حتى الآن.",
]
TURNED = [f'<p dir="rtl">{line}</p>' for line in LINES]
STATED = {
    "by the page": ("<html dir='rtl'>", f"<article>{paragraphs(LINES)}</article>"),
    "by a holder": ("<html>", f"<article><div dir=RTL><div>{paragraphs(LINES)}</div></div></article>"),
    "by each block": ("<html>", f"<article>{''.join(f'<p dir=rtl>{line}</p>' for line in LINES)}</article>"),
    "by a style": ("<html>", f"<article style='color: red; direction: rtl'>{paragraphs(LINES)}</article>"),
}


@pytest.mark.parametrize(("start", "content"), STATED.values(), ids=STATED.keys())
def test_the_direction_that_a_page_states_is_kept(start: str, content: str) -> None:
    found = body(page(content).replace("<html>", start))
    assert found.splitlines() == TURNED
    assert safe_body(found) == found


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p dir=ltr>The harbour.</p>", "<p>The harbour.</p>"),
        ("<p dir=nonsense>The harbour.</p>", "<p>The harbour.</p>"),
        ("<p dir=auto>The harbour.</p>", '<p dir="auto">The harbour.</p>'),
        ("<p>He said <span dir=rtl>مرحبا</span>.</p>", '<p>He said <span dir="rtl">مرحبا</span>.</p>'),
        ("<p>He said <span>hello</span>.</p>", "<p>He said hello.</p>"),
        (
            "<ul dir=rtl><li>واحد</li><li dir=ltr>one</li></ul>",
            '<ul dir="rtl"><li>واحد</li><li dir="ltr">one</li></ul>',
        ),
        (
            "<div dir=rtl><p>واحد</p><blockquote dir=ltr><p>One.</p></blockquote></div>",
            '<p dir="rtl">واحد</p>\n<blockquote dir="ltr"><p>One.</p></blockquote>',
        ),
        (
            "<div dir=rtl><figure><img src=/a.jpg><figcaption>الميناء</figcaption></figure></div>",
            '<figure>{image}<figcaption dir="rtl">الميناء</figcaption></figure>',
        ),
        ("<div dir=rtl><pre>واحد\n\nاثنان</pre></div>", '<pre dir="rtl">واحد\n\nاثنان</pre>'),
    ],
)
def test_only_what_differs_from_its_surroundings_says_so(html: str, written: str) -> None:
    image = '<img src="https://news.example/a.jpg" alt="">'
    assert clean_body(html, Page("", URL)) == written.replace("{image}", image)
