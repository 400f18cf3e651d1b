"""What a page's head and headings say, gathered in one pass for all strategies."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive.extraction.metadata.json_ld import Node, nodes_of
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import text_of

HEADINGS = ("h1", "h2", "h3", "h4")
_WANTED = ("meta", "link", "title", "script", *HEADINGS)
_METAS = 400
_VALUE = 4_000  # characters of a meta element's content
_SCRIPT = 6_000_000  # characters of structured data


class Document:
    """A page and what its head states, each name in lower case.

    :param page: read, never changed
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.metas: dict[str, list[str]] = {}
        self.links: list[tuple[str, str, str]] = []
        self.structured: list[str] = []
        self.titles: list[str] = []
        self.headings: list[HtmlElement] = []
        for element in page.tree.iter(*_WANTED):
            self._take(element)

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """The name and content of each meta element of those names, in the order of the names."""
        for name in names:
            for value in self.metas.get(name, ()):
                yield name, value

    def first_meta(self, *names: str) -> str:
        """The first content that is not empty."""
        return next((value for _, value in self.meta(*names)), "")

    def absolute(self, address: str) -> str:
        """The address as seen from this page; empty where it is none of the web."""
        try:
            joined = urljoin(self.page.base or "", address.strip()[:2_000])
            urlsplit(joined)
        except ValueError:
            return ""
        return joined if joined.startswith(("http://", "https://")) else ""

    @cached_property
    def nodes(self) -> list[Node]:
        """The objects of the page's JSON-LD."""
        return nodes_of(self.structured)

    @cached_property
    def root(self) -> HtmlElement:
        """The ``html`` element."""
        return self.page.tree

    @cached_property
    def body(self) -> HtmlElement:
        """The body, or the whole document where there is none."""
        found = self.page.tree.find("body")
        return self.page.tree if found is None else found

    def _take(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "meta":
            self._take_meta(element)
        elif tag == "link":
            self.links.append((_low(element, "rel"), element.get("href") or "", _low(element, "hreflang")))
        elif tag == "title":
            parent = element.getparent()
            if parent is not None and parent.tag != "svg" and (text := text_of(element, 5_000)):
                self.titles.append(text)
        elif tag == "script":
            if "ld+json" in _low(element, "type") and len(element.text or "") < _SCRIPT:
                self.structured.append(element.text or "")
        else:
            self.headings.append(element)

    def _take_meta(self, element: HtmlElement) -> None:
        content = (element.get("content") or "").strip()[:_VALUE]
        if not content or len(self.metas) > _METAS:
            return
        for kind in ("property", "name", "itemprop", "http-equiv"):
            if name := _low(element, kind):
                values = self.metas.setdefault(name, [])
                if content not in values[:50]:
                    values.append(content)


@lru_cache(maxsize=1)
def document_of(page: Page) -> Document:
    """What a page's head and headings say, gathered once for all who read the page in turn."""
    return Document(page)


def _low(element: HtmlElement, attribute: str) -> str:
    return (element.get(attribute) or "")[:200].strip().lower()
