"""Which blocks describe a picture."""

from functools import lru_cache

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import HEADINGS, ancestors, holders_of, names_of
from newsarchive.extraction.body.words import PICTURE
from newsarchive.pages.visible_text import all_text

_LONGEST = 1200


def captions_among(blocks: list[Block]) -> set[HtmlElement]:
    """The blocks that describe a picture."""
    holders = holders_of(block.element for block in blocks)
    pictured = {e for e in holders if _is_named_for_a_picture(names_of(e)) and e.find(".//img") is not None}
    return {block.element for block in blocks if _is_caption(block, pictured)}


def _is_caption(block: Block, pictured: set[HtmlElement]) -> bool:
    if block.width > _LONGEST:
        return False
    place = block.place
    if place.caption and place.figure:
        return True
    return block.tag not in HEADINGS and (
        place.caption or place.figure or _stands_under_a_picture(block, pictured)
    )


@lru_cache(maxsize=4096)
def _is_named_for_a_picture(names: str) -> bool:
    return PICTURE.search(names) is not None


def _stands_under_a_picture(block: Block, pictured: set[HtmlElement]) -> bool:
    """Whether an element that is named for a picture and holds one holds the block, and no other text."""
    for level, above in enumerate(ancestors(block.element)):
        if level > 2 or above.tag in ("body", "article", "main"):
            return False
        if above in pictured:
            return len(all_text(above)) < 2 * len(block.text)
    return False
