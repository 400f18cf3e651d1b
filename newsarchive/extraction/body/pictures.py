"""Which pictures and captions of a page are the article's."""

from collections import defaultdict

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, names_of
from newsarchive.extraction.body.words import CERTAINLY_ASIDE

_LEAD = 8  # blocks between the headline and the first paragraph, among which the lead picture stands
_PART, _MOST = 0.2, 0.5  # of the article's text
_NEAR_BODY = 5
_NEVER = ("aside", "footer", "nav")
_SELDOM = ("ul", "ol", "table")


def pictures_of(
    root: HtmlElement, blocks: list[Block], kept: list[int], captions: set[HtmlElement]
) -> tuple[set[HtmlElement], set[HtmlElement]]:
    """Pictures and captions among the article's blocks or leading it."""
    positions = {block.element: index for index, block in enumerate(blocks)}
    holders = _holders(blocks, kept)
    first, last = kept[0], kept[-1]
    pictures: set[HtmlElement] = set()
    described: set[HtmlElement] = set()
    position = -1
    for element in root.iter():
        position = positions.get(element, position)
        if position < first - _LEAD:
            continue
        if position > last + 1:
            break
        if (element.tag == "img" and position <= last) or element in captions:
            amid = first <= position <= last
            if _belongs(element, holders, amid=amid):
                (pictures if element.tag == "img" else described).add(element)
    return pictures, described


def _holders(blocks: list[Block], kept: list[int]) -> dict[HtmlElement, float]:
    """Elements that hold kept text, with their share of it."""
    found: dict[HtmlElement, float] = defaultdict(float)
    total = sum(blocks[index].width for index in kept)
    for index in kept:
        for element in ancestors(blocks[index].element):
            found[element] += blocks[index].width / total
    return found


def _belongs(element: HtmlElement, holders: dict[HtmlElement, float], *, amid: bool) -> bool:
    """No element between a picture and what holds the article says that it is another's."""
    for steps, above in enumerate(ancestors(element)):
        if holders.get(above, 0.0) > (_PART if amid else _MOST):
            return amid or above.tag not in ("body", "html") or steps < _NEAR_BODY
        if (
            above.tag in _NEVER
            or (above.tag in _SELDOM and not amid)
            or CERTAINLY_ASIDE.search(names_of(above))
        ):
            return False
    return False
