"""Which pictures of a body stay, and by which address."""

import pytest

from newsarchive.extraction.body import body_candidates, clean_body
from newsarchive.pages.tree import Page
from tests.unit.test_auto_body import SENTENCES, URL, article, body, paragraphs

HARBOUR = '<img src="https://img.example/harbour.jpg" alt="">'
LAZY = {
    "src beside another address": "src='{0}' data-url='/2026/03/other.html'",
    "src beside a name": "src='{0}' data-image='harbour.v2' data-file='a.b/c'",
    "src beside an empty one": "src='{0}' data-src=''",
    "src beside a template": "src='{0}' data-src='{{{{url}}}}'",
    "blurred src": "src='https://img.example/tiny/harbour-20px.jpg' data-src='{0}'",
    "placeholder": "src='/img/blank.gif' data-lazyload-src='{0}'",
    "loader": "src='/loader.gif' data-anything='{0}'",
    "grey": "src='/img/gray-1x1.png' data-url='{0}'",
    "data": "src='data:image/gif;base64,R0' data-img-url='{0}'",
    "no src": "data-srcset='https://img.example/s.jpg 300w, {0} 900w'",
    "echo": "src='about:blank' data-echo='{0}'",
}


@pytest.mark.parametrize("attributes", LAZY.values(), ids=LAZY.keys())
def test_the_picture_itself_is_shown(attributes: str) -> None:
    image = f"<img {attributes.format('https://img.example/harbour.jpg')}>"
    assert clean_body(f"<p>{SENTENCES[0]}</p>{image}", Page("", URL)).endswith(f"<figure>{HARBOUR}</figure>")


TWINS = {
    "twin": "<img src='/blank.gif'><noscript>{0}</noscript>",
    "twin before": "<noscript>{0}</noscript><img class=lazy src='data:,'>",
    "alone": "<noscript>{0}</noscript>",
    "beside a good one": "{0}<noscript><img src='/harbour-small.jpg'></noscript>",
    "in a link": "<a href='/x'><img src='/img/spacer.gif'></a><noscript>{0}</noscript>",
}


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS.keys())
def test_one_picture_of_a_placeholder_and_its_twin(twins: str) -> None:
    image = "<img src='https://img.example/harbour.jpg'>"
    found = clean_body(f"<p>{SENTENCES[0]}</p><figure>{twins.format(image)}</figure>", Page("", URL))
    assert found.count("<img") == 1
    assert HARBOUR in found


PHOTOS = [
    "gray-whale.jpg",
    "grey-heron-2.jpg",
    "lazy-river.jpg",
    "loading-dock.jpg",
    "blank-page-protest.jpg",
    "pixel-art-show.png",
    "party-logo-unveiled.jpg",
    "avatar-3-premiere.jpg",
    "arrow-killing.jpg",
    "belly-button-study.jpg",
    "share-prices-fall.jpg",
    "icon-of-st-george.jpg",
    "icon/bath.jpg",
    "tracking-storm-map.png",
    "poll-chart.svg",
    "emoji-movie-review.jpg",
    "beacon-on-the-hill.webp",
    "weixin-2026-photo-of-harbour.jpg",
    "space-station.jpg",
    "empty-shelves.jpg",
    "x/1.jpg",
    "20260307.jpg",
]
ORNAMENTS = [
    "logo.png",
    "logo-white@2x.svg",
    "site-logo.png",
    "share-icon.png",
    "icon_share_24.png",
    "facebook-icon.svg",
    "arrow-right.svg",
    "avatar.jpg",
    "avatars/ann-lee.jpg",
    "gravatar/9f3.jpg",
    "blank.gif",
    "spacer.gif",
    "pixel.png",
    "qrcode.jpg",
    "erweima2.png",
    "btn_close.png",
    "weixin.jpg",
    "loading.gif",
]


@pytest.mark.parametrize("name", PHOTOS)
def test_words_within_a_name_make_no_ornament(name: str) -> None:
    found = clean_body(f"<p>{SENTENCES[0]}</p><img src='https://img.example/{name}'>", Page("", URL))
    assert f"https://img.example/{name}" in found


@pytest.mark.parametrize("name", ORNAMENTS)
def test_names_that_say_nothing_else_are_ornaments(name: str) -> None:
    assert "<img" not in clean_body(f"<p>{SENTENCES[0]}</p><img src='/static/{name}'>", Page("", URL))


@pytest.mark.parametrize("count", [2, 5])
def test_captioned_figures_after_the_text_stay(count: int) -> None:
    figures = "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>Seen on day {n}</figcaption></figure>" for n in range(count)
    )
    found = body(article(paragraphs(SENTENCES) + figures))
    assert [f"/{n}.jpg" in found and f"on day {n}<" in found for n in range(count)] == [True] * count


GALLERIES = {
    "list": "<ul class=gallery>{}</ul>|<li><img src='/{n}.jpg'></li>",
    "slides": "<div class=slides>{}</div>|<div class=slide style='{hide}'><img src='/{n}.jpg'></div>",
    "hidden figures": "<div>{}</div>|<figure {hidden}><img src='/{n}.jpg'></figure>",
    "nested figures": "<figure class=wp-block-gallery>{}</figure>|<figure><img src='/{n}.jpg'></figure>",
}


@pytest.mark.parametrize("gallery", GALLERIES.values(), ids=GALLERIES.keys())
@pytest.mark.parametrize("where", ["{first}{gallery}{rest}", "{first}{rest}{gallery}"])
def test_all_pictures_of_a_gallery_stay(gallery: str, where: str) -> None:
    holder, item = gallery.split("|")
    items = "".join(
        item.format(n=n, hide="display:none" if n else "", hidden="hidden" if n else "") for n in range(12)
    )
    first, rest = paragraphs(SENTENCES[:2]), paragraphs(SENTENCES[2:])
    found = body(article(where.format(first=first, rest=rest, gallery=holder.format(items))))
    assert [n for n in range(12) if f"/{n}.jpg" not in found] == []


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("<base href='https://cdn.example/b/'>", "https://cdn.example/b/"),
        ("<BASE target=_top HREF=/deep/>", "https://news.example/deep/"),
        ("<base target=_blank>", "https://news.example/2026/03/"),
        ("<base href=''>", "https://news.example/2026/03/"),
        ("<base href='http://[b'>", "https://news.example/2026/03/"),
        ("", "https://news.example/2026/03/"),
    ],
)
def test_relative_addresses_count_from_the_base(base: str, expected: str) -> None:
    text = f"{SENTENCES[0]} <a href='minutes.pdf'>Minutes</a>"
    html = article(f"<p>{text}</p><figure><img src='harbour.jpg'></figure>{paragraphs(SENTENCES[1:])}")
    found = body_candidates(Page(html.replace("<head>", f"<head>{base}"), URL))[0].value
    assert f'<a href="{expected}minutes.pdf">' in found
    assert f'<img src="{expected}harbour.jpg"' in found


def test_addresses_for_letters_stay() -> None:
    found = body(
        article(f"{paragraphs(SENTENCES)}<p>{SENTENCES[0]} <a href='mailto:a@b.example'>Write</a>.</p>")
    )
    assert '<a href="mailto:a@b.example">Write</a>' in found
