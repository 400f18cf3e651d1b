"""Which pictures a body shows, at which address, and the body once they are kept."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.media.pictures_of import Found, pictures_of, with_pictures
from newsarchive.posts.safe_html import safe_body
from newsarchive.posts.safe_html.judge import Verdict, judge

HOST = "https://img.example"
FERRY = f"{HOST}/ferry.jpg"
PAGE = "https://gazette.example/2026/11/ferry.html"
KEPT = "media/ab/" + "ab" * 32 + ".jpg"

# The attributes of an <img>, where {0} is the picture's largest rendition, and its width if anything says it.
IMAGES = {
    "src": 'src="{0}"',
    "stretched by its style": 'src="{0}" style="width:0;height:0;min-width:100%;max-width:100%"',
    "a share of the page": 'src="{0}" width="100%" height="auto"',
    "single quotes": "src='{0}'",
    "capitals": 'SRC="{0}" ALT="x"',
    "lazy": f'src="{HOST}/tiny.jpg" data-src="{{0}}"',
    "lazy by another name": f'src="{HOST}/tiny.jpg" data-lazy-src="{{0}}"',
    "original": f'data-original="{{0}}" src="{HOST}/s.jpg"',
    "data": 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-srcset="{0}"',
    "widths": f'src="{HOST}/s.jpg" srcset="{HOST}/s.jpg 300w, {{0}} 1200w, {HOST}/m.jpg 800w" sizes="50vw"',
    "densities": f'src="{HOST}/s.jpg" srcset="{HOST}/s.jpg, {HOST}/m.jpg 1.5x, {{0}} 2x"',
    "no blank after the comma": f'srcset="{HOST}/s.jpg 1x,{{0}} 2x"',
    "lazy widths": f'src="{HOST}/s.jpg" data-srcset="{HOST}/s.jpg 300w,\n {{0}} 900w"',
    "blurred widths": f'srcset="{HOST}/blur.jpg 20w" data-src="{{0}}" src="{HOST}/blur.jpg"',
    "placeholder in a set": 'srcset="data:image/png;base64,AA== 1w, {0} 640w"',
    "malformed": f'srcset="{HOST}/s.jpg 300w, , {{0}} 1200w 800h,, {HOST}/m.jpg wide"',
    "beyond all measure": f'srcset="{HOST}/scan.jpg 12000w, {{0}} 6000w, {HOST}/m.jpg 800w"',
    "beyond it as stated": f'width="300" height="600" srcset="{HOST}/scan.jpg 5000w, {{0}} 3000w"',
    "dense beyond it": f'width="6000" height="4000" srcset="{HOST}/scan.jpg 2x, {{0}} 1x"',
}
# Those in which a picture is known by its name alone.
NAMED = {
    "placeholder": 'src="/img/blank.gif" data-anything="{0}"',
    "no blank, no descriptor": f'srcset="{{0}},{HOST}/s.jpg"',
}
URLS = [FERRY, f"{HOST}/w_400,h_300,c_fill/ferry.jpg", f"{HOST}/ferry?id=1&w=2"]
CASES = [
    pytest.param(attributes, url, id=f"{name}: {url[len(HOST) :]}")
    for name, attributes in (IMAGES | NAMED).items()
    for url in URLS[: 2 if name in NAMED else 3]
]


@pytest.mark.parametrize(("attributes", "url"), CASES)
def test_a_picture_is_found_at_its_largest(attributes: str, url: str) -> None:
    html = f"<p>Before <img {attributes.format(url.replace('&', '&amp;'))}> behind.</p>"
    assert [one.url for one in pictures_of(html, PAGE)] == [url]
    shown = with_pictures(html, {url: KEPT}, PAGE)
    assert shown.lower().startswith("<p>before <img ")
    assert shown.endswith("> behind.</p>")
    assert shown.count(f'src="/{KEPT}"') == shown.lower().count("src=") == 1
    assert "data-" not in shown
    assert "srcset" not in shown
    assert "sizes" not in shown


NO_PICTURES = {
    "none": "",
    "pixel": f'<img src="{FERRY}" width="1" height="1">',
    "pixel by style": f'<img src="{FERRY}" style="width: 1px; height: 1px">',
    "unseen": f'<img src="{FERRY}" style="display:none">',
    "one side": f'<img src="{FERRY}" height="1">',
    "separator": f'<img src="{HOST}/line.png" width="600px" height="8px">',
    "beacon": '<img src="https://sb.scorecardresearch.com/p?c1=2" alt="">',
    "counter": '<img src="https://vg07.met.vgwort.de/na/0123456789abcdef" alt="">',
    "a site's own beacon": f'<img src="{HOST}/pixel.gif?article=7">',
    "a host of beacons": '<img src="//pixel.gazette.example/hit/7">',
    "ornament": f'<img src="{HOST}/icons/share-icon.png">',
    "invisible": f'<img src="{FERRY}" style="visibility:hidden">',
    "pixel by an urgent style": f'<img src="{FERRY}" style="width:1px !important">',
    "dot": f'<img src="{HOST}/i/clear.gif">',
    "emoji of another set": f'<img src="{HOST}/assets/emoji/v2/72/1f600.png" alt="x">',
    "emoji": '<img class="emoji" src="https://s.example/72x72/1f600.png" alt="x">',
    "emoji by address": '<img src="https://s.w.org/images/core/emoji/13.1.0/72x72/1f600.png" alt="x">',
    "placeholder": f'<img src="{HOST}/spacer.gif">',
    "data": '<img src="data:image/png;base64,iVBORw0KGgo=">',
    "drawing": f'<img src="{HOST}/chart.svg?v=3">',
    "another scheme": '<img src="mailto:desk@gazette.example">',
    "no address": '<img alt="Ferry">',
    "a comment": f'<!-- <img src="{FERRY}"> -->',
    "a video": f'<video poster="{FERRY}"><source src="{HOST}/ferry.mp4" type="video/mp4"></video>',
    "its path in text": f'src="{FERRY}"',
}


@pytest.mark.parametrize("shown", NO_PICTURES.values(), ids=NO_PICTURES.keys())
def test_what_is_no_picture_to_keep_stays_byte_for_byte(shown: str) -> None:
    html = f"<p>Before {shown} behind.</p>"
    assert pictures_of(html, PAGE) == []
    assert with_pictures(html, {FERRY: KEPT}, PAGE) == html


# What of a <picture> is chosen: its sources, what its <img> says, and the picture's URL.
CHOICES = {
    "the image alone": ("", f'src="{FERRY}"'),
    "a source of the same size": (f'<source srcset="{FERRY}" type="image/webp">', f'src="{HOST}/f.jpg"'),
    "a source alone": (f'<source srcset="{FERRY}">', ""),
    "a drawing": (f'<source srcset="{HOST}/f.svg" type="image/svg+xml">', f'src="{FERRY}"'),
    "a type that is not kept": (f'<source srcset="{HOST}/f.jxl 9w" type="image/jxl">', f'src="{FERRY}"'),
    "art direction": (
        f'<source media="(max-width: 600px)" srcset="{HOST}/square.jpg">'
        f'<source media="(min-width: 1200px)" srcset="{FERRY}">'
        f'<source media="(min-width: 601px)" srcset="{HOST}/wide.jpg">',
        f'src="{HOST}/square.jpg"',
    ),
    "for small screens": (
        f'<source media="(max-width: 40em)" srcset="{HOST}/square.jpg">',
        f'src="{FERRY}" alt="x"',
    ),
    "at night": (
        f'<source media="(prefers-color-scheme: dark)" srcset="{HOST}/night.jpg 2000w">',
        f'src="{FERRY}"',
    ),
    "widths": (
        f'<source type="image/avif" srcset="{HOST}/a.avif 400w, {HOST}/b.avif 800w">'
        f'<source type="image/webp" srcset="{HOST}/a.webp 400w, {FERRY} 1600w">',
        f'src="{HOST}/a.jpg" srcset="{HOST}/a.jpg 400w"',
    ),
    "stated widths": (
        f'<source srcset="{HOST}/s.jpg" width="640" height="480">'
        f'<source srcset="{FERRY}" width="1600" height="1200">',
        f'src="{HOST}/s.jpg" width="640" height="480"',
    ),
    "a scan": (
        f'<source srcset="{HOST}/scan.jpg" width="9000" height="9000">',
        f'src="{FERRY}" width="900" height="900"',
    ),
    "late": (f'<source srcset="{HOST}/blur.webp" data-srcset="{FERRY}">', f'src="{HOST}/blur.jpg"'),
    "late image": ('<source srcset="data:image/gif;base64,R0">', f'src="data:," data-src="{FERRY}"'),
}


@pytest.mark.parametrize(("sources", "attributes"), CHOICES.values(), ids=CHOICES.keys())
@pytest.mark.parametrize("between", ["", "\n  "])
def test_of_a_picture_with_sources_one_is_chosen(sources: str, attributes: str, between: str) -> None:
    inside = between.join(["", *sources.replace("><", ">\0<").split("\0"), f"<img {attributes}>", ""])
    html = f"<figure><picture>{inside}</picture><figcaption>A ferry. Photo: Ann</figcaption></figure>"
    assert [one.url for one in pictures_of(html)] == [FERRY]
    shown = with_pictures(html, {FERRY: KEPT})
    assert shown.startswith(f'<figure><img src="/{KEPT}"')
    assert shown.endswith("><figcaption>A ferry. Photo: Ann</figcaption></figure>")
    assert shown.count("<img") == 1
    assert "<source" not in shown
    assert "picture>" not in shown


def test_what_is_said_of_a_picture_stays() -> None:
    html = (
        '<figure class="wide"><a href="/x"><img id=\'f\' {0} loading="lazy"\n'
        ' alt="A &quot;ferry&quot;" title="Ann" width="900" height="600" data-credit="Ann/GZ" /></a>'
        "<figcaption>At sea</figcaption></figure>"
    )
    small = f'src="{HOST}/s.jpg?a=1&amp;b=2"'
    assert with_pictures(html.format(f'{small} srcset="{FERRY} 1200w"'), {FERRY: KEPT}) == (
        html.format(f'src="/{KEPT}"')
    )
    assert with_pictures(html.format(small), {f"{HOST}/s.jpg?a=1&b=2": KEPT}) == (
        html.format(f'src="/{KEPT}"')
    )


@pytest.mark.parametrize(
    ("src", "base", "url"),
    [
        ("/a/ferry.jpg", PAGE, "https://gazette.example/a/ferry.jpg"),
        ("../ferry.jpg", PAGE, "https://gazette.example/2026/ferry.jpg"),
        ("//img.example/ferry.jpg", PAGE, FERRY),
        ("//img.example/ferry.jpg", "http://gazette.example/1", "http://img.example/ferry.jpg"),
        ("//img.example/ferry.jpg", "", FERRY),
        ("/a/ferry.jpg", "", None),
        (f"{HOST}/the ferry.jpg", PAGE, f"{HOST}/the%20ferry.jpg"),
        (f"{HOST}/渡轮.jpg", PAGE, f"{HOST}/渡轮.jpg"),
        ("https://img.example:port/x.jpg", PAGE, None),
        ("https://[img.example/x.jpg", PAGE, None),
        (f"/{KEPT}", "", None),
    ],
)
def test_addresses_are_absolute(src: str, base: str, url: str | None) -> None:
    assert [one.url for one in pictures_of(f'<p><img src="{src}"></p>', base)] == ([url] if url else [])


def test_a_picture_that_is_shown_twice_is_one_and_is_put_in_both_places() -> None:
    other = f"{HOST}/pier.jpg"
    html = f'<p><img src="{FERRY}"><img src="{other}"><img src="{HOST}/s.jpg" data-srcset="{FERRY}"></p>'
    assert pictures_of(html) == [Found(FERRY), Found(other)]
    shown = f'<p><img src="/{KEPT}"><img src="{other}"><img src="/{KEPT}"></p>'
    assert with_pictures(html, {FERRY: KEPT, other: ""}) == shown
    assert with_pictures(shown, {FERRY: KEPT, other: ""}) == shown
    assert with_pictures(html, {}) == shown.replace(f"/{KEPT}", FERRY)


def test_ten_thousand_pictures_in_one_are_looked_at_once() -> None:
    source, image = f'<source srcset="{HOST}/a.jpg 400w, {FERRY} 800w">\n', f'<img src="{HOST}/i.jpg">\n'
    html = f"<p><picture>{source * 10_000}{image * 10_000}</picture></p>"
    assert [one.url for one in pictures_of(html)] == [FERRY, f"{HOST}/i.jpg"]
    assert judge(with_pictures(html, {FERRY: KEPT})) is Verdict.CLEAN


_ATTRIBUTES = st.lists(st.sampled_from([
    f'src="{FERRY}"', 'src="/a b.jpg"', "src=''", 'src="data:,"', f"srcset='{FERRY} 2x, {HOST}/a,b 3x'",
    f'srcset="{HOST}/w_1,h_2/x.png 900w\n, {HOST}/y.png 100w"', f'data-src="{HOST}/lazy.webp?a&amp;b"',
    'data-original="//img.example/o.jpg"', 'sizes="50vw"', 'alt="[a](b) *c*"', "class=emoji", "width=1",
    'width="640"', 'height="480"', 'style="width:1px"', 'media="(min-width: 3em)"', 'type="image/webp"',
]), max_size=5, unique_by=lambda one: one.partition("=")[0]).map(" ".join)  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from([
        "<picture>", "</picture>", "<p>", "</p>", "<figure>", "</figure>", "<pre>", "</pre>", "<b>", "</b>",
        "\n", "\n\n", " ", "text", "<!-- note -->", " <!-- [a] -->", "<figcaption>x</figcaption>", "\r\n",
        "<video>", "</video>", "{{ x }}",
    ]),
    _ATTRIBUTES.map(lambda given: f"<img {given}>"),
    _ATTRIBUTES.map(lambda given: f"<img {given} />"),
    _ATTRIBUTES.map(lambda given: f"<source {given}>"),
)  # fmt: skip
_REPLACED = re.compile(r"</?(?:img|picture|source)\b[^>]*>|\s+")


@given(st.lists(_PIECES, max_size=25).map("".join), st.sampled_from(["", PAGE]), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_body_stays_safe_and_is_changed_once(raw: str, base: str, keeps: bool) -> None:
    html = safe_body(raw)
    urls = [one.url for one in pictures_of(html, base)]
    shown = with_pictures(html, dict.fromkeys(urls, KEPT if keeps else ""), base)
    assert judge(shown) is Verdict.CLEAN
    assert safe_body(shown) == shown
    assert _REPLACED.sub("", shown) == _REPLACED.sub("", html)
    assert with_pictures(shown, {}, "") == shown
    if not keeps:
        assert [one.url for one in pictures_of(shown)] == urls
