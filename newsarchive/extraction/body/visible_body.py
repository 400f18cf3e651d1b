"""Choose the blocks of a page that are its article's body, and write them as HTML."""

import copy
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from operator import mul
from typing import Any

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block, blocks_of
from newsarchive.extraction.body.cleaning import boxes, is_enormous, plain_paragraphs
from newsarchive.extraction.body.context import context_features
from newsarchive.extraction.body.elements import HEADINGS, within
from newsarchive.extraction.body.features import FIRST_NAMES, SECOND_NAMES, first_features
from newsarchive.extraction.body.fragment import Chosen, write_fragment
from newsarchive.extraction.body.places.cut import cut_down, is_checked
from newsarchive.extraction.body.places.kinds import by_place, is_unsure
from newsarchive.extraction.body.places.observation import observation
from newsarchive.extraction.body.second_opinion import Said, second_opinion
from newsarchive.extraction.body.selection import selected
from newsarchive.extraction.body.standfirst import standfirst
from newsarchive.extraction.body.stories import without_other_stories
from newsarchive.extraction.body.stories_in_a_row import without_next_stories
from newsarchive.extraction.body.sureness import sureness
from newsarchive.extraction.body.unshown import shown_once
from newsarchive.extraction.body.weights import FIRST, SECOND
from newsarchive.extraction.body.working import prepared
from newsarchive.extraction.candidates import UNSURE, Candidate
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import all_text

_FIRST = tuple(FIRST[name] for name in FIRST_NAMES)
_SECOND = tuple(SECOND[name] for name in SECOND_NAMES)


_CELLS = 60  # of a table, by which all of it is judged: thousands would outweigh the text beside them


def judged(blocks: list[Block], title: str) -> list[float]:
    """How likely each block is the article's, from 0 to 1; more cells of a large table are as its first ones.

    :param title: what the page's head calls it
    """
    cells: dict[object, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.tag in ("td", "th"):
            cells[next(block.element.iterancestors("table"), block.element)].append(index)
    surplus = {index for group in cells.values() for index in group[_CELLS:]}
    weighed = [index for index in range(len(blocks)) if index not in surplus]
    likely = dict(zip(weighed, _weighed([blocks[index] for index in weighed], title), strict=True))
    for group in cells.values():
        mean = sum(likely[index] for index in group[:_CELLS]) / _CELLS
        likely.update(dict.fromkeys(group[_CELLS:], mean))
    return [likely[index] for index in range(len(blocks))]


def _weighed(blocks: list[Block], title: str) -> list[float]:
    features = first_features(blocks, title)
    likely = [_likelihood(numbers, _FIRST) for numbers in features]
    contexts = context_features(blocks, likely)
    return [_likelihood([*own, *near], _SECOND) for own, near in zip(features, contexts, strict=True)]


def _likelihood(numbers: list[float], weights: tuple[float, ...]) -> float:
    odds = sum(map(mul, numbers, weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def visible_body(page: Page, learned: Learned = NOTHING_LEARNED) -> Candidate | None:
    """The likeliest blocks of the page, without the site's known furniture; None where there are none.

    Where the site's places are known the page is cut down by them first. It is read in full where that
    leaves a doubt, and now and then as well, to see whether they are still right.
    """
    if is_enormous(page.tree):
        plain = plain_paragraphs(page.tree.find("body"), whole=False)
        return Candidate(plain, "plain paragraphs", 0.3) if plain else None
    cut = cut_down(page.tree, learned.places)
    short = _Blocks(page, cut.root, learned, cut.kinds) if cut.root is not None else None
    why = cut.why or (short.doubt if short else "")
    if short and not why:
        found = short.candidate("learned places", "by learned places")
        if found is None or not is_checked(page.url):
            return found
        whole = _Blocks(page, copy.deepcopy(page.tree), learned)
        return found._replace(seen=replace(found.seen, places=whole.places))
    return _Blocks(page, copy.deepcopy(page.tree), learned).candidate("weighed blocks", f"in full: {why}")


class _Blocks:
    """The blocks of a page, and which of them are chosen.

    :param root: a copy of the page's tree
    :param kinds: what places say of blocks, where the copy is cut down to where the article may stand
    :ivar doubt: why the article of a page that was cut down may be wrong; empty where nothing says so
    :ivar places: what a whole page shows of its site, where that is asked
    """

    def __init__(
        self, page: Page, root: HtmlElement, learned: Learned, kinds: Mapping[str, int] | None = None
    ) -> None:
        held = list(root.iter())
        is_asked = learned.places and kinds is None
        originals = dict(zip(held, page.tree.iter(), strict=True)) if is_asked else {}
        self.root, self.chosen, self.doubt = root, Chosen(set(), set(), set(), set(), page.base), ""
        self.places: Mapping[str, Any] = {}
        self.said = Said(UNSURE)  # no more is known of what places alone settle, and nobody else is asked
        # lxml makes an element anew for each walk that meets it, unless somebody has it.
        self._held = [*held, *prepared(root, page).iter()]
        blocks = without_next_stories(page, without_other_stories(page, shown_once(blocks_of(root))))
        if not blocks:
            self.doubt = "no text is left"
            return
        titles = titles_of(page)
        known = by_place(blocks, kinds)
        likely = judged(blocks, titles) if None in known else []
        if kinds is not None and is_unsure(blocks, likely, known):
            self.doubt = "of some blocks neither place nor look is sure"
            return
        boxed = within(boxes(root, blocks))
        placed = [p if own is None else own for p, own in zip(likely or known, known, strict=True)]
        likely = [
            0.0 if block.element in boxed else p or 0.0 for block, p in zip(blocks, placed, strict=True)
        ]
        headline = next((all_text(h) for h in root.iter("h1")), "") or _lower_headline(blocks, titles)
        self.chosen = selected(root, blocks, likely, headline, page.base, learned)
        if kinds is None:
            choose = partial(selected, root, blocks, headline=headline, base=page.base, learned=learned)
            self._ask_others(blocks, likely, choose)
        if lead := standfirst(page, blocks, self.chosen):
            self.chosen.texts.add(lead.element)
        if all(one.tag in HEADINGS for one in self.chosen.texts - self.chosen.captions):
            self.doubt = "hardly any text is left"
        if originals:
            self.places = observation(
                page.tree.find("body"), originals, blocks, likely, self.chosen, headline
            )

    def _ask_others(self, blocks: list[Block], likely: list[float], choose: Callable[..., Chosen]) -> None:
        """Ask other readers where the choice is unsure, and choose anew where they agree on another one."""
        self.said = Said(sureness(blocks, likely, self.chosen.texts))
        if self.chosen.texts and self.said.sure < UNSURE:
            self.said = second_opinion(self.root, blocks, self.chosen, self.said.sure)
        if self.said.taken:
            taken = [1.0 if is_taken else p / 2 for p, is_taken in zip(likely, self.said.taken, strict=True)]
            self.chosen = choose(likely=taken)

    def candidate(self, strategy: str, way: str) -> Candidate | None:
        """The chosen blocks as a body."""
        html = write_fragment(self.root, self.chosen)
        seen = replace(self.chosen.seen, places=self.places, way=way)
        strategy = "other readers" if self.said.taken else strategy
        return (
            Candidate(html, strategy, self.said.sure, opinions=self.said.opinions, seen=seen)
            if html
            else None
        )


def _lower_headline(blocks: list[Block], titles: str) -> str:
    """The headline of a page without h1: the first heading that the title begins with."""
    headings = (block.text for block in blocks if block.tag in HEADINGS)
    return next((text for text in headings if titles.casefold().startswith(text.casefold())), "")


def titles_of(page: Page) -> str:
    """What the page's head calls it, to recognise the headline by."""
    tree = page.tree
    found = [title.text or "" for title in tree.iter("title")][:1]
    found += [m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:title"][:1]
    return " ".join(found)
