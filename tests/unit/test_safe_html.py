"""safe_body on the bodies that its specification names."""

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.safe_html import has_content, safe_body, visible_text
from newsarchive.posts.safe_html.judge import Verdict, judge
from newsarchive.posts.safe_html.limits import within_limits
from newsarchive.posts.safe_html.repair import lines_are_hidden
from newsarchive.posts.safe_html.values import style_is_safe, url_is_safe, url_list_is_safe

CHART = (
    '<!-- EM_StockImg_Start --><p style="text-align:center;"><a href="http://quote.eastmoney.com/'
    'x.html?a=1&b=2" class="EmImageRemark" target="_blank"><img src="https://webquoteklinepic.'
    'eastmoney.com/GetPic.aspx?nid=0.002752&imageType=k&token=28d&at=1" border="0" alt="" '
    'width="578" /></a></p><!-- EM_StockImg_End -->'
)
STOCK = (
    '<p>a <span id="stock_1.600160"><a href="http://quote.eastmoney.com/unify/r/1.600160" '
    'class="keytip" data-code="1,600160">巨化股份</a></span><span id="quote_1.600160"></span>'
    '<span web="1" href="http://x.com/?a=1&b" class="em_stock_key_common">&lt;b&gt;</span></p>'
)

UNTOUCHED = [
    "",
    "<p>a</p>",
    "<p>a</p><p>b</p>",
    "<p>a</p>\n <p>b</p>",
    "<p>a</p>\r\n <p>b</p>\r\n",
    "<p>a</p>\n\n<p>b</p>",
    "<p>*a* & b &amp; c > d {e} \u3000x</p>",
    "<p>a\nb\r\n      c</p>",
    CHART,
    f"<p>a</p>{CHART}<p>b</p>",
    f"<p>a</p>\r\n{CHART}\r\n <p>b</p>",
    STOCK,
    '<p style="display:none;height:1px;overflow:hidden;"><br /></p>',
    '<p><center><img src="x.png" style="border:#d1d1d1 1px solid;padding:3px;" /></center></p>',
    "<center><img src='//h/x.png'></center>",
    "<P CLASS=x>a</P>",
    "<pre>a\n  b</pre>",
    "<table border=0><tr><td colspan=2>x</td></tr></table>",
    "<!-- a comment -->\n<p>b</p>",
    "<p>a<!---->b</p>",
    "<video src='x.mp4' controls></video>".join(["<p>", "</p>"]),
    "<p style=\"font-family:'微软雅黑', &quot;Arial&quot;;color:rgb(1,2,3) !important\">a</p>",
]

CHANGED = {
    "a": "<p>a</p>",
    " a <b>b</b> <p>c</p>": " <p>a <b>b</b></p> <p>c</p>",
    "a<p>b</p>c": "<p>a</p><p>b</p><p>c</p>",
    "<font><p>a</p></font>": "<div><font><p>a</p></font></div>",
    "<img src=x>": "<p><img src=x></p>",
    "a<!-- c -->b<!-- d -->": "<p>a<!-- c -->b</p><!-- d -->",
    "<p>a\n\nb</p>": "<p>a\nb</p>",
    "<p>a\r\n \t\r\nb</p>": "<p>a\r\nb</p>",
    "<p>\n\n\n</p>": "<p>\n</p>",
    "<pre>a\n\n\nb</pre>": "<pre>a\n&#10;&#10;b</pre>",
    "<pre>a\r\n\r\nb</pre>": "<pre>a\r\n&#10;b</pre>",
    "    <p>a</p>": " <p>a</p>",
    "<p>a</p>\n\t<p>b</p>": "<p>a</p>\n <p>b</p>",
    "<p>a</p>\n <!-- c --><p>*b*</p>": "<p>a</p>\n<!-- c --><p>*b*</p>",
    "<p>a</p>\n <!-- c --><p title='[b](c)'></p>": "<p>a</p>\n<!-- c --><p title='[b](c)'></p>",
    "<!-- x --><p>a\n*b*</p>": "<!-- x -->\n<p>a\n*b*</p>",
    "<pre>a</pre><p>a\n*b*</p>": "<pre>a</pre>\n<p>a\n*b*</p>",
    "<pre>a<pre>b</pre>\n*c*</pre>": "<div><pre>a<pre>b</pre>\n*c*</pre></div>",
    "<p>a<!--more-->b</p>": "<p>a<!-- more -->b</p>",
    "<!-- x --><p\n\ntitle='a\n\nb'>c</p>": "<!-- x --><p title='a&#10;&#10;b'>c</p>",
    "<p\ttitle='a'>c\n\nd</p>": "<p title='a'>c\nd</p>",
    "<p>\u3000\u3000a\u3000\u3000\u3000b</p>": "<p>a\u3000b</p>",
    "<p>{{a}} {%b%} {{{c}}} {:d} {#e#}</p>": (
        "<p>&#123;{a}} &#123;%b%} &#123;&#123;{c}}} &#123;:d} &#123;#e#}</p>"
    ),
    "<p>&#123;{a}}</p><script></script>": "<p>&#123;{a}}</p>",
    "<p>&#12288;&#12288;a</p><script></script>": "<p>a</p>",
    "<p>a\x00\x01\x7f\x85\ufffe\ufdd0\ud800\U0001ffffb\U0001f600</p>": "<p>ab\U0001f600</p>",
    "<p>a<p>b": "<p>a</p><p>b</p>",
    "<p>a</P>": "<p>a</p>",
    "<p>a</br>b</p>": "<p>a<br>b</p>",
    "<div/>a": "<div>a</div>",
    "<p onclick=x class=y>a</p>": '<p class="y">a</p>',
    "<a href='java\u3000\u3000script:alert(1)'>x</a>": "<p><a>x</a></p>",
    "<p style='color:red;position:fixed'>a</p>": '<p style="color:red">a</p>',
    "<svg><text>a</text><script>b</script></svg><math><mi>c</mi></math>": "<p>ac</p>",
    "<p>a\rb</p>": "<p>a\nb</p>",
    "<p>a</p><!--[if IE]><p>b</p><![endif]-->": "<p>a</p>",
    "<script>alert(1)</script>": "",
    "<textarea>&lt;b>&amp;</textarea><xmp><i>&lt;</xmp>": "<p>&lt;b&gt;&amp;&lt;i&gt;&amp;lt;</p>",
}


@pytest.mark.parametrize("body", UNTOUCHED)
def test_an_ordinary_body_keeps_its_bytes(body):
    assert safe_body(body) == body


@pytest.mark.parametrize(("body", "safe"), CHANGED.items())
def test_a_body_is_changed_as_little_as_needed(body, safe):
    assert safe_body(body) == safe
    assert safe_body(safe) == safe


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<p>a</p>", Verdict.CLEAN),
        ("a", Verdict.VISIBLE),
        ("<p>a", Verdict.UNSAFE),
        ("a</p>", Verdict.UNSAFE),
        ("<p>a < b</p>", Verdict.UNSAFE),
        ("<p class=a class=b>c</p>", Verdict.UNSAFE),
        ("<p class=a/>b</p>", Verdict.UNSAFE),
        ("<p title='<'>b</p>", Verdict.UNSAFE),
        ("<p></p >", Verdict.UNSAFE),
        ("<p><!-- a -- b --></p>", Verdict.UNSAFE),
        ("<p><!--> --></p>", Verdict.UNSAFE),
        ("<p>" + "<b>x</b>" * 1001 + "</p>", Verdict.UNSAFE),
        ("<div>" * 201 + "</div>" * 201, Verdict.UNSAFE),
        ("<div>" * 200 + "</div>" * 200, Verdict.CLEAN),
    ],
)
def test_the_judge_tells_the_three_apart(body, verdict):
    assert judge(body) is verdict


def test_limits_keep_the_text():
    deep = safe_body("<div>" * 300 + "deep" + "</div>" * 300)
    assert deep == "<div>" * 200 + "deep" + "</div>" * 200
    wide = safe_body("<p " + " ".join(f"data-a{i}=1" for i in range(700)) + ">x</p>")
    assert wide.count("data-a") == 500
    long = safe_body("<p>" + "<b>x</b>" * 5000 + "</p>")
    assert visible_text(long).replace("\n", "") == "x" * 5000
    assert max(line.count("<") for line in long.split("\n")) <= 2000


def test_a_body_that_stays_unsafe_is_refused(monkeypatch):
    monkeypatch.setattr("newsarchive.posts.safe_html.judge", lambda body: Verdict.UNSAFE)
    with pytest.raises(ExtractionError) as caught:
        safe_body("<p>a</p>")
    assert caught.value.reason == "unsafe-body"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://a/?x=1&lt=2", True),
        ("//host/x", True),
        ("#a", True),
        ("a/b:c", True),
        ("mailto:a@b", True),
        ("tel:1", True),
        ("%6aavascript:alert(1)", False),
        ("a:b", False),
        ("java\tscript:x", False),
        ("&#106;avascript:x", False),
        ("&Tab;javascript&colon;x", False),
        ("\\\\host", False),
        ("data:text/html,x", False),
    ],
)
def test_urls_are_judged_as_a_browser_reads_them(url, safe):
    assert url_is_safe(url) is safe


def test_every_candidate_of_a_srcset_counts():
    assert url_list_is_safe("a.png 1x, https://h/b,c.png 2x")
    assert not url_list_is_safe("a.png 1x, javascript:x 2x")


@pytest.mark.parametrize(
    ("style", "safe"),
    [
        ("text-align:center; border:#d1d1d1 1px solid", True),
        ("TEXT-ALIGN: Center", True),
        ("width:calc(100% - 2px);color:rgba(0,0,0,.5)", True),
        ("color:u\\72l(x)", False),
        ("color:&#117;rl(x)", False),
        ("color:url (x)", False),
        ("color:red/**/", False),
        ("width:expression(x)", False),
        ("position:fixed", False),
        ("x", False),
        ("color:{red}", False),
    ],
)
def test_styles_hold_listed_properties_only(style, safe):
    assert style_is_safe(style) is safe


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<p>a\nb\n\n<p>", True),
        ("<p>a\n\nb", False),
        ("<!-- a\n\nb -->\n<p>", True),
        ("<!-- a --><p>\nb", False),
        ("<pre>\n\na</pre>\n<hr/>\n</div>", True),
        ("<pre>\n</pre><p>\nb", False),
        ("<p\tclass>", False),
        ("<b>", False),
        ("    <p>", False),
    ],
)
def test_lines_are_read_as_commonmark_reads_them(html, hidden):
    assert lines_are_hidden(html) is hidden


def test_formatting_that_multiplies_goes_before_the_parser_sees_it():
    bomb = "".join(f"<b title={i}>" for i in range(300)) + "<p>x" * 3000
    assert "<b" not in within_limits(bomb)
    assert visible_text(safe_body(bomb)).replace("\n", "") == "x" * 3000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a&amp;b</p><!-- c -->d", "a&bd"),
        ("<script>x</script>a<style>y", "a"),
        ('<p title="a>b">c</p>', "c"),
        ("a < b", "a < b"),
        ("<!-- x", ""),
    ],
)
def test_visible_text_is_what_stands_outside_the_tags(html, text):
    assert visible_text(html) == text


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ("", False),
        ("<p> &nbsp;\u3000\u200b</p><br />", False),
        ("<p>.</p>", True),
        ("<p><img src='x'></p>", True),
        ("<p><img alt='x'></p>", False),
        ("<p><img src=''></p>", False),
        ("<video controls src=x></video>", True),
    ],
)
def test_content_is_text_or_media(html, content):
    assert has_content(html) is content


def test_a_long_ordinary_body_keeps_its_bytes():
    body = ("<p>" + "春风行动" * 50 + "</p>\r\n" + CHART + STOCK) * 8
    assert safe_body(body) == body


PATHOLOGICAL = {
    "nested": "<div>" * 20_000,
    "nested and closed": "<div>" * 20_000 + "x" + "</div>" * 20_000,
    "attributes": "<p " + " ".join(f"a{i}" for i in range(20_000)) + ">x",
    "data attributes": "<p " + " ".join(f"data-a{i}=1" for i in range(20_000)) + ">x</p>",
    "one line of tags": "<p>" + "<i>x</i>" * 19_000 + "</p>",
    "brackets": "<" * 40_000,
    "open tags": "<a " * 40_000,
    "open comments": "<!--" * 10_000,
    "open quotes": '<a b="' * 40_000,
    "apostrophes": "<a b='c\"" * 25_000,
    "space in a tag": "<p" + " " * 200_000 + ">",
    "style of one word": '<p style="' + "a" * 200_000 + '">',
    "style of brackets": '<p style="color:' + " (" * 20_000 + '">',
    "blank lines": "<p>" + "\n" * 200_000 + "</p>",
    "formatting": "".join(f"<b title={i}>" for i in range(300)) + "<p>x" * 6_000,
    "closed formatting": "<p>" + "".join(f"<b id=a{i}>" for i in range(150))
    + "<center>x</center>" * 10_000 + "</b>" * 150 + "</p>",
    "hidden by a comment": "<!-->" + "<div>" * 10_000,
    "hidden by a quote": '<a ">' + "<div>" * 10_000,
    "ends hidden in a title": "<div><title></div></title>" * 6_000,
    "ends hidden in a comment": "<div><!--</div>-->" * 6_000,
    "ends kept in by a table": "<div><table></div></table>" * 6_000,
    "ends without a start": "<div>" * 300 + "</section>" * 10_000,
    "ends out of reach": "<b>" + "<div>" * 390 + "<table>" + "</b>" * 10_000,
    "lists": "<li><ul>" * 6_000,
    "entities": "<p>&#" * 6_000,
    "scripts": "<script>" * 6_000,
}  # fmt: skip


@pytest.mark.parametrize("body", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_a_contrived_body_comes_to_an_end(body):
    safe = safe_body(body)
    visible_text(body)
    has_content(body)
    assert judge(safe) is Verdict.CLEAN


@pytest.mark.parametrize(
    ("html", "content"),
    [("&nbsp;&#160;&#xA0;&#32", False), ("&nbspx", True), ("&nbsp;&#65;", True), ("&", True), ("&x;", True)],
)
def test_character_references_count_as_what_they_stand_for(html, content):
    assert has_content(html) is content
