"""The features of each block: numbers that the fitted weights are multiplied with."""

import math
import re
from collections import Counter
from functools import lru_cache

from newsarchive.extraction.body.blocks import Block, Place
from newsarchive.extraction.body.elements import HEADINGS
from newsarchive.extraction.body.words import BOILERPLATE, HEADS_OTHERS, KIND_NAMES

_SENTENCE_END = re.compile(r"[.!?。！？…:：;；][\"'”’»」』)）\]]*$")
_PAUSE = re.compile(r"[,，、;；。.]")
_DATE = re.compile(
    r"\d{4}[-/.年]\s?\d{1,2}|\d{1,2}[:：]\d{2}|\d{1,2}[ .]\w{3,10}\.? \d{4}|\w{3,9} \d{1,2}, \d{4}"
)
_LONG = 80
_FAR = -1000
_NEXT = 8  # blocks that such a heading heads
_NOTHING = (0.0, 0.0, 0.0)


def first_features(blocks: list[Block], title: str) -> list[list[float]]:
    """Numbers about each block for itself, its neighbours and its siblings."""
    repeated = Counter(block.text for block in blocks)
    near, far = _masses(blocks)
    follows = _follow_a_heading_of_others(blocks)
    outline = [(math.log1p(block.width) / 6, block.linked, float(_is_good(block))) for block in blocks]
    headline = _headline(blocks, title)
    places = {place: _place(place) for place in {block.place for block in blocks}}
    count = len(blocks)
    found = []
    for index, block in enumerate(blocks):
        before = outline[index - 1] if index else _NOTHING
        before2 = outline[index - 2] if index > 1 else _NOTHING
        after = outline[index + 1] if index + 1 < count else _NOTHING
        after2 = outline[index + 2] if index + 2 < count else _NOTHING
        found.append(
            [
                *_own(block, repeated[block.text]),
                *places[block.place],
                near[index],
                far[index],
                *follows[index],
                *before,
                *before2,
                *after,
                *after2,
                float(index > headline >= 0),
                float(index == headline),
                float(headline >= 0 and 0 < index - headline < 5),
                float(headline >= 0),
                index / count,
            ]
        )
    return found


@lru_cache(maxsize=8192)
def _of_text(text: str, wide: int) -> tuple[float, float, bool, bool]:
    """What a text says by itself: a site's menus, lists and small print say the same on page after page."""
    return (
        float(_SENTENCE_END.search(text[-8:]) is not None),
        min(len(_PAUSE.findall(text[:500])), 6) / 6,
        wide < 400 and BOILERPLATE.search(text[:300]) is not None,
        wide < _LONG and _DATE.search(text) is not None,
    )


def _own(block: Block, repeats: int) -> list[float]:
    wide = block.width
    ends, pauses, boiler, dated = _of_text(block.text, wide)
    short = wide < _LONG
    heading = block.tag in HEADINGS
    return [
        1.0,
        math.log1p(wide) / 6,
        min(wide / 100, 1.0),
        min(wide / 400, 1.0),
        block.linked,
        block.linked * short,
        float(block.linked > 0.8),
        ends,
        pauses,
        float(block.tag == "p"),
        float(heading),
        float(block.tag == "h1"),
        float(heading and block.linked > 0.5),
        float(block.tag == "li"),
        float(block.tag in ("td", "th")),
        float(block.tag in ("div", "section")),
        float(boiler),
        float(boiler and short),
        float(dated),
        float(repeats > 1),
        float(short and not heading),
        float(wide < 15),
    ]


@lru_cache(maxsize=4096)
def _place(place: Place) -> list[float]:
    return [
        float(place.names_article > 0),
        float(place.names_article > 1),
        float(place.names_aside > 0),
        float(place.names_aside > 1),
        float(place.near_aside < 2),
        float(place.near_aside == 0),
        float(place.names_aside > 0 and place.names_article == 0),
        float(place.article),
        float(place.main),
        float(place.aside),
        float(place.header),
        float(place.footer),
        float(place.item_body),
        float(place.li),
        float(place.td),
        float(place.quote),
        float(place.figure),
        float(place.caption),
        float(place.linked),
        min(place.depth, 30) / 30,
        float(place.articles > 1),
        *(float(kind in place.kinds) for kind in KIND_NAMES),
    ]


def _follow_a_heading_of_others(blocks: list[Block]) -> list[tuple[float, float]]:
    """Whether a block is such a heading, or stands after one in the same element."""
    found: list[tuple[float, float]] = []
    heads: dict[object, int] = {}
    for index, block in enumerate(blocks):
        parent = block.element.getparent()
        above = parent.getparent() if parent is not None else None
        is_head = block.width < _LONG and _heads_others(block.text)
        after = (
            index - min(heads.get(parent, _FAR), heads.get(above, _FAR), key=lambda at: index - at) < _NEXT
        )
        found.append((float(is_head), float(after)))
        if is_head:
            heads[parent] = heads[above] = index
    return found


@lru_cache(maxsize=8192)
def _heads_others(text: str) -> bool:
    return HEADS_OTHERS.search(text) is not None


def _is_good(block: Block) -> bool:
    return block.width >= _LONG and block.linked < 0.4 and not block.place.footer


def _masses(blocks: list[Block]) -> tuple[list[float], list[float]]:
    """The good text that shares a block's parent, and its grandparent, over the most on the page."""
    near: Counter[object] = Counter()
    far: Counter[object] = Counter()
    parents = []
    for block in blocks:
        parent = block.element.getparent()
        above = parent.getparent() if parent is not None else None
        parents.append((parent, above))
        if _is_good(block):
            near[parent] += block.width
            far[above] += block.width
            far[parent] += block.width
    most_near = max(near.values(), default=1)
    most_far = max(far.values(), default=1)
    return [near[p] / most_near for p, _ in parents], [max(far[p], far[a]) / most_far for p, a in parents]


def _headline(blocks: list[Block], title: str) -> int:
    """Where the headline stands: the first of the highest rank of those like the title; -1 for none."""
    best, found = 0.0, -1
    wanted = title.lower()
    for index, block in enumerate(blocks):
        if block.tag not in HEADINGS or len(block.text) < 4:
            continue
        rank = (7 - int(block.tag[1])) / 10 + (1.0 if block.text.lower()[:60] in wanted else 0.0)
        rank += 0.2 if block.tag == "h1" else 0.0
        if rank > best:
            best, found = rank, index
    return found if best > 0.7 else -1


_OWN = (
    "always width width_to_100 width_to_400 linked short_and_linked mostly_linked ends_a_sentence pauses "
    "is_p is_heading is_h1 is_linked_heading is_li is_cell is_div boilerplate short_boilerplate dated "
    "repeated short_text tiny"
)
_PLACE = (
    "named_article twice_named_article named_aside twice_named_aside near_named_aside itself_named_aside "
    "only_named_aside in_article in_main in_aside in_header in_footer in_item_body in_li in_td in_quote "
    "in_figure in_caption in_link depth in_nested_article"
)
_MASSES = "parents_mass aboves_mass heads_others follows_heading_of_others"
_NEIGHBOURS = "before before_that after after_that"
_TRAITS = ("width", "linked", "good")
_HEADLINE = "below_headline is_headline right_below_headline page_has_headline position"
_CONTEXT = (
    "odds likely around_1 around_2 around_5 looks_alike text_before text_after first last "
    "in_container up_to_container down_from_container parents_share parents_purity aboves_share "
    "aboves_purity first_in_container last_in_container first_and_short last_and_short short_in_container "
    "page_text"
)

FIRST_NAMES: tuple[str, ...] = (
    *_OWN.split(),
    *_PLACE.split(),
    *(f"kind_{kind}" for kind in KIND_NAMES),
    *_MASSES.split(),
    *(f"{trait}_{neighbour}" for neighbour in _NEIGHBOURS.split() for trait in _TRAITS),
    *_HEADLINE.split(),
)
SECOND_NAMES: tuple[str, ...] = (*FIRST_NAMES, *_CONTEXT.split())
