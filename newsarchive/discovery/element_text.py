"""The text of an element, read no further than is worth it: a hostile page pays for itself alone."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u", "wbr",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
_BREAK = (" ", "")  # at a block, and at what stands within a line


def texts_of(element: HtmlElement, *, without: HtmlElement | None = None, steps: int = 120) -> Iterator[str]:
    """The pieces of text in an element, in their order; a space where a block begins or ends.

    :param without: an element within, whose text is left out
    :param steps: so many starts and ends of elements are looked at
    """
    if not isinstance(element.tag, str):
        return
    silent: HtmlElement | None = None
    for event, node in islice(etree.iterwalk(element, events=("start", "end")), steps):
        if event == "start":
            if silent is None and (node is without or node.tag in _SILENT):
                silent = node
            elif silent is None:
                yield from _within(node)
        elif silent is None or silent is node:
            silent = None
            yield _BREAK[node.tag in _INLINE]
            if node is not element:
                yield node.tail or ""


def _within(node: HtmlElement) -> Iterator[str]:
    if isinstance(node.tag, str):
        yield _BREAK[node.tag in _INLINE]
        yield node.text or ""


def text_of(element: HtmlElement, limit: int = 500, *, without: HtmlElement | None = None) -> str:
    """The text of an element on one line, at most ``limit`` characters; blocks are set off by a space."""
    pieces: list[str] = []
    length = 0
    for piece in texts_of(element, without=without):
        pieces.append(piece[:limit])
        length += len(pieces[-1])
        if length >= limit:
            break
    return " ".join("".join(pieces).split())[:limit]
