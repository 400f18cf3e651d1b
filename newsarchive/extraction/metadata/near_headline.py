"""The lines around the headline that may state when, by whom and where the article appeared."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.metadata.headline import Headline, is_aside
from newsarchive.extraction.metadata.words import LABELLED, NOT_THE_ARTICLES
from newsarchive.pages.visible_text import Line, lines_after, lines_before
from newsarchive.pages.words import HAN

_PROSE = re.compile(
    rf"[，,；;：:“].{{0,200}}[。！？!?][”」』]?(?:$|[{HAN}])|^.{{40,}}。[”」』]?$|(?:[a-zà-ÿ,]{{2,20}}\s){{14}}"
)
_FIGURES = re.compile(r"[\d\s:：/.年月日-]{2,20}")
_BELOW = 24
_ABOVE = 6
_PROSE_LINES = 2
_HEADLINES = 3


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the article's head.

    :param text: on one line
    :param elements: those that the line's texts stand in
    :param distance: lines from the headline, 1 for the next; behind it and before it alike
    :param below: it stands behind the headline
    :param behind_text: a paragraph of text stands between the two
    """

    text: str
    elements: Sequence[HtmlElement]
    distance: int
    below: bool
    behind_text: bool = False

    @property
    def fading(self) -> float:
        """What a statement loses for standing here, from 0 to 0.3."""
        return min(self.distance, 20) * 0.004 + (0 if self.below else 0.03) + 0.15 * self.behind_text


def head_lines(headlines: Sequence[Headline]) -> list[HeadLine]:
    """The lines near the best headlines that agree equally well, those below first."""
    if not headlines:
        return []
    best = headlines[0]
    if not best.agrees and best.element.tag != "h1":
        return []
    alike = [one for one in headlines[:_HEADLINES] if one.agrees == best.agrees and one.agrees >= 2] or [best]
    found: list[HeadLine] = []
    for one in alike:
        home = frozenset(one.element.iterancestors())
        found += _below(one.element, home)
        found += [
            HeadLine(line.text, line.elements, n, below=False)
            for n, line in enumerate(lines_before(one.element, _ABOVE), 1)
            if _may_be_the_articles(line, home)
        ]
    return found


def _below(element: HtmlElement, home: Collection[HtmlElement]) -> Iterator[HeadLine]:
    prose = 0
    for distance, line in enumerate(_whole(lines_after(element, _BELOW)), 1):
        tag = line.elements[0].tag
        if tag in {"h1", "h2"} and distance > 3:
            return
        if _PROSE.search(line.text) and not LABELLED.search(line.text[:40]):
            prose += 1
            if prose > _PROSE_LINES:
                return
            continue
        if _may_be_the_articles(line, home):
            yield HeadLine(line.text, line.elements, distance, below=True, behind_text=prose > 0)


def _whole(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, figures that stand in blocks of their own joined: a year, a day and a clock."""
    held: Line | None = None
    for line in lines:
        if held and _FIGURES.fullmatch(line.text):
            held = Line(f"{held.text} {line.text}", [*held.elements, *line.elements])
            continue
        if held:
            yield held
        held = line if _FIGURES.fullmatch(line.text) else None
        if held is None:
            yield line
    if held:
        yield held


def _may_be_the_articles(line: Line, home: Collection[HtmlElement]) -> bool:
    if len(line.text) > 400 or NOT_THE_ARTICLES.search(line.text):
        return False
    element = line.elements[0]
    return not is_aside(element, 5, home) and not _is_link_to_another(element, line.text)


def _is_link_to_another(element: HtmlElement, text: str) -> bool:
    """Whether a line is an entry of a list: a long link."""
    link = element if element.tag == "a" else next(islice(element.iterancestors("a"), 1), None)
    return link is not None and len(text) > 60
