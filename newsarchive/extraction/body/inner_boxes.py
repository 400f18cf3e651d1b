"""Boxes between an article's own blocks: what an advertisement's label heads, and rows of teasers."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, width, within
from newsarchive.extraction.body.furniture import heads_a_box, is_furniture
from newsarchive.pages.visible_text import text_of

_BOX = 400  # width; a box that says more is a text
_IN_A_BOX = 8  # blocks
_CARDS = 3  # alike beside each other are a row
_CARD = 400
_LINKED = 0.6
_PIECE = 60
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")
_SENTENCE_END = re.compile(r"\w{3}[.!?。！？][\"'”’»」』)）]*$")


def drop_inner_boxes(blocks: Sequence[Block], keep: list[bool]) -> None:
    """Drop advertisements, teasers and rows of small print, by how they are built and not by their words.

    :param keep: for each block whether it is kept; what stands in a box no longer is
    """
    sponsored = _sponsored(blocks)
    gone = {block.element for block, is_kept in zip(blocks, keep, strict=True) if is_kept and _is_box(block)}
    gone |= sponsored
    for index, block in enumerate(blocks):
        if heads_a_box(block.text) or block.element in sponsored:
            gone |= _box_of(blocks, index)
    cut_off = {
        block: is_kept for block, is_kept in zip(blocks, keep, strict=True) if _CUT_OFF.search(block.text)
    }
    gone |= _rows_of_cards(list(cut_off)) if len(cut_off) >= _CARDS and any(cut_off.values()) else set()
    dropped = within(gone) if gone else gone
    for index, block in enumerate(blocks):
        if block.element in dropped:
            keep[index] = False


def _sponsored(blocks: Sequence[Block]) -> set[HtmlElement]:
    """The blocks that are a link which is paid for, by its ``rel``."""
    return {
        block.element
        for block in blocks
        if block.linked >= _LINKED and any("sponsored" in (e.get("rel") or "") for e in _links(block.element))
    }


def _links(element: HtmlElement) -> list[HtmlElement]:
    above = element.getparent()
    return [*element.iter("a"), *([above] if above is not None and above.tag == "a" else [])]


def _is_box(block: Block) -> bool:
    """Whether a block is a label and a link under it, or a row of small print in pieces."""
    if block.width > _BOX:
        return False
    if block.linked >= _LINKED / 2 and heads_a_box(_before_first_link(block.element)):
        return True
    pieces = [text_of(child, _BOX).strip() for child in block.element if isinstance(child.tag, str)]
    pieces = [piece for piece in pieces if piece]
    return (
        len(pieces) > 1
        and sum(map(width, pieces)) > _LINKED * block.width
        and any(map(is_furniture, pieces))
        and all(width(piece) < _PIECE and not _SENTENCE_END.search(piece) for piece in pieces)
    )


def _before_first_link(element: HtmlElement) -> str:
    """The text up to the first link, which is a label where a box is one line."""
    said = [element.text or ""]
    for child in element:
        if child.tag == "a":
            break
        said += [text_of(child, _BOX), child.tail or ""]
    return "".join(said)


def _box_of(blocks: Sequence[Block], index: int) -> set[HtmlElement]:
    """The widest element around a label that is no more than a box; the label alone where there is none."""
    label = blocks[index]
    near = blocks[max(0, index - _IN_A_BOX) : index + _IN_A_BOX + 1]
    found = label.element
    for holder in ancestors(label.element):
        inside = [block for block in near if block.element is holder or holder in ancestors(block.element)]
        if inside[0] is not label or len(inside) > _IN_A_BOX or inside[-1] is near[-1] is not blocks[-1]:
            break
        if sum(block.width for block in inside) > _BOX:
            break
        found = holder
    return {found}


def _rows_of_cards(cut_off: Sequence[Block]) -> set[HtmlElement]:
    """Elements alike beside each other, each with a link and a text that breaks off."""
    rows: dict[tuple[HtmlElement, str, str], set[HtmlElement]] = {}
    for block in cut_off:
        for element in (block.element, *ancestors(block.element)):
            if len(text_of(element, _CARD + 1)) > _CARD:
                break
            above = element.getparent()
            if above is not None and element.find(".//a") is not None:
                rows.setdefault((above, str(element.tag), element.get("class") or ""), set()).add(element)
    return {card for row in rows.values() if len(row) >= _CARDS for card in row}
