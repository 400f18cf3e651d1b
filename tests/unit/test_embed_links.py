"""Videos and other embeds leave a link with their title, whatever way a body came."""

import json
from datetime import UTC, datetime

import pytest

from newsarchive.crawling.article_reader import PAGE, TEXT
from newsarchive.crawling.asking import Answer
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.evidence import Validators
from newsarchive.extraction.body.embed_links import with_links
from newsarchive.items import Lead
from newsarchive.posts.markdown_body import html_of
from newsarchive.posts.safe_html import safe_body
from newsarchive.profiles import SiteProfile

URL = "https://gazette.example/2026/11/orchard"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
_WORDS = "The orchard behind the old mill was planted with forty pear trees by the children of the village. "
PLAYER = "https://www.youtube.com/embed/Pe4rTr33s"
WATCHED = "https://www.youtube.com/watch?v=Pe4rTr33s"
EMBEDS = {
    "frame": (f'<iframe width="560" src="{PLAYER}" title="Pears in bloom"></iframe>', WATCHED),
    "lazy frame": (f'<iframe data-src="{PLAYER}" src="about:" title="Pears in bloom"></iframe>', WATCHED),
    "frame for those without scripts": (
        f'<noscript><iframe src="{PLAYER}" title="Pears in bloom"></iframe></noscript>', WATCHED),
    "frame and its twin": (
        f'<iframe data-src="{PLAYER}" title="Pears in bloom"></iframe>'
        f'<noscript><iframe src="{PLAYER}" title="Pears in bloom"></iframe></noscript>', WATCHED),
    "relative frame": (
        '<iframe src="/charts/7.html" title="Pears in bloom"></iframe>', "https://gazette.example/charts/7.html"),
    "object": (
        '<object data="https://maps.example/orchard" aria-label="Pears in bloom"><p>No map</p></object>',
        "https://maps.example/orchard"),
    "script's element": (
        '<lite-youtube videoid="Pe4rTr33s" playlabel="Pears in bloom"></lite-youtube>', WATCHED),
    "quick page's element": (
        '<amp-youtube data-videoid="Pe4rTr33s" title="Pears in bloom" layout=fill></amp-youtube>', WATCHED),
    "place for a chart": (
        '<div class="flourish-embed" data-src="story/123" title="Pears in bloom"></div>',
        "https://flo.uri.sh/story/123/embed"),
    "video by script": (
        '<video src="blob:https://gazette.example/1" data-video-url="https://media.example/pears.m3u8"'
        ' title="Pears in bloom" controls></video>', "https://media.example/pears.m3u8"),
}  # fmt: skip


def _answer(body: str) -> Answer:
    kind = "application/json" if body.startswith("{") else "text/html; charset=utf-8"
    return Answer(
        url=URL, status=200, body=body.encode(), content_type=kind, is_text=True, served=NOON,
        page=Validators(URL),
    )  # fmt: skip


def _read(body: str, profile: dict[str, object]) -> str:
    site = SiteProfile.model_validate({"name": "gazette", "home": "https://gazette.example/", **profile})
    reader = SiteReader(Lead(URL, source_id="orchard"), site)
    step = TEXT if body.startswith("{") else PAGE
    reader.served = NOON
    reader.take(step, _answer(body))
    return safe_body(reader.draft().body or "")


def _text(embed: str) -> str:
    return f"<p>{_WORDS * 3}</p>\n{embed}\n<p>{_WORDS * 2}</p>"


def _page(embed: str) -> str:
    return f"<html><body><article><h1>Pears</h1><div class=text>{_text(embed)}</div></article></body></html>"


def automatic(embed: str) -> str:
    return _read(_page(embed), {})


def by_rules(embed: str) -> str:
    return _read(_page(embed), {"article": {"body": ".text"}})


def from_endpoint(embed: str) -> str:
    text = {"url": "https://gazette.example/api/{id}", "body": "html"}
    return _read(json.dumps({"html": _text(embed)}), {"article": {"text": text}})


def adopted(embed: str) -> str:
    return safe_body(with_links(html_of(f"{_WORDS}\n\n{embed}\n\n*{_WORDS}*"), URL))


@pytest.mark.parametrize("read", [automatic, by_rules, from_endpoint, adopted])
@pytest.mark.parametrize(("embed", "leads_to"), EMBEDS.values(), ids=EMBEDS.keys())
def test_an_embed_leaves_a_link_with_its_title(read, embed: str, leads_to: str) -> None:  # type: ignore[no-untyped-def]
    body = read(embed)
    assert f'<a href="{leads_to}">Pears in bloom</a>' in body
    assert body.count(leads_to) == 1
    assert body.count("pear trees") >= 2
    assert "No map" not in body


LEFT = [
    f"<p>{_WORDS}</p>",
    '<p>&lt;iframe src="https://www.youtube.com/embed/1"&gt;</p>',
    '<iframe src="https://ads.example/slot?1" width=300></iframe>',
    '<iframe src="https://x.example/1" width=1 height=1></iframe>',
    "<noscript><img src='/pear.jpg'></noscript>",
    '<div data-id="7" class="story"><p>Pears</p></div><div data-id="8"></div>',
    '<video src="https://media.example/pears.mp4" controls title="Pears"></video>',
    '<audio><source src="/pears.ogg"></audio>',
    "<iframe", "<video><video>", "<object><p>never closed",
]  # fmt: skip


@pytest.mark.parametrize("html", LEFT)
def test_all_else_stays_byte_for_byte(html: str) -> None:
    assert with_links(html, URL) == html


def test_masses_of_embeds_are_linked_in_time() -> None:
    html = f'<object><iframe src="{PLAYER}"></iframe>' * 3000 + "<video>" * 20_000
    assert with_links(html, URL).count("<a href") <= 200
