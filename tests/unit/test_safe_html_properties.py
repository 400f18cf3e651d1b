"""What holds for every body, however hostile: seen by parsers that are not ours."""

import re
import runpy
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsarchive.posts.safe_html import allowed, safe_body, visible_text

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "publishing" / "hostile.py"))

WORDS = ["春风", "a", "x y", "&amp;", "&lt;b&gt;", "&nbsp;", "1 > 0", "…", "é", "\U0001f600", "q"]
SPACES = ["", " ", "\n", "\r\n", "\n ", "\r\n "]
NAMES = sorted(allowed.ELEMENTS)
ODD_NAMES = [
    "script",
    "style",
    "svg",
    "math",
    "template",
    "noscript",
    "iframe",
    "object",
    "textarea",
    "title",
    "xmp",
    "plaintext",
    "select",
    "option",
    "form",
    "input",
    "button",
    "body",
    "html",
    "head",
    "base",
    "meta",
    "link",
    "frameset",
    "table",
    "image",
    "mglyph",
    "mtext",
    "annotation-xml",
    "foreignObject",
    "desc",
    "listing",
    "nobr",
    "marquee",
    "applet",
    "P",
    "DIV",
    "bR",
    "x-y",
]
ADDRESSES = [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "java&Tab;script:x",
    "&#106;avascript:alert(1)", "&#x6a avascript:x", "java\u3000\u3000script:x", "data:text/html,x",
    "vbscript:x", "//h/x", "http://h/?a=1&lt=2&copy", "#x", "mailto:a@b", "\\\\h\\x", "&colon;x",
    "javascript&colon;x", "\x01javascript:x", "a b", "x 1x, javascript:x 2x", "feed:javascript:x",
]  # fmt: skip
STYLES = [
    "color:red", "position:fixed", "background:url(x)", "width:expression(x)", "color:\\75rl(x)",
    "COLOR:RED;;margin:0 1px", "color:red;behavior:url(x)", "c:{{x}}", "/**/color:red", "color:&quot;",
]  # fmt: skip
LIQUID = ["{{", "{%", "{#", "{:", "{{{", "{", "{{ x }}", "{% raw %}", "&#123;", "&#x7b;{", "{\u3000\u3000{"]
MARKDOWN = [
    "*x*", "[x](javascript:x)", "\n\n", "\n    code", "~~~\n", "{:toc}", "* TOC\n{:toc}", "> q\n",
    "# h\n", "[^1]: f\n", "\r\n\r\n", "\t", "     ", "---\n", "<!--more-->", "`", "|", "\n- x\n", "\r",
]  # fmt: skip
CONTROLS = ["\x00", "\x0b", "\x0c", "\x7f", "\x85", "\ufffe", "\ud800", "\ufeff", "\u2028", "\u3000\u3000"]
COMMENTS = [
    "<!-- c -->", "<!---->", "<!-->", "<!--->", "<!-- a -- b -->", "<!--[if IE]>", "<![endif]-->",
    "<!-- \n\n -->", "<!--", "-->", "--!>", "<!x>", "<?x>", "</ x>", "<![CDATA[", "]]>", "<!-- </pre> -->",
]  # fmt: skip

attribute_names = st.sampled_from(
    [*sorted(allowed.EVERYWHERE), "href", "src", "srcset", "cite", "poster", "data-x", "data-{{", "onclick",
     "ONERROR", "markdown", "xlink:href", "srcdoc", "action", "background", "a.b", "x", "name"]
)  # fmt: skip
attribute_values = st.one_of(
    *(st.sampled_from(x) for x in (WORDS, ADDRESSES, STYLES, LIQUID, MARKDOWN, COMMENTS))
)
attributes = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from([" ", " ", "\n", "\t", "/", "  ", "\n\n", ""]),
    attribute_names,
    st.sampled_from(["=", "=", "=", " = ", ""]),
    st.builds("{0}{1}{0}".format, st.sampled_from(['"', "'", "", "`"]), attribute_values),
    st.sampled_from(["", "", "", " "]),
)
tags = st.builds(
    "<{}{}{}{}".format,
    st.sampled_from(["", "", "/"]),
    st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(ODD_NAMES)),
    st.lists(attributes, max_size=3).map("".join),
    st.sampled_from([">", ">", ">", "/>", " >", "", "\n>"]),
)
pieces = st.one_of(
    tags,
    tags,
    *(st.sampled_from(x) for x in (WORDS, SPACES, LIQUID, MARKDOWN, CONTROLS, COMMENTS)),
    st.sampled_from(HOSTILE["BODIES"]).filter(lambda body: len(body) < 300),
)
hostile = st.lists(pieces, max_size=14).map("".join)

PHRASING = ["a", "b", "strong", "em", "span", "font", "sub", "u", "i"]
BLOCKS = ["div", "section", "blockquote", "center", "article"]


def _element(names, children):
    attribute = st.sampled_from(
        [
            "",
            ' class="x"',
            " id='y'",
            ' style="text-align:center;"',
            ' data-code="1,6"',
            ' title="a &amp; b"',
            " align=left",
        ]
    )
    return st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(names), attribute, children)


words = st.sampled_from([word for word in WORDS if word.strip()])
inline = st.recursive(
    st.one_of(words, st.sampled_from(["<br />", "<br>", '<img src="http://h/?a=1&b=2" />', "<!-- c -->"])),
    lambda inner: _element(PHRASING, st.lists(inner, max_size=3).map("".join)),
    max_leaves=6,
)
block = st.recursive(
    _element(["p", "h2", "center"], st.lists(inline, max_size=3).map("".join)),
    lambda inner: _element(BLOCKS, st.lists(inner, max_size=3).map("".join)),
    max_leaves=5,
)
clean = st.lists(st.tuples(block, st.sampled_from(SPACES)), max_size=6).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
any_tag = st.builds(
    "<{}{}>".format,
    st.sampled_from(["", "/"]),
    st.sampled_from([*NAMES, "form", "button", "svg", "mi", "x-y", "object"]),
)
unbalanced = st.lists(
    st.one_of(
        st.sampled_from([f"word{n} " for n in range(30)]),
        any_tag,
        st.sampled_from(["\n\n", "    ", "<!-- c -->", "<p onclick=x>", "<a href=javascript:x>", "{{"]),
    ),
    max_size=30,
).map("".join)

LISTED = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def html5lib_elements(html):
    tree = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in {"html", "head", "body"}:
            yield element.tag, {str(name): value for name, value in element.attrib.items()}


def lxml_elements(html):
    tree = lxml.html.document_fromstring(f"<html><body><i>x</i>{html}</body></html>")
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in {"html", "head", "body"}:
            yield element.tag, dict(element.attrib)


def problems(html):
    for parse in (html5lib_elements, lxml_elements):
        for tag, attrs in parse(html):
            if tag not in allowed.ELEMENTS:
                yield f"<{tag}>"
            listed = allowed.EVERYWHERE | allowed.PER_ELEMENT.get(tag, frozenset())
            for name, value in attrs.items():
                if name not in listed and not re.fullmatch(r"data-[a-z0-9_-]*", name):
                    yield f"<{tag} {name}>"
                elif name in {"href", "src", "cite", "poster", "srcset"}:
                    yield from _address_problems(name, value)
                elif name == "style":
                    yield from _style_problems(value)


def _address_problems(name, value):
    for part in re.split(r"[,\s]+", value) if name == "srcset" else [value]:
        squeezed = "".join(c for c in part if c > " " and c.isprintable())
        for reading in (squeezed, unescape(squeezed)):
            before, colon, _ = reading.partition(":")
            if colon and not re.search(r"[/?#]", before):
                scheme = before.lower()
                if scheme not in {"http", "https", "mailto", "tel"}:
                    yield f"{name}={value!r}"
        if part == squeezed:
            try:
                scheme = urlsplit(part).scheme
            except ValueError:
                scheme = ""
            if scheme not in {"", "http", "https", "mailto", "tel"}:
                yield f"{name}={value!r}"


def _style_problems(value):
    if re.search(r"url|expression|[\\@<{}]|/\*|behavior|binding", value.lower()):
        yield f"style={value!r}"
    for declaration in filter(str.strip, value.split(";")):
        if declaration.partition(":")[0].strip().lower() not in allowed.STYLES:
            yield f"style={value!r}"


def assert_safe(safe):
    assert list(problems(safe)) == []
    assert not re.search(r"\{[{%#:]", safe)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe]|\u3000\u3000", safe)
    assert safe_body(safe) == safe


@pytest.mark.parametrize("body", HOSTILE["BODIES"])
def test_nothing_of_a_known_attack_is_left(body):
    assert_safe(safe_body(body))


def test_the_checker_finds_what_runs():
    assert len(HOSTILE["XSS"]) >= 60
    found = [body for body in HOSTILE["XSS"] if list(problems(body))]
    assert len(found) > 0.8 * len(HOSTILE["XSS"])


@LISTED
@given(hostile)
@example("<p>&#13;</p><script>")
@example("{<!-->x-->{")
@example("\u3000<!-- a -- b -->\u3000<script>")
def test_any_body_becomes_safe_and_stays_so(body):
    assert_safe(safe_body(body))


@LISTED
@given(clean)
def test_a_safe_body_keeps_every_byte(body):
    assert safe_body(body) == body
    assert not list(problems(body))


@LISTED
@given(unbalanced)
def test_no_word_is_lost(body):
    dropped = "|".join(allowed.DROPPED_WITH_CONTENT)
    assert not re.search(rf"<({dropped})\b", body)
    words_before = Counter(re.findall(r"word\d+", body))
    assert Counter(re.findall(r"word\d+", visible_text(safe_body(body)))) == words_before


@LISTED
@given(st.text(max_size=200))
def test_plain_text_survives(text):
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]", "", text)
    kept = re.sub(
        "[" + "".join(chr(p << 16 | e) for p in range(17) for e in (0xFFFE, 0xFFFF)) + "]", "", kept
    )
    kept = kept.replace("\u3000\u3000", "").replace("&", "").replace("<", "")
    safe = safe_body(kept)
    assert "".join(visible_text(safe).split()) == "".join(kept.split())
