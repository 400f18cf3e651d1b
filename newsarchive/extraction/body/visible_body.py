"""Choose the blocks of a page that are its article's body, and write them as HTML."""

import math
from collections import defaultdict
from operator import mul

from newsarchive.extraction.body.blocks import Block, blocks_of
from newsarchive.extraction.body.cleaning import boxes, is_enormous, plain_paragraphs
from newsarchive.extraction.body.context import context_features
from newsarchive.extraction.body.elements import HEADINGS, within
from newsarchive.extraction.body.features import FIRST_NAMES, SECOND_NAMES, first_features
from newsarchive.extraction.body.fragment import write_fragment
from newsarchive.extraction.body.selection import selected
from newsarchive.extraction.body.standfirst import standfirst
from newsarchive.extraction.body.stories import without_other_stories
from newsarchive.extraction.body.stories_in_a_row import without_next_stories
from newsarchive.extraction.body.unshown import shown_once
from newsarchive.extraction.body.weights import FIRST, SECOND
from newsarchive.extraction.body.working import working_copy
from newsarchive.extraction.candidates import Candidate
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


def visible_body(page: Page) -> Candidate | None:
    """The likeliest blocks of the page; None where there are none."""
    if is_enormous(page.tree):
        plain = plain_paragraphs(page.tree.find("body"), whole=False)
        return Candidate(plain, "plain paragraphs", 0.3) if plain else None
    root = working_copy(page.tree)
    _alive = list(
        root.iter()
    )  # lxml makes an element anew for each walk that meets it, unless somebody has it
    blocks = without_next_stories(page, without_other_stories(page, shown_once(blocks_of(root))))
    if not blocks:
        return None
    titles = titles_of(page)
    boxed = within(boxes(root, blocks))
    judgement = zip(blocks, judged(blocks, titles), strict=True)
    likely = [0.0 if block.element in boxed else p for block, p in judgement]
    headline = next((all_text(h) for h in root.iter("h1")), "") or _lower_headline(blocks, titles)
    chosen = selected(root, blocks, likely, headline, page.base)
    if lead := standfirst(page, blocks, chosen):
        chosen.texts.add(lead.element)
    html = write_fragment(root, chosen)
    return Candidate(html, "weighed blocks", 0.9) if html else None


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
