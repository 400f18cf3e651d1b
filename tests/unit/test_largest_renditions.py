"""Where pictures are kept, bodies lead to their largest renditions; where not, nothing of them changes."""

import json
import re

import pytest

from newsarchive.extraction.by_rules import RuledPage
from newsarchive.extraction.whole_body import bodies_of
from newsarchive.media.pictures_of import pictures_of
from newsarchive.pages.tree import Page
from newsarchive.posts.safe_html import safe_body
from newsarchive.profiles import ArticleRules

URL = "https://gazette.example/2026/11/lighthouse"
LARGEST = "https://gazette.example/media/w_1600,c_fill/lighthouse.jpg"
SHOWN = "https://gazette.example/media/w_400,c_fill/lighthouse.jpg"
_SMALL, _LARGE = "/media/w_400,c_fill/lighthouse.jpg", "../../media/w_1600,c_fill/lighthouse.jpg"
MARKUP = {
    "srcset": f'<img src="{_SMALL}" srcset="{_SMALL} 400w, {_LARGE} 1600w" sizes="50vw" alt="Lamp">',
    "lazy": (
        f'<img src="/blank.gif" data-src="{_SMALL}" data-srcset="{_LARGE} 1600w, {_SMALL} 400w" alt="Lamp">'
    ),
    "for those without scripts": (
        f'<img src="/blank.gif" alt="Lamp"><noscript><img src="{_LARGE}" alt="Lamp"></noscript>'
    ),
    "sources": (
        f'<picture><source media="(max-width: 9em)" srcset="{_SMALL}">\n'
        f'<source type="image/webp" srcset="{_SMALL} 400w, {_LARGE} 1600w">\n'
        f'<img src="{_SMALL}" alt="Lamp"></picture>'
    ),
    "second source": (
        f'<picture><source srcset="/media/x.jxl 3000w" type="image/jxl"><source srcset="{_LARGE} 2x">'
        f'<img src="{_SMALL}" alt="Lamp"></picture>'
    ),
}  # fmt: skip
_TEXT = (
    "The keeper of the lighthouse at Skerrow Point has handed in his keys after forty-one years, "
    "and the lamp, which was lit by hand until last winter, is now watched from a room in the city. "
)
_BODY = f"<p>{_TEXT * 2}</p><figure>{{0}}<figcaption>The lamp. Photo: Ada</figcaption></figure><p>{_TEXT}</p>"


_PICTURES = re.compile(r"</?(?:img|picture|source)\b[^>]*>|\s+")


def page(markup: str, *, keeps: bool) -> Page:
    body = f"<article><h1>Lamp goes dark</h1><div class=text>{_BODY.format(markup)}</div></article>"
    return Page(f"<html><body><main>{body}</main></body></html>", URL, keeps_pictures=keeps)


def by_rules(markup: str, *, keeps: bool) -> str:
    rules = ArticleRules.model_validate({"body": ".text"})
    return RuledPage(page(markup, keeps=keeps)).body(rules)[0].value


def automatic(markup: str, *, keeps: bool) -> str:
    return bodies_of(page(markup, keeps=keeps))[0].value


def from_script(markup: str, *, keeps: bool) -> str:
    state = {
        "props": {"story": {"title": "Lamp goes dark", "body": _BODY.format(markup) + f"<p>{_TEXT * 3}</p>"}}
    }
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    source = f"<html><body><div id=app></div>{script}</body></html>"
    return bodies_of(Page(source, URL, keeps_pictures=keeps))[0].value


@pytest.mark.parametrize("read", [by_rules, automatic, from_script])
@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP.keys())
def test_the_largest_rendition_reaches_whoever_keeps_it(read, markup) -> None:  # type: ignore[no-untyped-def]
    kept, linked = (safe_body(read(markup, keeps=keeps)) for keeps in (True, False))
    (found,) = pictures_of(kept, URL)
    assert found.url == LARGEST
    assert "The lamp. Photo: Ada" in kept
    assert _PICTURES.sub("", kept) == _PICTURES.sub("", linked)


@pytest.mark.parametrize("read", [by_rules, automatic])
def test_one_rendition_alone_is_written_as_ever(read) -> None:  # type: ignore[no-untyped-def]
    markup = '<img src="/media/lamp.jpg" alt="Lamp">'
    kept, linked = (safe_body(read(markup, keeps=keeps)) for keeps in (True, False))
    assert kept.replace(' data-srcset="https://gazette.example/media/lamp.jpg"', "") == linked
