"""Listings of programs: kept among an article's paragraphs, without the numbers of their lines."""

import re
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, remove
from newsarchive.pages.visible_text import all_text

_DEPTH = 4  # elements that highlighters put around a listing
_NUMBERS = re.compile(r"[\d\s]*")


def unwrap_listings(root: HtmlElement) -> None:
    """Make a table of one row, which is there for the numbers beside a ``pre`` alone, that ``pre``."""
    for table in {found for pre in root.iter("pre") for found in pre.iterancestors("table")}:
        cells = list(table.iter("td", "th"))
        *numbers, code = cells or [table]
        if len(cells) > 2 or code.find(".//pre") is None or len(list(table.iter("tr"))) > 1:
            continue
        if all(_NUMBERS.fullmatch(all_text(cell)) for cell in numbers):
            for cell in numbers:
                remove(cell)
            etree.strip_tags(table, "tbody", "thead", "tr", "td", "th")
            table.tag = "div"


def keep_listings(blocks: list[Block], keep: list[bool], homes: AbstractSet[HtmlElement]) -> None:
    """Keep each ``pre`` between paragraphs that stay, or behind them in what holds most of them."""
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    for index in range(kept[0] if kept else len(keep), len(keep)):
        if blocks[index].tag == "pre" and blocks[index].linked < 0.5:  # an unlikely text: it has no sentences
            around = islice(ancestors(blocks[index].element), _DEPTH)
            keep[index] = keep[index] or index < kept[-1] or not homes.isdisjoint(around)
