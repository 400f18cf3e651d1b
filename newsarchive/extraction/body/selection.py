"""Which blocks, captions, pictures and tables of a judged page make its article."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.captions import captions_among
from newsarchive.extraction.body.elements import HEADINGS, ancestors, names_of
from newsarchive.extraction.body.embeds import quoted_post
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.body.images import pictures_among
from newsarchive.extraction.body.inner_boxes import drop_inner_boxes
from newsarchive.extraction.body.listings import keep_listings
from newsarchive.extraction.body.notices import drop_notices
from newsarchive.extraction.body.recurring import without_furniture
from newsarchive.extraction.body.standfirst import drop_repeated_abstract
from newsarchive.extraction.body.words import (
    BOILERPLATE,
    HEADS_OTHERS,
    NOTES,
    TO_READERS,
    is_told,
)
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.visible_text import squeezed

_KEPT = 0.5
_HARDLY = 0.1
_BETWEEN = 0.25
_AT_HOME = 0.05  # for a table among the article's own paragraphs
_MOST = 0.5  # of the article's text
_SCANT = 160  # width of an article that is hardly one, so that the page is looked at more kindly
_SENTENCE = 25
_PARAGRAPHS = ("p", "div")
_SENTENCE_END = re.compile(r"\w{2}[.!?。！？][\"'”’»」』)）]*$")
_NOTE_DEPTH = 4  # elements around a footnote, of which one is its list or holds the text, too
_LAST = 0.15  # for a sentence right under a paragraph that stays
_ALIKE = 60  # width of a paragraph that is no label
_CELL = 300


def selected(
    root: HtmlElement, blocks: list[Block], likely: Sequence[float], headline: str, base: str,
    learned: Learned = NOTHING_LEARNED,
) -> Chosen:  # fmt: skip
    """What of the page is to be written; nothing where no block is likely enough."""
    captions = captions_among(blocks)
    tables = data_tables(root)
    least = _least(likely)
    keep = [p > least and block.element not in captions for block, p in zip(blocks, likely, strict=True)]
    if sum(block.width for block, is_kept in zip(blocks, keep, strict=True) if is_kept) < _SCANT:
        keep = _likeliest(blocks, likely, captions)
    _decide_together(blocks, likely, keep, tables)
    _keep_between(blocks, likely, keep, captions)
    _keep_alike(blocks, likely, keep)
    _keep_notes(blocks, keep)
    keep_listings(blocks, keep, _homes(blocks, keep))
    _drop_repeated_headline(blocks, keep, headline)
    drop_notices(blocks, keep, tables)
    drop_inner_boxes(blocks, keep)
    drop_repeated_abstract(blocks, keep)
    seen = without_furniture(blocks, keep, learned)
    _drop_loose_headings(blocks, keep)
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    if not kept:
        return Chosen(set(), set(), set(), set(), base)
    texts = {blocks[index].element for index in kept}
    pictures, described = pictures_among(root, blocks, kept, captions)
    return Chosen(texts | described, described, pictures, tables, base, seen)


def _least(likely: Sequence[float]) -> float:
    """How likely a kept block must be: half, or less where no block is, and the best one is no mere menu."""
    most = max(likely)
    return _KEPT if most > _KEPT else max(most * 0.7, _HARDLY)


def _likeliest(blocks: list[Block], likely: Sequence[float], captions: set[HtmlElement]) -> list[bool]:
    """On a page with little text, what is at least half as likely as the likeliest of its sentences."""
    long = [block.width >= _SENTENCE and block.element not in captions for block in blocks]
    best = max((p for p, is_long in zip(likely, long, strict=True) if is_long), default=0.0)
    return [is_long and p >= max(best / 2, _HARDLY) for p, is_long in zip(likely, long, strict=True)]


def data_tables(root: HtmlElement) -> set[HtmlElement]:
    """Tables with rows of short cells, not there for the layout."""
    found = set()
    for table in root.iter("table"):
        if table.find(".//table") is not None:
            continue
        rows = table.findall(".//tr")
        cells = [len(row) for row in rows]
        text = sum(len(part) for part in table.itertext())
        if len(rows) > 1 and max(cells) > 1 and text < _CELL * sum(cells):
            found.add(table)
    return found


def _decide_together(
    blocks: list[Block], likely: Sequence[float], keep: list[bool], tables: set[HtmlElement]
) -> None:
    """Keep or drop all cells of a table together, all items of a list, and all lines of a quoted post."""
    groups: dict[HtmlElement, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.place.td or block.tag == "th":
            table = next((e for e in ancestors(block.element) if e in tables), None)
            if table is not None:
                groups[table].append(index)
        elif block.place.quote and (post := quoted_post(block.element)) is not None:
            groups[post].append(index)
        elif block.tag == "li":
            groups[block.element.getparent()].append(index)
    homes = _homes(blocks, keep)
    for holder, group in groups.items():
        whole = sum(blocks[index].width for index in group) or 1
        liking = sum(blocks[index].width * likely[index] for index in group) / whole
        linked = sum(blocks[index].width * blocks[index].linked for index in group) / whole
        at_home = not homes.isdisjoint(islice(ancestors(holder), 2))
        stays = liking > (_AT_HOME if at_home and linked < _KEPT and holder.tag == "table" else _KEPT)
        for index in group:
            keep[index] = stays


def _homes(blocks: list[Block], keep: list[bool]) -> set[HtmlElement]:
    """Elements whose own paragraphs are most of what is kept."""
    shares: dict[HtmlElement, float] = defaultdict(float)
    for block, is_kept in zip(blocks, keep, strict=True):
        if is_kept:
            shares[block.element.getparent()] += block.width
    whole = sum(shares.values())
    return {element for element, share in shares.items() if share > _MOST * whole}


def _keep_between(
    blocks: list[Block], likely: Sequence[float], keep: list[bool], captions: set[HtmlElement]
) -> None:
    """Keep a heading or a short paragraph between siblings that stay, even if it is not very likely."""
    shown = [index for index, block in enumerate(blocks) if block.element not in captions]
    for before, index, after in zip(shown, shown[1:], shown[2:], strict=False):
        block = blocks[index]
        parent = block.element.getparent()
        alike = block.tag in HEADINGS or (
            parent is blocks[before].element.getparent() is blocks[after].element.getparent()
            and block.tag == blocks[before].tag == blocks[after].tag
        )
        if keep[index] or not (keep[before] and keep[after] and alike):
            continue
        if block.tag in _PARAGRAPHS and not block.linked and _SENTENCE_END.search(block.text):
            keep[index] = likely[index] > _HARDLY / 2
        elif likely[index] > _BETWEEN:
            keep[index] = block.linked < _KEPT and HEADS_OTHERS.search(block.text) is None


def _keep_alike(blocks: list[Block], likely: Sequence[float], keep: list[bool]) -> None:
    """Keep a paragraph that follows one that stays and is quite like it: they are its last words."""
    seen: set[tuple[object, str | None]] = set()
    last = None
    for index, block in enumerate(blocks):
        if block.tag not in _PARAGRAPHS:
            continue
        kind = _kind(block)
        if not keep[index] and kind in seen and likely[index] > _BETWEEN and block.width >= _ALIKE:
            keep[index] = block.linked < _KEPT and BOILERPLATE.search(block.text) is None
        elif not keep[index] and kind in seen and block.element.getprevious() is last:
            keep[index] = likely[index] > _LAST and _is_plain_sentence(block)
        if keep[index] and last is None and _leads(blocks[index - 1], block):
            keep[index - 1] = likely[index - 1] > _BETWEEN
        if keep[index]:
            seen.add(kind)
            last = block.element


def _kind(block: Block) -> tuple[object, str | None]:
    """What paragraphs alike have in common: class and holder, or the attributes of a holder of their own."""
    parent, name = block.element.getparent(), block.element.get("class")
    if name:
        return parent.get("class") or parent, name
    return (tuple(parent.items()) if len(parent) == 1 else ()) or parent, None


def _leads(before: Block, first: Block) -> bool:
    """Whether a short sentence stands right above the first paragraph that stays, and is one like it."""
    is_alike = before.tag == first.tag and before.element is first.element.getprevious()
    return is_alike and _is_plain_sentence(before)


def _is_plain_sentence(block: Block) -> bool:
    """Whether a short paragraph says something whole, and neither speaks to the reader nor of the site."""
    text = block.text
    if block.linked or _SENTENCE_END.search(text) is None:
        return False
    return TO_READERS.search(text) is None or is_told(text)


def _keep_notes(blocks: list[Block], keep: list[bool]) -> None:
    """Footnotes: what the text points at, and what is named for them, behind its first paragraph."""
    kept = [block for block, is_kept in zip(blocks, keep, strict=True) if is_kept]
    links = (link.get("href") or "" for block in kept for link in block.element.iter("a"))
    targets = {link[1:] for link in links if link.startswith("#")} - {""}
    holders = {element for block in kept for element in ancestors(block.element)}
    noted: dict[HtmlElement, bool] = {}

    def is_note(element: HtmlElement) -> bool:
        if element not in noted:
            noted[element] = element.get("id") in targets or NOTES.search(names_of(element)) is not None
        return noted[element]

    for index in range(keep.index(True) if kept else len(keep), len(keep)):
        if not keep[index] and blocks[index].linked < _KEPT:
            around = [blocks[index].element, *islice(ancestors(blocks[index].element), _NOTE_DEPTH)]
            keep[index] = any(map(is_note, around)) and not holders.isdisjoint(around)


def _drop_repeated_headline(blocks: list[Block], keep: list[bool], headline: str) -> None:
    """Drop what says the headline again, and a line right under it that is nothing but a date."""
    wanted = squeezed(headline).casefold()
    for index, block in enumerate(blocks):
        if keep[index] and wanted and block.text.casefold() == wanted:
            keep[index] = False
    first = next((block for block, is_kept in zip(blocks, keep, strict=True) if is_kept), None)
    if first and first.width <= _ALIKE:
        is_date = any(found.end - found.start == len(first.text) for found in dates_in(first.text, ""))
        keep[blocks.index(first)] = not is_date


def _drop_loose_headings(blocks: list[Block], keep: list[bool]) -> None:
    """Drop headings with nothing of the article under them, not even a picture: they head something else."""
    last = next((index for index in range(len(blocks) - 1, -1, -1) if keep[index]), -1)
    while last >= 0 and (not keep[last] or blocks[last].tag in HEADINGS):
        if keep[last] and _heads_a_picture(blocks[last]):
            return
        keep[last] = False
        last -= 1


def _heads_a_picture(heading: Block) -> bool:
    """Whether a picture follows in the heading's own holder, and no other block before it."""
    for element in islice(heading.element.itersiblings(), 3):
        if element.tag == "img" or (isinstance(element.tag, str) and element.find(".//img") is not None):
            return True
        if element.tag in HEADINGS:
            return False
    return False
