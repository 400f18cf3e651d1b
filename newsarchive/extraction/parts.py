"""Texts of one article that were read from several pages: what one repeats of the others."""

from collections.abc import Iterable, Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newsarchive.pages.visible_text import all_text
from newsarchive.pages.words import AN_EAST_ASIAN_SIGN

_BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "pre",
    "figure",
    "div",
    "section",
    "img",
)
_TELLING = 30  # weight of a block that no article says twice; a Chinese character counts as three
_MOST = 0.8  # so much of one text's blocks stand in another that holds it


def without_repeats(body: str, others: Iterable[str]) -> str:
    """A part's body without the blocks that other parts have, such as a standfirst that each page repeats.

    It stays as it is where it repeats nothing, and is empty where all that it says has been said.
    """
    said = {text for other in others for text, _ in _blocks(_parsed(other))}
    root = _parsed(body)
    repeated = [element for text, element in _blocks(root) if text in said]
    if not repeated:
        return body
    for element in repeated:
        element.drop_tree()
    if not all_text(root) and root.find(".//img") is None:
        return ""
    inner = (etree.tostring(child, encoding="unicode", method="html") for child in root)
    return ((root.text or "") + "".join(inner)).strip()


def holds(whole: str, part: str) -> bool:
    """Whether a text has all but a few of the blocks of another, and more of its own."""
    there = {text for text, _ in _blocks(_parsed(whole))}
    wanted = {text for text, _ in _blocks(_parsed(part))}
    return bool(wanted) and len(there) > len(wanted) and len(wanted & there) >= _MOST * len(wanted)


def _parsed(body: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(body, create_parent="div")


def _blocks(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The innermost blocks that say something telling, and pictures, by what they say or where they stand."""
    for element in root.iter(*_BLOCKS):
        if element is root or element.getparent() is None:
            continue
        if element.tag == "img":
            if (address := element.get("src")) and not all_text(element.getparent()):
                yield address, element
        elif next(element.iterdescendants(*_BLOCKS[:-1]), None) is None:
            text = all_text(element)
            if len(text) + 2 * len(AN_EAST_ASIAN_SIGN.findall(text)) >= _TELLING:
                yield text, element
