"""A page's blocks in reading order, with what can be counted about each."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import (
    BLOCKS,
    FIGURED,
    holders_of,
    is_figured_table,
    names_of,
    width,
)
from newsarchive.extraction.body.words import ARTICLE, ASIDE, CAPTION, KINDS
from newsarchive.pages.visible_text import all_text


class Place(NamedTuple):
    """What an element's ancestors say of what stands in it."""

    names_article: int = 0
    names_aside: int = 0
    near_aside: int = 99
    article: bool = False
    main: bool = False
    aside: bool = False
    header: bool = False
    footer: bool = False
    item_body: bool = False
    li: bool = False
    td: bool = False
    quote: bool = False
    figure: bool = False
    caption: bool = False
    linked: bool = False
    depth: int = 0
    articles: int = 0
    kinds: frozenset[str] = frozenset()


class _Said(NamedTuple):
    """What an element's id and classes say."""

    article: bool
    aside: bool
    caption: bool
    kinds: frozenset[str]


_NOTHING_SAID = _Said(article=False, aside=False, caption=False, kinds=frozenset())
_SHORTEST = 5  # the blanks between no names are three


@dataclass(slots=True, eq=False)
class Block:
    """A block of text that holds no other."""

    element: HtmlElement
    text: str
    width: int
    linked: float
    place: Place
    tag: str
    features: list[float] = field(default_factory=list)


def blocks_of(root: HtmlElement) -> list[Block]:
    """All blocks with text below ``root``, whose text is in blocks already."""
    places: dict[HtmlElement, Place] = {}
    found: list[Block] = []
    alive = [element for element in root.iter() if isinstance(element.tag, str)]
    holders = holders_of(element for element in alive if element.tag in BLOCKS)
    for element in alive:
        parent = element.getparent()
        if element in holders:
            places[element] = _place(element, places.get(parent, Place()))
        elif element.tag in BLOCKS:
            places[element] = place = _place(element, places.get(parent, Place()))
            block = _block(element, place)
            if block is not None:
                found.append(block)
    return found


def _block(element: HtmlElement, place: Place) -> Block | None:
    text = all_text(element)
    if not text:
        return None
    linked = 1.0 if place.linked else 0.0
    if not linked and len(element):
        links = element.iter("a")
        linked = sum(len(("".join(a.itertext()) if len(a) else a.text or "").strip()) for a in links) / len(
            text
        )
    return Block(element, text, width(text), min(linked, 1.0), place, element.tag)


def _place(element: HtmlElement, above: Place) -> Place:
    item_body = "articlebody" in (element.get("itemprop") or "").lower()
    if above.figure and (element.tag in FIGURED or is_figured_table(element)):
        above = above._replace(figure=False)
    return _within(above, element.tag, _said(names_of(element)), item_body=item_body)


@lru_cache(maxsize=4096)
def _said(names: str) -> _Said:
    if len(names) < _SHORTEST:
        return _NOTHING_SAID
    return _Said(
        ARTICLE.search(names) is not None,
        ASIDE.search(names) is not None,
        CAPTION.search(names) is not None,
        frozenset(found.lastgroup or "" for found in KINDS.finditer(names)),
    )


@lru_cache(maxsize=4096)
def _within(above: Place, tag: str, said: _Said, *, item_body: bool) -> Place:
    if tag in ("body", "html"):
        return above
    return Place(
        names_article=above.names_article + said.article,
        names_aside=above.names_aside + said.aside,
        near_aside=0 if said.aside else above.near_aside + 1,
        article=above.article or tag == "article",
        main=above.main or tag == "main",
        aside=above.aside or tag == "aside",
        header=above.header or tag == "header",
        footer=above.footer or tag in ("footer", "nav"),
        item_body=above.item_body or item_body,
        li=above.li or tag in ("li", "dd", "dt"),
        td=above.td or tag == "td",
        quote=above.quote or tag == "blockquote",
        figure=above.figure or tag in ("figure", "figcaption"),
        caption=above.caption or said.caption or tag in ("figcaption", "caption"),
        linked=above.linked or tag == "a",
        depth=above.depth + 1,
        articles=above.articles + (tag == "article"),
        kinds=above.kinds | said.kinds,
    )
