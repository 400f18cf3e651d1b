"""What other readers say of a page whose body is unsure, and what is made of it: agreement decides."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.body.other_readers import OtherReader, other_readers
from newsarchive.extraction.candidates import Opinion
from newsarchive.text import cut, letters_of, printable

_LONG = (
    25  # width; a shorter block is taken where it is a line of its own, as a menu's words stand in any text
)
_SHORT = 200  # characters of why a reader broke off
_LARGEST = 1_000_000  # characters of a page about which nobody is asked, as that would take too long
_ALIKE = 0.8  # so much in common is agreement; a reader that agrees with ours is the last that is asked
_RATHER = 0.28  # so much more two others must have in common than either of them has with ours

Taken = list[bool]
"""Which of a page's blocks a reader takes for the article's, captions aside."""


class Said(NamedTuple):
    """What comes of asking others.

    :param sure: how sure the body is, from 0 to 1
    :param opinions: what each said who was asked
    :param taken: the blocks that the body is to be made of; None where our choice stays
    """

    sure: float
    opinions: tuple[Opinion, ...] = ()
    taken: Taken | None = None


def second_opinion(root: HtmlElement, blocks: Sequence[Block], chosen: Chosen, sure: float) -> Said:
    """Ask the other readers one after another, until one agrees with our choice.

    Where two of them agree with each other, and far less with ours, the body is the better reader's; where
    one agrees with ours, it is as sure as they agree; else it stays as it is, and as unsure.

    :param root: what the blocks stand in
    :param chosen: our own reader's choice
    :param sure: how sure that is, from 0 to 1
    """
    html = etree.tostring(root, encoding="unicode", method="html")
    if len(html) > _LARGEST:
        return Said(sure)
    own = [block.element in chosen.texts and block.element not in chosen.captions for block in blocks]
    letters = [letters_of(block.text) for block in blocks]
    opinions: list[Opinion] = []
    taken: list[Taken] = []
    for reader in other_readers():
        text, failed = _text_of(reader, html)
        found = _taken(text, blocks, letters, chosen)
        said = sum(len(one) for one, is_taken in zip(letters, found, strict=True) if is_taken)
        opinions.append(Opinion(reader.name, said, agreement(blocks, own, found), failed=failed))
        taken.append(found)
        if opinions[-1].agreement >= _ALIKE:
            break
    against, together, best = max(_against(blocks, taken, opinions), default=(0.0, 0.0, 0))
    if against <= _RATHER:
        return Said(max([sure, *(one.agreement for one in opinions)]), tuple(opinions))
    opinions[best] = opinions[best]._replace(is_taken=True)
    return Said(together, tuple(opinions), taken[best])


def _against(
    blocks: Sequence[Block], taken: Sequence[Taken], opinions: Sequence[Opinion]
) -> list[tuple[float, float, int]]:
    """Of each two readers that agree: how much more than with ours, how much, and which is the better."""
    found = []
    for (first, one), (second, other) in combinations(enumerate(taken), 2):
        together = agreement(blocks, one, other)
        if together >= _ALIKE:
            with_ours = max(opinions[first].agreement, opinions[second].agreement)
            found.append((together - with_ours, together, second))
    return found


def agreement(blocks: Sequence[Block], one: Taken, other: Taken) -> float:
    """How much of what two readers take is the same, from 0 to 1."""
    both = sum(block.width for block, a, b in zip(blocks, one, other, strict=True) if a and b)
    whole = sum(block.width * (a + b) for block, a, b in zip(blocks, one, other, strict=True))
    return 2 * both / whole if whole else 0.0


def _text_of(reader: OtherReader, html: str) -> tuple[str, str]:
    """A reader's text, and why there is none where it broke off."""
    try:
        return reader.read(html), ""
    except Exception as error:  # noqa: BLE001  whatever is the matter with it, it is told, and has no opinion
        return "", cut(f"{type(error).__name__}: {printable(error)}".rstrip(": "), _SHORT)


def _taken(text: str, blocks: Sequence[Block], letters: Sequence[str], chosen: Chosen) -> Taken:
    """The blocks that stand in a reader's text."""
    whole = letters_of(text)
    lines = {letters_of(line) for line in text.splitlines()} - {""}
    return [
        block.element not in chosen.captions and (own in lines or (block.width >= _LONG and own in whole))
        for block, own in zip(blocks, letters, strict=True)
    ]
