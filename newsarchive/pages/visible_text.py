"""What an element says to a reader, all that stands in it, and the lines around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.pages.words import words
from newsarchive.text import one_line

INLINE = words(
    "a abbr b bdi bdo big cite code data em font i ins label mark nobr q s small span strong sub sup time tt "
    "u var wbr"
)
UNSEEN = words(
    "audio canvas head iframe math noscript object option script select style svg template textarea video"
)
_STEPS = 400  # elements around a line that are looked at
_LINE = 600  # characters of a line; the article's text begins before


@dataclass(slots=True)
class Line:
    """One visible line.

    :param text: on one line, parts of several inline elements a space apart
    :param elements: those that the line's texts stand in
    """

    text: str
    elements: list[HtmlElement]


def text_of(element: HtmlElement, limit: int = 1_000) -> str:
    """The visible text of an element on one line, blocks a space apart; at most ``limit`` characters."""
    parts: list[str] = []
    size = 0
    for text in texts_of(element):
        parts.append(text[:limit])
        size += len(parts[-1])
        if size > limit:
            break
    return one_line("".join(parts))[:limit]


def texts_of(
    element: HtmlElement, *, without: HtmlElement | None = None, steps: int = 2 * _STEPS
) -> Iterator[str]:
    """The pieces of visible text in an element, in their order; a space where a block begins or ends.

    :param without: an element within, whose text is left out
    :param steps: so many starts and ends of elements are looked at
    """
    if not isinstance(element.tag, str):
        return
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in islice(walk, steps):
        if event == "start" and (node is without or (node.tag in UNSEEN and node is not element)):
            walk.skip_subtree()
            continue
        if event in ("start", "end") and node.tag not in INLINE:
            yield " "
        text = node.text if event == "start" else node.tail if node is not element else None
        if text:
            yield text


def own_text(element: HtmlElement) -> str:
    """The text that stands in the element itself, without that of its descendants."""
    return one_line(" ".join([element.text or "", *(child.tail or "" for child in element)]))


def all_text(element: HtmlElement) -> str:
    """Whatever text stands below an element, seen or not, without spaces where blocks begin and end."""
    return squeezed("".join(element.itertext()) if len(element) else element.text or "")


def squeezed(text: str) -> str:
    """The text with each run of white space one space, and none at its ends."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(text.split())


def lines_after(element: HtmlElement, count: int) -> Iterator[Line]:
    """The visible lines behind an element, in the page's order."""
    yield from _lines(_behind(element), count, forward=True)


def lines_before(element: HtmlElement, count: int) -> Iterator[Line]:
    """The visible lines before an element, the nearest first."""
    yield from _lines(_ahead(element), count, forward=False)


_Piece = tuple[HtmlElement, str, bool]
"""The element that a text stands in, the text, and whether it begins a new line."""


def _lines(pieces: Iterator[_Piece], count: int, *, forward: bool) -> Iterator[Line]:
    held: list[tuple[HtmlElement, str]] = []
    size = yielded = 0
    for element, text, apart in pieces:
        if apart and held:
            if line := _joined(held, forward=forward):
                yield line
                yielded += 1
                if yielded >= count:
                    return
            held, size = [], 0
        if text.strip() and size < _LINE:
            held.append((element, text[:_LINE]))
            size += len(text)
    if held and (line := _joined(held, forward=forward)):
        yield line


def _joined(held: list[tuple[HtmlElement, str]], *, forward: bool) -> Line | None:
    ordered = held if forward else held[::-1]
    text = one_line(" ".join(text for _, text in ordered))
    return Line(text, [element for element, _ in ordered]) if text else None


def _next(node: HtmlElement, *, skip: bool) -> tuple[HtmlElement | None, list[HtmlElement]]:
    """The next element in the page's order, and those that are closed on the way to it."""
    if not skip and len(node):
        return node[0], []
    left = []
    current: HtmlElement | None = node
    while current is not None:
        left.append(current)
        sibling = current.getnext()
        if sibling is not None:
            return sibling, left
        current = current.getparent()
    return None, left


def _behind(element: HtmlElement) -> Iterator[_Piece]:
    node, skip = element, True
    for _ in range(_STEPS):
        following, left = _next(node, skip=skip)
        for closed in left:
            apart = closed.tag not in INLINE if isinstance(closed.tag, str) else False
            parent = closed.getparent()
            if parent is not None and (closed.tail or apart):
                yield parent, closed.tail or "", apart
        if following is None:
            return
        node, tag = following, following.tag
        skip = not isinstance(tag, str) or tag in UNSEEN
        if not skip:
            yield node, node.text or "", tag not in INLINE


def _ahead(element: HtmlElement) -> Iterator[_Piece]:
    """Texts before an element, backwards: its elders, their last descendants first."""
    node = element
    for _ in range(_STEPS):
        elder = node.getprevious()
        if elder is None:
            parent = node.getparent()
            if parent is None:
                return
            yield parent, parent.text or "", False
            yield parent, "", parent.tag not in INLINE
            node = parent
            continue
        yield from _backwards(elder)
        node = elder


def _backwards(elder: HtmlElement) -> Iterator[_Piece]:
    parent = elder.getparent()
    apart = isinstance(elder.tag, str) and elder.tag not in INLINE
    yield parent, elder.tail or "", False
    yield parent, "", apart
    if isinstance(elder.tag, str) and elder.tag not in UNSEEN:
        stack = [(elder, False)]
        steps = 0
        while stack and steps < _STEPS:
            steps += 1
            node, done = stack.pop()
            if done:
                yield node, node.text or "", False
                yield node, "", node.tag not in INLINE
                if node is not elder:
                    yield node.getparent(), "", False
                continue
            if node is not elder:
                yield node.getparent(), node.tail or "", False
                yield node.getparent(), "", isinstance(node.tag, str) and node.tag not in INLINE
            if isinstance(node.tag, str) and node.tag not in UNSEEN:
                stack.append((node, True))
                stack.extend((child, False) for child in list(node[:200]))
