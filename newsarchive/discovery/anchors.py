"""The links of a page with what stands around them: name, date, place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive.discovery.address_shape import Shape, address_shape
from newsarchive.discovery.addresses import canonical_address, joined
from newsarchive.discovery.date_beside import date_in_line, date_in_row
from newsarchive.discovery.link_words import HEADLINE, is_generic, weight
from newsarchive.discovery.url_patterns import pattern_of
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import whole_names

MOST = 10_000  # links of a page that are looked at
_OF_THE_WEB = re.compile(r"https?:[/\\]{2}[^/\\]", re.IGNORECASE)
_LEVELS = 5  # a row of a list is so many levels above its link at most
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE = 500  # characters of a link's text
_LONG = 150  # the weight of a text that is no title any more
_FURNITURE_TAGS = frozenset({"nav", "footer", "header"})
_FURNITURE_ROLES = frozenset({"navigation", "contentinfo", "banner", "menu", "menubar"})
_OF_ARTICLES = frozenset({"article", "main", "section", "li"})
_FURNITURE_NAME = whole_names("""
    nav navi navbar navigation menu menubar footer foot copyright bread-?crumbs? crumbs? pager pagination
    pages?-?(?:nav|bar|links?) friend-?links? top-?bar site-?header toolbar weizhi daohang channel-?list
    sub-?nav main-?nav
""")  # fmt: skip


@dataclass(slots=True)
class Anchor:
    """A link.

    :param url: canonical
    :param title: the best of what it and others to the same address are called
    :param date: as it stands beside it
    :param rank: how good that is: whether it says anything, is a heading, is no text, and its weight
    :param shape: what the address looks like
    :param pattern: what it has in common with others made by the same template
    :param place: the elements around it: links in rows of the same list have the same
    :param is_furniture: it stands in nothing but navigation, head or foot of the page
    """

    url: str
    title: str
    rank: tuple[int, ...]
    date: str | None
    shape: Shape
    pattern: str
    place: str
    is_furniture: bool

    @property
    def weight(self) -> int:
        """How much its title says; 0 for one that only says that it is a link."""
        return self.rank[3] if self.rank[0] else 0

    @property
    def is_headline(self) -> bool:
        """Whether it is called as an article is."""
        return self.weight >= HEADLINE


def base_of(tree: HtmlElement, url: str) -> str:
    """What relative addresses on a page are relative to."""
    for stated in tree.iter("base"):
        if href := (stated.get("href") or "").strip():
            try:
                base = urljoin(url, href)
                return base if urlsplit(base).scheme in {"http", "https"} else url
            except ValueError:
                return url
    return url


def anchors_of(tree: HtmlElement, url: str) -> tuple[list[Anchor], int]:
    """The links of a page to other web pages, each address once, in their order; the first 10,000 count.

    :returns: also how many there are to addresses of the Web that nobody can ask for
    """
    reader = _Reader(tree, url)
    merged: dict[str, Anchor] = {}
    for link in reader.links:
        anchor = reader.read(link)
        known = merged.setdefault(anchor.url, anchor)
        if known is anchor:
            continue
        if anchor.rank > known.rank:
            known.title, known.rank, known.place = anchor.title, anchor.rank, anchor.place
        known.date = known.date or anchor.date
        known.is_furniture = known.is_furniture and anchor.is_furniture
    return list(merged.values()), reader.refused


def holds_more(tree: HtmlElement) -> bool:
    """Whether a page has more links than are looked at."""
    return next(islice(tree.iter("a", "area"), MOST, None), None) is not None


class _Link(NamedTuple):
    element: HtmlElement
    address: str
    text: str
    shape: Shape
    pattern: str


class _Reader:
    """One page's links; what is found out about an element is remembered, as many links share it."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        base = base_of(tree, url)
        own = canonical_address(url)
        self.links: list[_Link] = []
        self.refused = 0
        # For elements around links: the one address that they lead to, None where there are several;
        # the one counts all links, the other only those that may be articles.
        self._any: dict[HtmlElement, str | None] = {}
        self._only: dict[HtmlElement, str | None] = {}
        self._furniture: dict[HtmlElement, bool] = {}
        self._dates: dict[HtmlElement, str | None] = {}
        for element in islice(tree.iter("a", "area"), MOST):
            href = (element.get("href") or "").strip()
            address = None if href[:1] in {"", "#"} and href[:2] not in {"#!", "#/"} else joined(base, href)
            if address is None and _OF_THE_WEB.match(href):
                self.refused += 1
            if address and address != own:
                text = text_of(element, _TITLE)
                shape = address_shape(address, text)
                self.links.append(_Link(element, address, text, shape, pattern_of(address)))
                _note(self._any, element, address)
                if shape.kind == "article" or weight(text) >= HEADLINE:
                    _note(self._only, element, address)

    def read(self, link: _Link) -> Anchor:
        """A link with what stands around it."""
        row = self._row(link.element, link.address)
        title, rank = _named(link, row)
        if row is link.element:
            date = date_in_row(row, row) or date_in_line(row)
        elif row in self._dates:
            date = self._dates[row]
        else:
            date = self._dates[row] = date_in_row(row, link.element)
        furniture = self._in_furniture(link.element.getparent())
        return Anchor(
            link.address, title, rank, date, link.shape, link.pattern, _place(link.element), furniture
        )

    def _row(self, element: HtmlElement, address: str) -> HtmlElement:
        """The outermost element around a link that leads to no other article."""
        row = element
        only = self._only if self._only.get(element) == address else self._any
        for _ in range(_LEVELS):
            parent = row.getparent()
            if parent is None or parent.tag in {"body", "html"} or only.get(parent) != address:
                return row
            row = parent
        return row

    def _in_furniture(self, node: HtmlElement | None) -> bool:
        """Whether an element is, or is within, navigation, head or foot of the page."""
        if node is None:
            return False
        if node not in self._furniture:
            self._furniture[node] = _is_furniture(node) or self._in_furniture(node.getparent())
        return self._furniture[node]


def _note(only: dict[HtmlElement, str | None], element: HtmlElement, address: str) -> None:
    """Note a link at the elements around it."""
    node: HtmlElement | None = element
    for _ in range(_LEVELS + 1):
        if node is None or only.setdefault(node, address) is None:
            return
        if only[node] != address:
            only[node] = None
        node = node.getparent()


def _is_furniture(node: HtmlElement) -> bool:
    tag = node.tag
    if tag in _FURNITURE_TAGS:
        return not any(parent.tag in _OF_ARTICLES for parent in islice(node.iterancestors(), 6))
    if (node.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(name) > 3 and len(name) < 500 and _FURNITURE_NAME.search(name.lower()) is not None


def _named(link: _Link, row: HtmlElement) -> tuple[str, tuple[int, ...]]:
    """What a link is called, and how good a title that is."""
    element, text = link.element, link.text
    heading = next(_few(element, _HEADINGS), None)
    headed = heading is not None or any(
        parent.tag in _HEADINGS for parent in islice(element.iterancestors(), 3)
    )
    if heading is not None:
        text = text_of(heading, _TITLE)
    stated = " ".join((element.get("title") or element.get("aria-label") or "")[:500].split())
    if stated and (not text or is_generic(text) or stated.startswith(text.rstrip(".… "))):
        text = stated
    if not text:
        pictured = (" ".join((image.get("alt") or "")[:500].split()) for image in _few(element, {"img"}))
        text, headed = next(pictured, ""), False
    if (not text or is_generic(text)) and row is not element:
        heading = next(_few(row, _HEADINGS), None)
        if heading is not None and (above := text_of(heading, _TITLE)):
            text, headed = above, True
    heaviness = weight(text)
    good = heaviness > 0 and not is_generic(text)
    return text, (int(good), int(headed), int(heaviness < _LONG), heaviness)


def _few(element: HtmlElement, tags: frozenset[str] | set[str]) -> Iterator[HtmlElement]:
    """The first such elements within one, as far as it is looked through."""
    return (node for node in islice(element.iter(), 60) if node.tag in tags)


def _place(element: HtmlElement) -> str:
    steps = []
    for node in islice(element.iterancestors(), 4):
        names = (node.get("class") or "")[:100].split()
        steps.append(f"{node.tag}.{re.sub(r'[0-9]+', '', names[0])}" if names else str(node.tag))
    return "<".join(steps)
