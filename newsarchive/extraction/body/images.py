"""A picture's address, wherever a lazy page hides it."""

import re
from collections import defaultdict
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, names_of
from newsarchive.extraction.body.words import is_certainly_aside
from newsarchive.posts.renditions import (
    LATE_SET,
    SOURCE_SETS,
    any_address,
    is_ornament,
    is_placeholder,
    largest_of,
    lazy_address,
)

_SCHEMES = ("http", "https", "mailto")
_SMALL = 50  # pixels
_LARGEST = "data-largest-rendition"  # of an image, until the body is written


def absolute(url: str, base: str) -> str | None:
    """The address in full; None for one that is neither http(s) nor mailto."""
    try:
        found = urljoin(base, url.strip())
        return found if urlsplit(found).scheme in _SCHEMES or not base else None
    except ValueError:
        return None


def note_largest(root: HtmlElement, base: str) -> None:
    """Note at each image where its largest rendition is, while the sources of ``<picture>`` are there."""
    for picture in list(root.iter("picture")):
        if picture.find(".//img") is None:
            etree.SubElement(picture, "img")
    for image in root.iter("img", "amp-img"):
        picture = next(image.iterancestors("picture"), None)
        sources: list[Any] = []
        if picture is not None and picture.find(".//img") is image:
            sources = [source.attrib for source in picture.iter("source")]
        if largest := largest_of(image.attrib, sources, base):
            image.set(_LARGEST, largest)


def picture_of(image: HtmlElement, base: str) -> str | None:
    """An ``<img>`` with its address and description alone; None for ornaments and those without address.

    Its largest rendition, where that is noted and another one, is the only one of its late source set.
    """
    address = address_of(image)
    found = absolute(address, base) if address else None
    if found is None or is_ornament(found) or _is_small(image):
        return None
    alt = " ".join((image.get("alt") or "").split())
    largest = image.get(_LARGEST)
    more = f' {LATE_SET}="{escape(largest)}"' if largest and largest != found else ""
    return f'<img src="{escape(found)}" alt="{escape(alt)}"{more}>'


def address_of(image: HtmlElement) -> str | None:
    """Where the picture itself is, and not what stands in its place until a script loads it."""
    attributes = image.attrib
    source = (image.get("src") or "").strip()
    return (
        lazy_address(attributes)
        or (None if is_placeholder(source) else source)
        or next(filter(None, (_largest(image.get(name) or "") for name in SOURCE_SETS)), None)
        or any_address(attributes)
    )


def _largest(source_set: str) -> str | None:
    """The address with the greatest width or density of a ``srcset``."""
    best, found = -1.0, None
    for part in re.split(r",\s+|,(?=https?:|/)", source_set):
        parts = part.split()
        if not parts or is_placeholder(parts[0]):
            continue
        number = re.fullmatch(r"(\d{1,6}(?:\.\d{1,4})?)[wx]", parts[-1])
        size = float(number[1]) if number else 0.0
        if size > best:
            best, found = size, parts[0]
    return found


def _is_small(image: HtmlElement) -> bool:
    for side in ("width", "height"):
        pixels = re.match(r"\d{1,5}(?=(?:px)?$)", (image.get(side) or "").strip())
        if pixels and int(pixels[0]) < _SMALL:
            return True
    return False


_LEAD = 8  # blocks between the headline and the first paragraph, among which the lead picture stands
_PART, _MOST = 0.2, 0.5  # of the article's text
_NEAR_BODY = 5
_NEVER = ("aside", "footer", "nav")
_SELDOM = ("ul", "ol", "table")


def pictures_among(
    root: HtmlElement, blocks: list[Block], kept: list[int], captions: set[HtmlElement]
) -> tuple[set[HtmlElement], set[HtmlElement]]:
    """Pictures and captions among the article's blocks or leading it."""
    positions = {block.element: index for index, block in enumerate(blocks)}
    holders = _holders(blocks, kept)
    first, last = kept[0], kept[-1]
    end = last
    while end + 1 < len(blocks) and blocks[end + 1].element in captions:
        end += 1  # figures behind the text
    pictures: set[HtmlElement] = set()
    described: set[HtmlElement] = set()
    position = -1
    for element in root.iter():
        position = positions.get(element, position)
        if position < first - _LEAD:
            continue
        if position > end + 1:
            break
        if (element.tag == "img" and position <= end) or element in captions:
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
    """Whether no element between a picture and the article's container says that it is another's."""
    for steps, above in enumerate(ancestors(element)):
        if holders.get(above, 0.0) > (_PART if amid else _MOST):
            return amid or above.tag not in ("body", "html") or steps < _NEAR_BODY
        if above.tag in _NEVER or (above.tag in _SELDOM and not amid) or is_certainly_aside(names_of(above)):
            return False
    return False
