"""A captured page written anew: what it showed, and nothing in it that acts.

The page's tree is walked and each of its elements written anew, by the lists of what may be shown. Text is
always escaped, a style sheet cannot end before its end, and nothing else is written raw: so however a browser
reads the result, it finds no element and no attribute that was not written here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from newsarchive.browsing.originals.kept_markup import (
    AS_THEY_ARE,
    ATTRIBUTES,
    BLOCKS,
    DROPPED,
    FRAMING,
    LINES_KEPT,
    VOID,
)
from newsarchive.discovery.addresses import joined
from newsarchive.pages.tree import Page
from newsarchive.posts.renditions import in_full, largest_of
from newsarchive.text import cut, one_line

_SHOWN = 300  # characters of an address
_LONGEST = 100_000  # characters of an attribute
_ARIA = re.compile(r"aria-[a-z]{1,30}")
_DEAD = "newsarchive-dead"
_MARKS = f"""
.{_DEAD} {{ text-decoration: underline dashed; cursor: help; }}
.{_DEAD}:is(:hover, :focus)::after {{
  content: " [" attr(title) "]"; font: small monospace; color: #000; background: #fff;
  overflow-wrap: anywhere;
}}
"""


@dataclass(frozen=True, slots=True)
class Finds:
    """What a page leads to and shows, before anybody has looked which of it is kept.

    :param links: canonical addresses
    :param pictures: http(s) URLs
    """

    links: tuple[str, ...]
    pictures: tuple[str, ...]


def finds_of(page: Page) -> Finds:
    """The addresses of a page's links and pictures, each once."""
    links = (_leads_to(element, page) for element in page.tree.iter("a"))
    pictures = (url for element in page.tree.iter("img") for url in _pictures_of(element, page))
    return Finds(tuple(dict.fromkeys(filter(None, links))), tuple(dict.fromkeys(pictures)))


def safe_page(page: Page, own: Mapping[str, str], pictures: Mapping[str, str]) -> str:
    """The page as HTML that runs nothing, loads nothing and sends nothing.

    :param own: by canonical address of a link the address of our own page to which it leads instead
    :param pictures: by URL of a picture the ``data:`` URL that has its bytes
    """
    return "".join(_Writing(page, own, pictures).whole())


class _Writing:
    def __init__(self, page: Page, own: Mapping[str, str], pictures: Mapping[str, str]) -> None:
        self._page, self._own, self._pictures = page, own, pictures

    def whole(self) -> Iterator[str]:
        tree = self._page.tree
        title = one_line(tree.findtext(".//title") or "")
        yield f'<!doctype html>\n<html{_attributes(tree)}>\n<head>\n<meta charset="utf-8">\n'
        yield f"<title>{escape(title)}</title>\n"
        for sheet in tree.iter("style"):
            yield f"<style{_attribute('media', sheet.get('media'))}>{_sheet(sheet.text or '')}</style>\n"
        yield f"<style>{_MARKS}</style>\n</head>\n"
        body = tree.find("body")
        yield f"<body{'' if body is None else _attributes(body)}>"
        for child in tree:  # a frameset, too, which stands where a body would
            yield from self._within(child) if child is body else self._shown(child)
        yield "</body>\n</html>\n"

    def _within(self, element: HtmlElement) -> Iterator[str]:
        yield escape(element.text or "")
        for child in element:
            yield from self._shown(child)
            yield escape(child.tail or "")

    def _shown(self, element: HtmlElement) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str):  # a comment, or what libxml2 takes for an instruction
            return
        if tag in DROPPED:
            yield from self._instead(element, tag)
        elif tag == "img":
            yield self._picture(element)
        elif tag == "a":
            begin, end = self._link(element)
            yield begin
            yield from self._within(element)
            yield end
        else:
            name = tag if tag in AS_THEY_ARE else "pre" if tag in LINES_KEPT else _plain(element)
            yield f"<{name}{_attributes(element)}>"
            if name not in VOID:
                yield from self._within(element)
                yield f"</{name}>"

    def _link(self, element: HtmlElement) -> tuple[str, str]:
        href, attributes = (element.get("href") or "").strip(), _attributes(element, but=("title", "class"))
        if not href:
            return f"<span{attributes}{_named(element)}>", "</span>"
        if href.startswith("#"):
            return f"<a{attributes}{_named(element)}{_attribute('href', href)}>", "</a>"
        address = _leads_to(element, self._page)
        if own := self._own.get(address or ""):
            told = _attribute("href", own)
            return f'<a{attributes}{_named(element)}{told} target="_top" rel="noreferrer">', "</a>"
        return f"<span{attributes}{_dead(address or _bare(href), element.get('class'))}>", "</span>"

    def _picture(self, element: HtmlElement) -> str:
        urls = _pictures_of(element, self._page)
        data = next((self._pictures[url] for url in urls if url in self._pictures), None)
        attributes = _attributes(element, but=() if data else ("title", "class", "alt"))
        if data:
            return f"<img{attributes}{_attribute('src', data)}>"
        address = urls[0] if urls else _bare(element.get("src") or "")
        words = one_line(element.get("alt") or "") or "picture"
        return (
            f"<span{attributes}{_dead(address, element.get('class'))}>{escape(words)}</span>"
            if address
            else ""
        )

    def _instead(self, element: HtmlElement, tag: str) -> Iterator[str]:
        """What an element that would load something leaves: its kind, and the address."""
        framing = element.iter(*FRAMING) if tag in FRAMING else ()
        named = filter(None, (one.get(name) for one in framing for name in FRAMING[one.tag]))
        if address := next(filter(None, (in_full(one, self._page.base) for one in named)), None):
            yield f"<span{_dead(address, None)}>{tag}</span>"


def _leads_to(element: HtmlElement, page: Page) -> str | None:
    href = element.get("href")
    return joined(page.base, href) if href else None


def _pictures_of(element: HtmlElement, page: Page) -> list[str]:
    """Where a picture is, the largest rendition first, as the archive would have asked for it."""
    parent = element.getparent()
    sources = parent.iterchildren("source") if parent is not None and parent.tag == "picture" else ()
    largest = largest_of(element.attrib, [one.attrib for one in sources], page.base)
    shown = in_full(element.get("src") or "", page.base) if element.get("src") else None
    return list(dict.fromkeys(filter(None, (largest, shown))))


def _plain(element: HtmlElement) -> str:
    return "div" if element.tag in BLOCKS or any(_is_block(child) for child in element) else "span"


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCKS or element.tag in {"div", "p", "table", "ul", "ol", "section", "article"}


def _attributes(element: HtmlElement, but: tuple[str, ...] = ()) -> str:
    return "".join(
        _attribute(name, value) for name, value in element.attrib.items()
        if name not in but and len(value) <= _LONGEST and (name in ATTRIBUTES or _ARIA.fullmatch(name))
    )  # fmt: skip


def _named(element: HtmlElement) -> str:
    """Class, title and the old way to name a place of the page."""
    name = element.get("name")
    told = _attribute("class", element.get("class")) + _attribute("title", element.get("title"))
    return told + ("" if element.get("id") else _attribute("id", name))


def _attribute(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{escape(value)}"'


def _dead(address: str, classes: str | None) -> str:
    """The attributes of what led somewhere that is not kept; who points at it, or tabs to it, sees where."""
    every = _attribute("class", f"{classes or ''} {_DEAD}".strip())
    return every + _attribute("title", f"not kept here: {cut(one_line(address), _SHOWN)}") + ' tabindex="0"'


def _bare(href: str) -> str:
    """What is no address of a web page: its kind, for what a script was is nobody's to read."""
    scheme, colon, _ = one_line(href).partition(":")
    return f"{cut(scheme, 30)}:" if colon and scheme.lower() not in {"mailto", "tel"} else href


def _sheet(text: str) -> str:
    """A style sheet in which nothing ends the element that it stands in; an escaped slash is one to CSS."""
    return text.replace("</", "<\\/")
