"""Lines between an article's own blocks that are nobody's: notices, counts, rows of shares, editors."""

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocked_embeds import is_blocked_embed
from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors
from newsarchive.extraction.body.furniture import is_furniture
from newsarchive.extraction.body.words import CERTAINLY_NOT_TEXT, is_told
from newsarchive.pages.visible_text import all_text, squeezed

_CLOSING = 6  # blocks at an article's end, where notices are long
_NOTICE, _SHORT_NOTICE = 400, 80


def drop_notices(blocks: list[Block], keep: list[bool], tables: set[HtmlElement]) -> None:
    """Drop what is certainly none of the article's: editors' lines, notices, names of lists of others."""
    last = max((index for index, is_kept in enumerate(keep) if is_kept), default=0)
    for index, block in enumerate(blocks):
        longest = _NOTICE if index > last - _CLOSING else _SHORT_NOTICE
        if not keep[index]:
            continue
        if block.width < longest and CERTAINLY_NOT_TEXT.search(squeezed(block.text)):
            keep[index] = False
        elif _is_none_of_the_texts(block.text) or _is_a_lone_number(block.element):
            in_table = block.place.td and any(above in tables for above in ancestors(block.element))
            keep[index] = in_table or block.tag == "th"


def _is_none_of_the_texts(text: str) -> bool:
    return (is_furniture(text) or is_blocked_embed(text)) and not is_told(text)


def _is_a_lone_number(element: HtmlElement) -> bool:
    """Whether a block is a ``time`` element with nothing but a number: minutes to read, a calendar's leaf."""
    text = all_text(element)
    return text.isdecimal() and any(all_text(time) == text for time in element.iter("time"))
