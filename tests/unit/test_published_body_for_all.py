"""That whoever reads a body, in whatever way, is not put off by it: outline, lists, tables, looks."""

import pytest

from newsarchive.publishing.body import published_body

T = '<table tabindex="0">'
CASES = {
    # the outline goes on from the page's title
    "first heading": ("<h1>a</h1>", "<h2>a</h2>"),
    "levels skipped": ("<h2>a</h2><h4>b</h4><h6>c</h6><h4>d</h4><h3>e</h3>",
                       "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h3>d</h3>\n<h3>e</h3>"),
    "levels upwards": ("<h4>a</h4><h3>b</h3><h5>c</h5>", "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>"),
    "six levels": ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>",
                   "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>"),
    "empty heading": ("<h2> </h2><h3>&nbsp;</h3><p>a</p>", "<div>\u00a0</div>\n<p>a</p>"),
    "heading of a picture": ('<h3><img src="https://p.test/a" alt="b"></h3>',
                             '<h2><a href="https://p.test/a" class="remote">b (p.test)</a></h2>'),
    "hidden heading": ('<div style="display:none"><h2>a</h2></div><h3>b</h3>',
                       '<div style="display:none"><div>a</div></div>\n<h2>b</h2>'),
    # lists
    "items alone": ("<li>a</li><li>b</li><p>c</p>", "<ul><li>a</li><li>b</li></ul>\n<p>c</p>"),
    "items in a div": ("<div>x<li>a</li></div>", "<div>x<ul><li>a</li></ul></div>"),
    "text in a list": ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    "list in a list": ("<ul><li>a</li><ol><li>b</li></ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    "list first in a list": ("<ul><ul><li>a</li></ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
    "terms alone": ("<dt>a</dt><dd>b</dd>", "<dl><dt>a</dt><dd>b</dd></dl>"),
    "text in definitions": ("<dl><dt>a</dt>b<p>c</p></dl>", "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>"),
    "no definitions": ("<dl><dt>a</dt></dl>", "<div><div>a</div></div>"),
    "grouped terms": ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
    "empty list": ("<ul></ul><p>a</p><ol><li></li></ol>", "<p>a</p>"),
    "numbers": ('<ol start="3" type="A" reversed><li value="7">a</li></ol>',
                '<ol start="3" type="A" reversed=""><li value="7">a</li></ol>'),
    # tables
    "headers":
        ('<table border=1 bgcolor=red><tr><th scope="COL" width=20>a</th></tr><tr><td>b</td></tr></table>',
                T + '<tbody><tr><th scope="col">a</th></tr><tr><td>b</td></tr></tbody></table>'),
    "headers of nothing": ('<table><tr><th scope="x">a</th></tr></table>',
                           T + "<tbody><tr><td>a</td></tr></tbody></table>"),
    "empty header": ("<table><tr><th></th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
                     T + "<tbody><tr><td></td><th>b</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"),
    "cells": ('<table><tr><td colspan="2" rowspan="x" headers="h" scope="row">a</td></tr></table>',
              T + '<tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
    # looks
    "colours":
        ('<p style="color:#000;background-color:#fff;font-family:x;font-size:12px;text-align:center">a</p>',
                '<p style="text-align:center">a</p>'),
    "font": ('<p><font color="black" face="x" size="2">a<big>b</big></font></p>', "<p>ab</p>"),
    "centred": ("<center>a</center>", '<div style="text-align:center">a</div>'),
    "aligned": ('<p align="RIGHT">a</p><table align="right"><tr><td>b</td></tr></table>',
                '<p style="text-align:right">a</p>\n' + T + '<tbody><tr><td>b</td></tr></tbody></table>'),
    "moving": ("<marquee>a</marquee>", "<p>a</p>"),
    "emphasis": ('<p><span style="font-weight:bold">a</span><b style="font-weight:normal">b</b></p>',
                 '<p><span style="font-weight:bold">a</span><b style="font-weight:normal">b</b></p>'),
    "not underlined": ('<p><a href="https://x.test/" style="text-decoration:none">a</a></p>',
                       '<p><a href="https://x.test/">a</a></p>'),
    "old names": ("<p><strike>a</strike><tt>b</tt></p>", "<p><s>a</s><code>b</code></p>"),
    "lines of a poem": ('<p style="white-space:pre-line">a\n  b</p>',
                        '<p style="white-space:pre-line">a&#10;  b</p>'),
    "box that scrolls": ('<div style="height:90px;overflow:auto"><p>a</p></div>', "<div><p>a</p></div>"),
    # parts of a page
    "parts": ("<main><header>a</header><nav>b</nav><aside>c</aside><footer>d</footer></main>",
              "<div><div>a</div><div>b</div><div>c</div><div>d</div></div>"),
    # links, languages, targets
    "empty link": ('<p>a<a href="https://x.test/"></a><a href="https://x.test/"> </a>b</p>', "<p>a b</p>"),
    "link of hidden text": ('<p>a<a href="https://x.test/"><i style="display:none">b</i></a></p>',
                            '<p>a<i style="display:none">b</i></p>'),
    "new window": ('<p><a href="https://x.test/" target="_BLANK" rel="opener">a</a></p>',
                   '<p><a href="https://x.test/" target="_blank" rel="noopener">a</a></p>'),
    "frame": ('<p><a href="https://x.test/" target="top">a</a></p>', '<p><a href="https://x.test/">a</a></p>'),
    "languages": ('<p lang="zh_CN">a</p><p lang="xq">b</p><p lang="english">c</p><p dir="RTL">d</p>',
                  '<p lang="zh-CN">a</p>\n<p>b</p>\n<p>c</p>\n<p dir="rtl">d</p>'),
    "focus and roles": ('<p tabindex="5" role="button" aria-hidden="true" accesskey="x">a</p>', "<p>a</p>"),
    "details": ("<details open><summary>a</summary><summary>b</summary>c</details>",
                '<details open=""><summary>a</summary><div>b</div>c</details>'),
    "details without summary": ("<details><summary></summary>a</details><summary>b</summary>",
                                "<details>a</details>\n<div>b</div>"),
    "chart's comments": ('<p>a</p>\r\n <!-- EM_StockImg_Start --><p style="text-align:center;"><b>b</b></p>'
                         "<!-- EM_StockImg_End -->", '<p>a</p>\n<p style="text-align:center"><b>b</b></p>'),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_what_stands_in_the_way_goes(body: str, expected: str) -> None:
    shown = published_body(body, inside={}.get)
    assert shown == expected
    assert published_body(shown, inside={}.get) == shown


UNSEEN = [
    "display:none", "DISPLAY : NONE !important", "visibility:hidden", "height:0;overflow:hidden",
    "width:0px;overflow-x:hidden", "max-height:0;overflow:hidden", "font-size:0", "font-size:0px",
    "color:transparent", "text-indent:-9999px",
]  # fmt: skip
SEEN = [
    "display:block", "visibility:visible", "height:0", "overflow:hidden", "font-size:0.9em",
    "text-indent:-2em", "width:auto;overflow:hidden", "width:100px;overflow:hidden", "color:red",
]  # fmt: skip


@pytest.mark.parametrize("style", UNSEEN)
def test_what_nobody_saw_stays_unseen(style: str) -> None:
    assert published_body(f'<p style="{style}">a</p>', inside={}.get) == '<p style="display:none">a</p>'


@pytest.mark.parametrize("style", SEEN)
def test_what_was_seen_is_seen(style: str) -> None:
    assert published_body(f'<p style="{style}">a</p>', inside={}.get) == "<p>a</p>"


@pytest.mark.parametrize("style", ["font-size:{}", "visibility:{}"])
def test_what_is_seen_within_the_unseen_is_seen(style: str) -> None:
    unseen, seen = ("0", "16px") if "size" in style else ("hidden", "visible")
    body = f'<ul style="{style.format(unseen)}"><li style="{style.format(seen)}">a</li></ul>'
    assert published_body(body, inside={}.get) == "<ul><li>a</li></ul>"
