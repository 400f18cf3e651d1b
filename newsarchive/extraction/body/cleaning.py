"""Clean the element that a profile's selector found: plain HTML without what is not the article's."""

from collections.abc import Sequence
from html import escape

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block, blocks_of
from newsarchive.extraction.body.captions import captions_among
from newsarchive.extraction.body.elements import (
    BLOCKS,
    HEADINGS,
    UNREAD,
    ancestors,
    direction_stated,
    names_of,
    within,
)
from newsarchive.extraction.body.fragment import Chosen, write_fragment
from newsarchive.extraction.body.selection import data_tables
from newsarchive.extraction.body.unshown import shown_once
from newsarchive.extraction.body.words import ARTICLE, CERTAINLY_NOT_TEXT, is_certainly_aside
from newsarchive.extraction.body.working import working_copy
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import squeezed

_MOST = 15_000  # elements; the largest of 811 pages of many sites has 10,106
_AS_THEY_ARE = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SHORT_LINE = 40  # characters


def is_enormous(root: HtmlElement) -> bool:
    """Whether the page has so many elements that weighing each block would take seconds."""
    return int(root.xpath("count(.//*)")) > _MOST


def plain_paragraphs(root: HtmlElement, *, whole: bool) -> str:
    """The text as paragraphs and headings, without links, pictures and lists.

    :param whole: keep every text; else only what is long enough, and is not mostly a link
    """
    lines: list[str] = []
    parts: list[str] = []
    linked = unread = in_link = 0
    tag = "p"

    def close() -> None:
        nonlocal linked
        text = squeezed("".join(parts))
        if text and (whole or (len(text) >= _SHORT_LINE and linked * 2 < len(text))):
            lines.append(f"<{tag}>{escape(text, quote=False)}</{tag}>")
        parts.clear()
        linked = 0

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        text = element.text if event == "start" else element.tail
        if name in UNREAD:
            unread += 1 if event == "start" else -1
        elif name in BLOCKS or name == "br":
            close()
            tag = name if event == "start" and name in _AS_THEY_ARE else "p"
        elif name == "a":
            in_link += 1 if event == "start" else -1
        if text and not unread and (event == "start" or element is not root):
            parts.append(text)
            linked += len(text.strip()) if in_link else 0
    close()
    return "\n".join(lines)


_SHORT = 160
_LONG_BOX = 400
_LONG_ASIDE = 1500  # of text that links to nothing; whatever its holder is called, it is no share bar


def clean_body(found: HtmlElement | Sequence[HtmlElement] | str, page: Page) -> str:
    """What was found as HTML of paragraphs, headings, lists, quotes, tables and figures alone.

    Whoever found it knows that it is the body: only what says by its name or words that it is a share bar,
    a list of related articles, an editor's line and the like is left out.

    :param found: elements that a selector chose, which stay as they are; or a fragment of HTML
    :param page: whose address the relative ones are relative to
    """
    if isinstance(found, str):
        found = _elements_of(found)
    elements = [found] if isinstance(found, etree.ElementBase) else list(found)
    return "\n".join(filter(None, (_cleaned(element, page) for element in elements)))


def _elements_of(fragment: str) -> list[HtmlElement]:
    return [Page(f"<html><body><div>{fragment}</div></body></html>", "").tree.find("body")]


def _cleaned(element: HtmlElement, page: Page) -> str:
    if is_enormous(element):
        return plain_paragraphs(element, whole=True)
    copied = working_copy(element, page)
    around = filter(None, map(direction_stated, ancestors(element)))
    root = lxml.html.Element("div", {"dir": next(around, "ltr")})
    root.append(copied)
    blocks = shown_once(blocks_of(root))
    beside = within(asides(root, blocks) | _lists_of_links(root, blocks))
    kept = [block for block in blocks if not _is_not_text(block) and block.element not in beside]
    while kept and kept[-1].tag in HEADINGS and kept[-1] is not kept[0]:
        kept.pop()
    captions = captions_among(kept)
    pictures = {image for image in root.iter("img") if image not in beside}
    texts = {block.element for block in kept}
    return write_fragment(root, Chosen(texts, captions, pictures, data_tables(root), page.base))


def boxes(root: HtmlElement, blocks: list[Block]) -> set[HtmlElement]:
    """Small asides within a text; none of those that hold a part of it, as a page's grid may."""
    names = {element: names_of(element) for element in asides(root, blocks, _LONG_BOX)}
    return {e for e, named in names.items() if not ARTICLE.search(named) and "embed" not in named}


def asides(root: HtmlElement, blocks: list[Block], longest: float = _LONG_ASIDE) -> set[HtmlElement]:
    """Elements named for what is never text, unless they hold much of it."""
    longest = min(longest, sum(block.width for block in blocks) / 2 or 1)
    plain = {block.element: block.width * (1 - block.linked) for block in blocks}
    named = (e for e in root.iter() if e.attrib and is_certainly_aside(names_of(e)))
    others = (element for element in named if element not in (root, next(iter(root), None)))
    return {e for e in others if sum(plain.get(inner, 0.0) for inner in e.iter()) < longest}


def _lists_of_links(root: HtmlElement, blocks: list[Block]) -> set[HtmlElement]:
    known = {block.element: block for block in blocks}
    found = set()
    for element in root.iter("ul", "ol"):
        inside = [known[inner] for inner in element.iter() if inner in known]
        linked = sum(block.width * block.linked for block in inside)
        is_own = element is next(iter(root), None)
        if not is_own and len(element) > 2 and linked > 20 * sum(b.width * (1 - b.linked) for b in inside):
            found.add(element)
    return found


def _is_not_text(block: Block) -> bool:
    return block.width < _SHORT and CERTAINLY_NOT_TEXT.search(squeezed(block.text)) is not None
