"""What of a body a built page shows: pictures, links, templates, text."""

import re
import runpy
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given

from newsarchive.posts.safe_html import safe_body, visible_text
from newsarchive.publishing.body import published_body
from tests.unit.test_safe_html_properties import LISTED, hostile, problems, unbalanced

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "publishing" / "hostile.py"))["BODIES"]
KEPT = "/media/ab/" + "ab" * 32 + ".jpg"
HOUSE = {
    "https://herald.example/": "/",
    "http://herald.example/": "/",
    "https://herald.example/category/port.html": "/category/port.html",
    "https://herald.example/news/1.html": "/port/2024/05/01/ferry.html",
}
ARTICLE = "https://herald.example/news/2.html"


def published(body: str, **options) -> str:
    return published_body(body, inside=HOUSE.get, **options)


def remote(address: str, text: str) -> str:
    return f'<a href="{address}" class="remote">{text}</a>'


PICTURES = {
    "described": ('<img src="https://p.test/a.jpg" alt="Two ferries">',
                  remote("https://p.test/a.jpg", "Two ferries (p.test)")),
    "not described":
        ("<img src='http://p.test/a.jpg'>", remote("http://p.test/a.jpg", "Picture (p.test)")),
    "without scheme":
        ('<img src="//p.test/a.jpg">', remote("https://p.test/a.jpg", "Picture (p.test)")),
    "lazy": ('<img src="https://p.test/blank.gif" data-original="https://p.test/a.jpg" alt="x">',
             remote("https://p.test/a.jpg", "x (p.test)")),
    "by srcset": ('<img srcset="https://p.test/s.jpg 300w, https://p.test/l.jpg 900w" alt="x">',
                  remote("https://p.test/l.jpg", "x (p.test)")),
    "chosen": ('<picture><source srcset="https://p.test/l.webp 2x"><img alt="x"></picture>',
               remote("https://p.test/l.webp", "x (p.test)")),
    "chosen, without img": ('<picture><source srcset="https://p.test/l.webp"></picture>',
                            remote("https://p.test/l.webp", "Picture (p.test)")),
    "with an ampersand": ('<img src="https://p.test/?a=1&amp;b=2" alt="x">',
                          remote("https://p.test/?a=1&amp;b=2", "x (p.test)")),
    "of a link":
        ('<a href="https://h.example/1"><img src="https://p.test/a.jpg" alt="x"></a>',
                  '<a href="https://h.example/1">x</a> ' + remote("https://p.test/a.jpg", "x (p.test)")),
    "of a link to itself":
        ('<a href="https://p.test/a.jpg"><img src="https://p.test/a.jpg" alt="x"></a>',
                            '<a href="https://p.test/a.jpg">x</a>'),
    "counting": ('a<img src="https://p.test/c.gif" width="1" height="1">', "a"),
    "counting, by style": ('a<img src="https://p.test/c.gif" style="width:1px;height:1px">', "a"),
    "nowhere": ('a<img alt="Two ferries">', "aTwo ferries"),
    "of no web address": ('a<img src="data:image/png;base64,AA==">', "a"),
    "video": ('<video src="https://p.test/v.mp4" poster="https://p.test/p.jpg" autoplay></video>',
              remote("https://p.test/v.mp4", "Video (p.test)")),
    "video by source": ('<video><source src="https://p.test/v.mp4"></video>',
                        remote("https://p.test/v.mp4", "Video (p.test)")),
    "sound": ('<audio src="https://p.test/a.mp3" title="Interview" autoplay>Too old.</audio>',
              remote("https://p.test/a.mp3", "Interview (p.test)")
              + '<span style="display:none">Too old.</span>'),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), PICTURES.values(), ids=PICTURES)
def test_what_lies_elsewhere_is_a_link(body: str, expected: str) -> None:
    assert published(f"<p>{body}</p>") == f"<p>{expected}</p>"


def test_pictures_of_the_archive_are_shown() -> None:
    body = f'<p><img src="{KEPT}" srcset="https://p.test/a 2x" width=58 height=1em alt="A &quot;x&quot;"></p>'
    shown = f'<p><img src="{KEPT}" alt="A &quot;x&quot;" width="58" loading="lazy"></p>'
    assert published(body) == shown
    assert published(f'<img src="{KEPT}" alt="/x">', remote_pictures=True) == (
        f'<p><img src="{KEPT}" alt="&#47;x" loading="lazy"></p>'
    )


def test_remote_pictures_are_shown_where_that_is_wanted() -> None:
    body = (
        '<p><img data-src="https://p.test/a.jpg" src="x.gif"></p><video src="https://p.test/v.mp4"></video>'
    )
    shown = published(body, remote_pictures=True)
    assert '<img src="https://p.test/a.jpg" alt="" loading="lazy" referrerpolicy="no-referrer">' in shown
    assert "<video" not in shown


@pytest.mark.parametrize(
    ("language", "word"),
    [("zh-CN", "图片"), ("zh", "图片"), ("zh-Hant-TW", "圖片"), ("zh-TW", "圖片"), ("de", "Bild"),
     ("de-AT", "Bild"),
     ("nb", "Bilde"), ("fr_CA", "Image"), ("xx", "Picture"), ("", "Picture")],
)  # fmt: skip
def test_a_picture_without_description_has_a_word_of_the_language(language: str, word: str) -> None:
    assert f">{word} (p.test)</a>" in published('<img src="https://p.test/a.jpg">', language=language)


LINKS = {
    "category page": ("//herald.example/category/port.html", "/category/port.html"),
    "home": ("http://herald.example/", "/"),
    "other article": ("https://herald.example/news/1.html#photo", "/port/2024/05/01/ferry.html"),
    "relative": ("1.html", "/port/2024/05/01/ferry.html"),
    "from the root": ("/category/port.html", "/category/port.html"),
    "not archived": ("/news/9.html", "https://herald.example/news/9.html"),
    "elsewhere": ("https://x.example/?a=1&b=%20 c", "https://x.example/?a=1&amp;b=%20%20c"),
    "mail": ("mailto:desk@herald.example", "mailto:desk@herald.example"),
    "picture of the archive": (KEPT, KEPT),
    "line ends within": ("https://x.exam\nple/", "https://x.example/"),
    "backslashes": ("/\\evil.example", None),
    "to nothing": ("#", None),
    "to no place": ("#elsewhere", None),
    "script": ("java&Tab;script:alert(1)", None),
    "odd brackets": ("https://[x/", None),
    "no host": ("https://:80/x", None),
}


@pytest.mark.parametrize(("href", "expected"), LINKS.values(), ids=LINKS)
def test_where_links_lead(href: str, expected: str | None) -> None:
    shown = published(f'<p><a href="{href}">x</a></p>', base=ARTICLE)
    assert shown == (f'<p><a href="{expected}">x</a></p>' if expected else "<p>x</p>")


def test_without_a_base_addresses_from_the_root_are_the_sites_own() -> None:
    assert published('<p><a href="/tag/x.html">x</a> <a href="1.html">y</a></p>') == (
        '<p><a href="/tag/x.html">x</a> y</p>'
    )


def test_footnotes_work() -> None:
    body = (
        '<p id="unused">x<a href="#fn:1" id="ref">1</a> <a href="https://herald.example/news/2.html#search">s</a></p>'
        '<p><a name="fn:1"></a>note <a href="#ref">back</a></p><p id="ref">twice</p><div id="search">q</div>'
    )
    assert published(body, base=ARTICLE) == (
        '<p>x<a id="text-ref" href="#text-fn-1">1</a> <a href="#text-search">s</a></p>\n'
        '<p><span id="text-fn-1"></span>note <a href="#text-ref">back</a></p>\n'
        '<p>twice</p>\n<div id="text-search">q</div>'
    )


@pytest.mark.parametrize(
    "text", ["{{ site.x }}", "{% if %}", "{{< figure >}}", "{{% ref %}}", "{: .x}", "{#x#}"]
)
def test_no_template_acts(text: str) -> None:
    shown = published(f'<p title="{text}">{text}</p><pre>a\n\n{text}</pre>')
    assert "{" not in shown
    assert "\n\n" not in shown
    assert visible_text(shown).count(text) == 2


def test_only_addresses_of_the_site_begin_with_a_slash() -> None:
    body = '<p title="/x" lang="de">="/y" <a href="/z" title="//a">"</a><time datetime="/t">t</time></p>'
    assert re.findall('="/[^"]*', published(body)) == ['="/z']


def everything(body: str, **options) -> list[tuple[str, dict[str, str]]]:
    tree = html5lib.parse("<!doctype html>" + published(body, **options), namespaceHTMLElements=False)
    return [(element.tag, element.attrib) for element in tree.iter() if isinstance(element.tag, str)]


def asked_for(body: str, **options) -> list[str]:
    """Addresses that a browser asks for by itself."""
    asked = []
    for tag, said in everything(body, **options):
        asked += [said[name] for name in ("src", "srcset", "poster", "data", "background") if name in said]
        asked += [said["href"]] if tag in ("link", "base") and "href" in said else []
        asked += re.findall(r"url\(.*", said.get("style", ""))
    return [address for address in asked if not address.startswith("/media/")]


FETCHING = [
    '<img src="https://p.test/a">', '<img srcset="https://p.test/a 2x">', '<img src="/a.jpg">', '<img src=a>',
    '<picture><source srcset="https://p.test/a"><img src="https://p.test/b"></picture>',
    '<video src="https://p.test/a" poster="https://p.test/b"><source src="https://p.test/c">'
    '<track src="https://p.test/d"></video>', '<audio src="https://p.test/a" preload="auto"></audio>',
    '<iframe src="https://p.test/a"></iframe>', '<embed src="https://p.test/a">',
    '<object data="https://p.test/a"></object>', '<link rel="prefetch" href="https://p.test/a">',
    '<p style="background-image:url(https://p.test/a)">x</p>', '<style>@import "https://p.test/a";</style>',
    '<table background="https://p.test/a"><tr><td>x</td></tr></table>', '<input type=image src="https://p.test/a">',
    '<svg><image href="https://p.test/a"/></svg>', '<base href="https://p.test/">', '<source src="https://p.test/a">',
    '<meta http-equiv="refresh" content="0;url=https://p.test/a">', '<script src="https://p.test/a"></script>',
]  # fmt: skip


@pytest.mark.parametrize("body", [*FETCHING, *HOSTILE])
def test_a_browser_asks_nobody(body: str) -> None:
    assert asked_for(body) == asked_for(body, base=ARTICLE) == []
    assert all(urlsplit(url).hostname for url in asked_for(body, base=ARTICLE, remote_pictures=True))


def own_text(shown: str) -> str:
    return "".join(visible_text(re.sub(r' ?<a [^>]*class="remote".*?</a>', "", shown)).split())


@pytest.mark.parametrize("body", HOSTILE)
def test_no_text_of_a_hostile_body_is_lost_and_nothing_changes_twice(body: str) -> None:
    shown = published(body)
    assert published(shown) == shown
    assert "{" not in shown
    assert list(problems(shown.replace(' tabindex="0"', ""))) == []
    alts = [said["alt"] for tag, said in html5lib_of(safe_body(body)) if tag == "img" and "alt" in said]
    assert own_text(shown) == "".join(visible_text(safe_body(body) + "".join(alts)).split())


def html5lib_of(html: str) -> list[tuple[str, dict[str, str]]]:
    tree = html5lib.parse("<!doctype html>" + html, namespaceHTMLElements=False)
    return [(element.tag, element.attrib) for element in tree.iter() if isinstance(element.tag, str)]


@LISTED
@given(unbalanced)
@example("<audio><audio>word0")
def test_no_word_is_lost(body: str) -> None:
    found = Counter(re.findall(r"word\d+", visible_text(published(body))))
    assert found == Counter(re.findall(r"word\d+", body))


@LISTED
@given(hostile)
def test_any_body_becomes_inert_and_stays_so(body: str) -> None:
    shown = published(body)
    assert published(shown) == shown
    assert asked_for(body) == []
    assert list(problems(shown.replace(' tabindex="0"', ""))) == []
    assert "{" not in shown
    assert "\n\n" not in shown
    assert re.findall(r'(?<! href)(?<! src)="/', shown) == []
    assert '"' not in re.sub(r"<[^<>]*>", "", shown)


def seen_text(element: Element) -> str:
    parts = [element.text or ""] if isinstance(element.tag, str) else []
    parts += [seen_text(child) + (child.tail or "") for child in element]
    return "".join("".join(parts).split()) if isinstance(element.tag, str) else ""


@LISTED
@given(hostile.filter(lambda body: not re.search(r"<(?:img|picture|video|audio)\b", safe_body(body))))
def test_all_text_that_a_browser_reads_is_kept(body: str) -> None:
    tree = html5lib.parse("<!doctype html><body>" + safe_body(body), namespaceHTMLElements=False)
    assert "".join(visible_text(published(body)).split()) == seen_text(tree.find("body"))
