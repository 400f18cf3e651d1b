"""The section that an article stands in, by its trail of breadcrumbs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.json_ld import types_of
from newsarchive.extraction.metadata.stated import Stated, key_of
from newsarchive.extraction.metadata.words import CRUMBS, HOME, NO_SECTION
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import HAN

_HOLDERS = ("div", "nav", "ul", "ol", "p", "span", "td", "section", "h2", "h3", "dl")
_LABEL = re.compile(
    r"(?:(?:您|你)?(?:所在|现在|当前)的?(?:的)?位置|当前位置|位置|您现在位于)\s?(?:是)?\s?[:：>]"
)
_BETWEEN = re.compile(rf"\s*(?:>+|»|›|→|＞|\\)\s*|\s+[/-]\s+|(?<=[{HAN}])/|/(?=[{HAN}])")
_TRAIL = re.compile(r"\s*(?:网站)?(?:首页|主页)\s?(?:>|»|›|＞|→)")
_AFTER = re.compile(r"\s*(?:>|»|›|＞|→|/|-\s)")
_TRIED = 50
_LONGEST = 30
_LINKS = 60


def breadcrumbs(document: Document, others: Sequence[str]) -> Iterator[Stated]:
    """The last crumb before the article, out of structured data and out of the page.

    :param others: the article's title and authors, none of which is a section
    """
    for crumbs in _structured(document):
        if section := _last(crumbs, others):
            yield Stated("section", section, "breadcrumb list", 0.8)
    for crumbs in islice(_shown(document), 3):
        if section := _last(crumbs, others):
            yield Stated("section", section, "breadcrumbs", 0.75)


def menu(document: Document) -> Iterator[str]:
    """The short texts of the links in the page's menus: names of sections, most of them."""
    for holder in islice(document.body.iter("nav", "header"), 5):
        for link in islice(holder.iter("a"), _LINKS):
            if (name := text_of(link, _LONGEST)) and len(name) < _LONGEST:
                yield name


def _last(crumbs: Sequence[str], others: Sequence[str]) -> str:
    keys = [key for other in others if (key := key_of(other))]
    for crumb in reversed(crumbs):
        text = crumb.strip(" :：>-|　")
        own = key_of(text)
        if not own or NO_SECTION.search(text) or len(text) > _LONGEST or "位置" in text:
            continue
        if any(own == key or (len(own) >= 8 and key.startswith(own)) for key in keys):
            continue
        return text
    return ""


def _structured(document: Document) -> Iterator[list[str]]:
    for node in document.nodes:
        items = node.get("itemListElement")
        if "breadcrumblist" in types_of(node) and isinstance(items, list):
            crumbs = []
            for item in items[:20]:
                inner = item.get("item") if isinstance(item, dict) else None
                name = item.get("name") if isinstance(item, dict) else None
                name = name or (inner.get("name") if isinstance(inner, dict) else None)
                if isinstance(name, str):
                    crumbs.append(name[:200])
            yield crumbs


def _shown(document: Document) -> Iterator[list[str]]:
    tried = 0
    for element in document.body.iter(*_HOLDERS):
        named = element.keys() and _is_named(element.get("class") or "", element.get("id") or "")
        text = element.text
        labelled = (
            text and len(text) < 80 and not text.isspace() and (_LABEL.search(text) or _TRAIL.match(text))
        )
        if not named and not labelled:
            continue
        tried += 1
        crumbs = _crumbs(element) if tried < _TRIED else []
        if len(crumbs) > 1 or (labelled and crumbs):
            yield crumbs
    for link in document.body.iter("a"):
        if HOME.fullmatch((link.text or "").strip()) and _AFTER.match(link.tail or ""):
            yield _crumbs(link.getparent())


@lru_cache(maxsize=4096)
def _is_named(classes: str, name: str) -> bool:
    return CRUMBS.search(f"{classes} {name}"[:200].lower()) is not None


def _crumbs(element: HtmlElement) -> list[str]:
    links = [text for link in islice(element.iter("a"), 12) if (text := text_of(link, 60))]
    text = _LABEL.sub("", text_of(element, 300))
    parts = [part for part in _BETWEEN.split(text) if part]
    return parts if len(parts) > max(len(links), 1) else links
