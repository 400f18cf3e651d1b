"""How sure the choice of a body's blocks is, by the likelihood of each block alone."""

from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block

_BY_RULE = 0.5  # likelihood above which only a rule leaves a block out


def sureness(blocks: Sequence[Block], likely: Sequence[float], texts: Collection[HtmlElement]) -> float:
    """The F1 that the chosen text is to be expected to have, from 0 to 1.

    It is low where two regions are alike, where what is likely stays outside, where what is hardly likely
    is kept, and where there are so few blocks that nothing is likely. What looks likely and is left out all
    the same was left out by a rule that knows it: an advertisement, a notice, a summary said again.

    :param likely: how likely each block is the article's, from 0 to 1
    :param texts: the elements of the blocks that are chosen
    """
    right = wrong = missed = 0.0
    for block, p in zip(blocks, likely, strict=True):
        if block.element in texts:
            right += block.width * p
            wrong += block.width * (1 - p)
        elif p <= _BY_RULE:
            missed += block.width * p
    return 2 * right / (2 * right + wrong + missed) if right else 0.0
