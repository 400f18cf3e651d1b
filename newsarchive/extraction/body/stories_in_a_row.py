"""Stories that follow one another in one element, told apart by their headlines and by what they speak of."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, remove
from newsarchive.extraction.body.stories import own_headline
from newsarchive.extraction.metadata.words import TITLED
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import squeezed
from newsarchive.pages.words import HAN
from newsarchive.text import words_in

_HEADLINE = range(20, 160)  # width
_PARAGRAPH = 60
_STORY = 300  # width of its paragraphs
_MOST = 6  # stories; more are the items of a list
_BOLD = ("b", "strong", "font", "big", "span")
_A_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_OWN, _CROSSED = 0.3, 0.2  # of a headline's telling words: so many in its own story, so few in another's


class _Story(NamedTuple):
    headline: Block
    blocks: list[Block]

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks if _is_prose(block))


def without_next_stories(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks without further stories, whose headlines look like the own one or stand in an aside.

    They say nothing of themselves: no date, no ``article``, no address. An ``article`` holds one story.
    Each of the two headlines must be borne out by its own text and by nothing of the other's, as the headings
    of parts seldom are.
    """
    heads = [block for block in blocks if block.width in _HEADLINE and _may_head(block)]
    first = [block for block in heads if block.tag == "h1"]
    if len(first) == 1 and not any(_is_aside(block, first[0]) for block in heads):
        return blocks
    own = own_headline(page, heads) if 1 < len(heads) <= 4 * _MOST else None
    if own is None:
        return blocks
    kind = _kind(own)
    alike = [block for block in heads if block is own or _kind(block) == kind or _is_aside(block, own)]
    stories = list(_stories(blocks, alike))
    mine = next(story for story in stories if story.headline is own)
    gone = [story for story in stories if story is not mine and _is_another(story, mine)]
    if len(stories) > _MOST or len(mine.text) < _STORY:
        return blocks
    for story in gone:
        for block in (story.headline, *story.blocks):
            remove(block.element)
    left = {id(block) for story in gone for block in (story.headline, *story.blocks)}
    return [block for block in blocks if id(block) not in left]


def _may_head(block: Block) -> bool:
    """Whether a block is a heading, bold as a whole, or named a title."""
    if block.tag in ("h1", "h2", "h3"):
        return True
    element = block.element
    if block.linked > 0 or block.text[-1] in ".。!?！？:：,，":
        return False
    return _bold(element, block.text) is not None or (
        block.tag in ("td", "div", "p") and bool(TITLED.search((element.get("class") or "").lower()))
    )


def _bold(element: HtmlElement, text: str) -> HtmlElement | None:
    """The element within that has all the text and is bold or larger."""
    inner = element[0] if len(element) and element[0].tag in _BOLD else None
    if inner is None or squeezed("".join(inner.itertext())) != text:
        return None
    return inner


def _kind(block: Block) -> tuple[str, ...]:
    """How a headline is marked up."""
    inner = _bold(block.element, block.text)
    return (block.tag, block.element.get("class") or "", "" if inner is None else inner.tag)


def _is_aside(block: Block, own: Block) -> bool:
    """Whether a block stands in an aside that the own headline does not stand in."""
    return block.place.aside and not own.place.aside


def _stories(blocks: Sequence[Block], heads: Sequence[Block]) -> Iterator[_Story]:
    """Each headline with the blocks up to the next one; an aside's story ends with the aside."""
    story: _Story | None = None
    for block in blocks:
        if block in heads:
            if story:
                yield story
            story = _Story(block, [])
        elif story and (block.place.aside or not story.headline.place.aside):
            story.blocks.append(block)
    if story:
        yield story


def _is_another(story: _Story, mine: _Story) -> bool:
    shared = {*ancestors(story.headline.element)} & {*ancestors(mine.headline.element)}
    is_in_one = any(element.tag == "article" for element in shared)
    if is_in_one and not _is_aside(story.headline, mine.headline):
        return False
    text, own = story.text, mine.text
    if len(text) < _STORY or sum(map(_is_prose, story.blocks)) < 2:
        return False
    return _speaks_of(mine.headline, own, text) and _speaks_of(story.headline, text, own)


def _speaks_of(headline: Block, text: str, other: str) -> bool:
    """Whether a headline's telling words stand in one text and not in another."""
    wanted = _telling(headline.text)
    here, there = (len(wanted & _telling(one)) for one in (text, other))
    return bool(wanted) and here >= _OWN * len(wanted) and there <= _CROSSED * len(wanted)


def _telling(text: str) -> frozenset[str]:
    """Words of four letters and more, and each two characters of Chinese writing."""
    pairs = (run[n : n + 2] for run in _A_HAN_RUN.findall(text) for n in range(len(run) - 1))
    return frozenset(
        [*(word for word in words_in(text) if len(word) > 3 and not _A_HAN_RUN.search(word)), *pairs]
    )


def _is_prose(block: Block) -> bool:
    return block.width >= _PARAGRAPH and block.linked < 0.5
