"""What can be said of a block by the place that it stands in."""

from collections.abc import Mapping, Sequence

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import HEADINGS
from newsarchive.extraction.body.places.signature import path_of
from newsarchive.extraction.body.words import BOILERPLATE, CERTAINLY_NOT_TEXT
from newsarchive.pages.visible_text import squeezed

_KEPT, _DROPPED = 0.9, 0.02
_LINKED = 0.3
_UNSURE = 0.3
_NARROW = 15
_RUNNING = ("p", "div", "section")
_NOTICE = 80
_CAPTION = 1200


def by_place(blocks: Sequence[Block], kinds: Mapping[str, int] | None) -> list[float | None]:
    """How likely each block is the article's, by its place alone; None for one that must be judged.

    :param kinds: by path, 1 where blocks are the article's, 0 where none is; None for a whole page
    """
    return [None if kinds is None else _by_place(block, kinds) for block in blocks]


def is_unsure(blocks: Sequence[Block], judged: Sequence[float], known: Sequence[float | None]) -> bool:
    """Whether a block whose place says nothing looks like the article's and also not.

    Cells do not count, as a table's are decided about together.

    :param judged: how likely each block is, by its look; empty where each place says it
    """
    pairs = zip(blocks, judged, known, strict=True) if judged else ()
    return any(
        own is None and _UNSURE < p < 1 - _UNSURE and block.tag not in ("td", "th") for block, p, own in pairs
    )


def _by_place(block: Block, kinds: Mapping[str, int]) -> float | None:
    if block.tag not in HEADINGS and (block.place.caption or block.place.figure) and block.width <= _CAPTION:
        return _DROPPED  # as text; it is a caption
    kind = kinds.get(path_of(block.element))
    if kind == 0:
        return _DROPPED
    if block.width < _NOTICE and CERTAINLY_NOT_TEXT.search(squeezed(block.text)):
        return _DROPPED
    return _KEPT if kind == 1 and is_plain(block) else None


def is_plain(block: Block) -> bool:
    """Whether nothing that a block says speaks against it, so that its place may decide."""
    return (
        block.linked < _LINKED
        and (block.width >= _NARROW or block.tag not in _RUNNING)
        and BOILERPLATE.search(block.text[:300]) is None
    )
