"""Which blocks, captions, pictures and tables of a judged page make its article."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.captions import captions_among
from newsarchive.extraction.body.elements import HEADINGS, ancestors, names_of
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.body.furniture import is_furniture
from newsarchive.extraction.body.images import pictures_of
from newsarchive.extraction.body.recurring import without_furniture
from newsarchive.extraction.body.words import (
    BOILERPLATE,
    CERTAINLY_NOT_TEXT,
    HEADS_OTHERS,
    NOTES,
    TO_READERS,
)
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.visible_text import squeezed
from newsarchive.text import letters_of

_KEPT = 0.5
_HARDLY = 0.1
_BETWEEN = 0.25
_AT_HOME = 0.05  # for a table among the article's own paragraphs
_MOST = 0.5  # of the article's text
_SCANT = 160  # width of an article that is hardly one, so that the page is looked at more kindly
_SENTENCE = 25
_SENTENCE_END = re.compile(r"\w{2}[.!?。！？][\"'”’»」』)）]*$")
_NOTE_DEPTH = 4  # elements around a footnote, of which one is its list or holds the text, too
_LAST = 0.15  # for a sentence right under a paragraph that stays
_ABSTRACT = 4  # paragraphs at a text's begin
_LABEL_OF_ABSTRACT = re.compile(r"^\s*(?:摘要|导读|導讀|核心提示|abstract|summary)\s*[:：]\s*", re.IGNORECASE)
_ALIKE = 60  # width of a paragraph that is no label
_CLOSING = 6  # blocks at an article's end, where notices are long
_NOTICE, _SHORT_NOTICE = 400, 80
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
    _drop_repeated_headline(blocks, keep, headline)
    _drop_repeated_abstract(blocks, keep)
    _drop_notices(blocks, keep, tables)
    seen = without_furniture(blocks, keep, learned)
    _drop_loose_headings(blocks, keep)
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    if not kept:
        return Chosen(set(), set(), set(), set(), base)
    texts = {blocks[index].element for index in kept}
    pictures, described = pictures_of(root, blocks, kept, captions)
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
    """Keep or drop all cells of a table together, and all items of a list."""
    groups: dict[HtmlElement, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.place.td or block.tag == "th":
            table = next((e for e in ancestors(block.element) if e in tables), None)
            if table is not None:
                groups[table].append(index)
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
        if block.tag == "p" and not block.linked and _SENTENCE_END.search(block.text):
            keep[index] = likely[index] > _HARDLY / 2
        elif likely[index] > _BETWEEN:
            keep[index] = block.linked < _KEPT and HEADS_OTHERS.search(block.text) is None


def _keep_alike(blocks: list[Block], likely: Sequence[float], keep: list[bool]) -> None:
    """Keep a paragraph that follows one that stays and is quite like it: they are its last words."""
    seen: set[tuple[HtmlElement | str, str | None]] = set()
    last = None
    for index, block in enumerate(blocks):
        if block.tag != "p":
            continue
        parent, name = block.element.getparent(), block.element.get("class")
        kind = (parent.get("class") or parent) if name else parent, name
        if not keep[index] and kind in seen and likely[index] > _BETWEEN and block.width >= _ALIKE:
            keep[index] = block.linked < _KEPT and BOILERPLATE.search(block.text) is None
        elif not keep[index] and kind in seen and block.element.getprevious() is last:
            keep[index] = likely[index] > _LAST and _is_plain_sentence(block)
        if keep[index]:
            seen.add(kind)
            last = block.element


def _is_plain_sentence(block: Block) -> bool:
    """Whether a short paragraph says something whole, and neither speaks to the reader nor of the site."""
    text = block.text
    return not block.linked and _SENTENCE_END.search(text) is not None and TO_READERS.search(text) is None


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
    wanted = squeezed(headline).casefold()
    for index, block in enumerate(blocks):
        if keep[index] and wanted and block.text.casefold() == wanted:
            keep[index] = False


def _drop_repeated_abstract(blocks: list[Block], keep: list[bool]) -> None:
    """Drop a summary above the text that the text's own paragraphs say again."""
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    for place, index in enumerate(kept[:_ABSTRACT]):
        block, following = blocks[index], [blocks[other] for other in kept[place + 1 :][:_ABSTRACT]]
        said = letters_of(_LABEL_OF_ABSTRACT.sub("", block.text))
        is_apart = following and following[0].element.getparent() is not block.element.getparent()
        beneath = "".join(letters_of(one.text) for one in following if is_apart)
        if block.width >= _ALIKE and block.tag not in HEADINGS and said and beneath.startswith(said):
            keep[index] = False


def _drop_notices(blocks: list[Block], keep: list[bool], tables: set[HtmlElement]) -> None:
    """Drop what is certainly none of the article's: editors' lines, notices, names of lists of others."""
    last = max((index for index, is_kept in enumerate(keep) if is_kept), default=0)
    for index, block in enumerate(blocks):
        longest = _NOTICE if index > last - _CLOSING else _SHORT_NOTICE
        if not keep[index]:
            continue
        if block.width < longest and CERTAINLY_NOT_TEXT.search(squeezed(block.text)):
            keep[index] = False
        elif is_furniture(block.text):
            in_table = block.place.td and any(above in tables for above in ancestors(block.element))
            keep[index] = in_table or block.tag == "th"


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
