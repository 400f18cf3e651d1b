"""Which of the chosen blocks may be the site's rather than the article's, and which are known to be."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import HEADINGS, names_of
from newsarchive.learning.learned import Learned
from newsarchive.learning.seen import Kind, Seen, Sighting, digest_of, key_of
from newsarchive.pages.words import words

_OWN = HEADINGS | words("li dt dd td th pre caption figcaption blockquote")
_NARROW, _NARROW_LINK = 30, 10  # width of a block that says something, and of a link that does
_MANY = 2  # blocks of one kind; of more the article itself is made
_LINKED = 0.3
_NEAR = 1  # elements up to one that is named for what stands beside a text
_FIRST, _LAST = 1, 2  # plain paragraphs at a text's beginning and end
_LEAST = 20  # width of what must be left of a text
_ASKS = re.compile(r"[?？:：]\W*$")
_HEADS = re.compile(r"head|titl|zwischen|intertitre|titre|question")
_LABEL = 80  # width of a line that may head a part of the article
_ALL_OF_IT = ("em", "i", "small")
_STRONG = ("strong", "b")


def without_furniture(blocks: Sequence[Block], keep: list[bool], learned: Learned) -> Seen:
    """Drop the kept blocks that are known as furniture; what was seen, dropped or not.

    :param keep: which blocks stay; is changed
    """
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    known = _keys_of([blocks[index] for index in kept])
    found = {index: key for index, key in zip(kept, known, strict=True) if key}
    sightings = {key: Sighting(key, blocks[index].text) for index, key in found.items()}
    doomed = [index for index, key in found.items() if key in learned.furniture]
    whole = sum(blocks[index].width for index in kept)
    gone = sum(blocks[index].width for index in doomed)
    if whole - gone < _LEAST:
        doomed, gone = [], 0
    for index in doomed:
        keep[index] = False
    return Seen(
        signature=_signature([blocks[index] for index in kept], known),
        blocks=tuple(sightings.values()),
        dropped=frozenset(found[index] for index in doomed),
        length=sum(len("".join(blocks[index].text.split())) for index in doomed),
    )


def _keys_of(kept: list[Block]) -> list[str]:
    """Of each block the key by which it may be known as furniture, or nothing."""
    looks = [_look_of(block) for block in kept]
    number = Counter(looks)
    width: Counter[tuple[str, ...]] = Counter()
    for look, block in zip(looks, kept, strict=True):
        width[look] += block.width
    main = max(width, key=lambda look: (width[look], look), default=())
    plain = [index for index, look in enumerate(looks) if look == main]
    edges = {*plain[:_FIRST], *plain[-_LAST:]}
    keys = []
    for index, (look, block) in enumerate(zip(looks, kept, strict=True)):
        kind = Kind.PLAIN if index in edges else None
        if look != main and number[look] <= _MANY:
            kind = Kind.BESIDE if block.linked or block.place.near_aside <= _NEAR else Kind.APART
        elif block.linked >= _LINKED:
            kind = Kind.LINKED
        is_known = kind and not _is_own(block) and _says_enough(block, kind)
        keys.append(key_of(kind, block.text) if kind and is_known else "")
    return keys


def _look_of(block: Block) -> tuple[str, ...]:
    """How a block is marked up: two of the same look are the same kind of thing on their page."""
    element, parent = block.element, block.element.getparent()
    emphasis = _emphasis(element)
    return element.tag, names_of(element), parent.tag, names_of(parent), emphasis


def _emphasis(element: HtmlElement) -> str:
    """The element that all of a block's text stands in, if it is one that sets it off."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return ""
    tag = element[0].tag
    return tag if tag in _ALL_OF_IT or tag in _STRONG else ""


def _is_own(block: Block) -> bool:
    """Whether a block is of a kind that articles are made of: their cells, items, quotes and captions."""
    place = block.place
    return block.tag in _OWN or place.quote or place.figure or place.caption or place.td or place.li


def _says_enough(block: Block, kind: Kind) -> bool:
    """Whether a block says enough to be known again, and does not head a part of the article."""
    if block.linked >= _LINKED:
        return block.width >= _NARROW_LINK
    if block.width < _NARROW or _is_under_a_picture(block.element):
        return False
    if block.width < _LABEL and kind is not Kind.PLAIN:
        is_label = _ASKS.search(block.text) or _emphasis(block.element) in _STRONG
        return not (is_label or _is_head(names_of(block.element)))
    return True


def _is_under_a_picture(element: HtmlElement) -> bool:
    """Whether a picture stands with a text or right before it, so that it may be what is said of that."""
    before = element.getprevious()
    around = [element] if before is None else [element, before]
    return any(one.tag == "img" or one.find(".//img") is not None for one in around)


@lru_cache(maxsize=4096)
def _is_head(names: str) -> bool:
    return _HEADS.search(names) is not None


def _signature(kept: list[Block], keys: list[str]) -> str:
    """A text that hardly another article has: the longest of the paragraphs that may be no furniture."""
    own = [block for block, key in zip(kept, keys, strict=True) if not key and block.tag not in HEADINGS]
    if own:
        return digest_of(max(own, key=lambda block: block.width).text)
    plain = [block.text for block, key in zip(kept, keys, strict=True) if key.startswith(Kind.PLAIN)]
    return digest_of("\n".join(plain)) if plain else ""
