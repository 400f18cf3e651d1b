"""The second round's features of each block: what the first round says of the blocks around it."""

import math
from collections import defaultdict
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block

_FULL = 600  # width above which a block's say does not grow
_NEAR = 300
_SHORT = 80
_WINDOWS = (1, 2, 5)
_EDGE = 0.02  # of the article's text


@dataclass(slots=True)
class _Holder:
    """What stands below one element."""

    votes: float = 0.0
    likely: float = 0.0
    text: float = 0.0


def context_features(blocks: list[Block], likely: list[float]) -> list[list[float]]:
    """Numbers about each block's surroundings.

    :param likely: how likely each block is the article's, from 0 to 1
    """
    chains = _chains(blocks)
    odds = [math.log((p + 1e-3) / (1 - p + 1e-3)) for p in likely]
    mass = [min(block.width, _FULL) * p for block, p in zip(blocks, likely, strict=True)]
    total = sum(mass) or 1.0
    looks = [(block.element.tag, block.element.get("class")) for block in blocks]
    alike: dict[object, float] = defaultdict(float)
    for look, weight in zip(looks, mass, strict=True):
        alike[look] += weight
    holders = _holders(blocks, chains, odds, mass)
    path = _path_to_container(chains, holders)
    around = [_around(blocks, likely, reach) for reach in _WINDOWS]
    found = []
    before = 0.0
    for index, (block, chain) in enumerate(zip(blocks, chains, strict=True)):
        after = max(total - before - mass[index], 0.0)
        first, last = float(before < _EDGE * total), float(after < _EDGE * total)
        up, below = _distance(chain, path)
        inside = float(up == 0)
        parent = holders[chain[1]] if len(chain) > 1 else _Holder()
        above = holders[chain[2]] if len(chain) > 2 else parent
        short = float(block.width < _SHORT)
        found.append(
            [
                odds[index] / 7,
                likely[index],
                *(window[index] for window in around),
                alike[looks[index]] / total,
                before / total,
                after / total,
                first,
                last,
                inside,
                min(up, 8) / 8,
                min(below, 8) / 8 * inside,
                parent.likely / total,
                parent.likely / max(parent.text, 1.0),
                above.likely / total,
                above.likely / max(above.text, 1.0),
                inside * first,
                inside * last,
                first * short,
                last * short,
                inside * short,
                min(total, 4000.0) / 4000,
            ]
        )
        before += mass[index]
    return found


def _chains(blocks: list[Block]) -> list[list[HtmlElement]]:
    """Each block's element and its ancestors, the nearest first; siblings share the walk up."""
    above: dict[HtmlElement | None, list[HtmlElement]] = {}
    chains = []
    for block in blocks:
        parent = block.element.getparent()
        if parent not in above:
            above[parent] = [] if parent is None else [parent, *parent.iterancestors()]
        chains.append([block.element, *above[parent]])
    return chains


def _holders(
    blocks: list[Block], chains: list[list[HtmlElement]], odds: list[float], mass: list[float]
) -> dict[HtmlElement, _Holder]:
    holders: dict[HtmlElement, _Holder] = defaultdict(_Holder)
    for block, chain, odd, weight in zip(blocks, chains, odds, mass, strict=True):
        vote = odd * min(block.width, 400) / 100
        text = min(block.width, _FULL)
        for level, element in enumerate(chain):
            holder = holders[element]
            holder.votes += vote
            if level in (1, 2):
                holder.likely += weight
                holder.text += text
    return holders


def _path_to_container(
    chains: list[list[HtmlElement]], holders: dict[HtmlElement, _Holder]
) -> dict[HtmlElement, int]:
    """From the root to the element whose blocks speak most for it: each element and its depth."""
    best: tuple[float, int] = (-math.inf, 0)
    path: list[HtmlElement] = []
    seen: set[HtmlElement] = set()
    for chain in chains:
        for level, element in enumerate(chain):
            if element in seen:
                break  # so have been all above it
            seen.add(element)
            rank = (round(holders[element].votes, 3), len(chain) - level)
            if rank > best:
                best, path = rank, chain[level:]
    return {element: depth for depth, element in enumerate(reversed(path))}


def _distance(chain: list[HtmlElement], path: dict[HtmlElement, int]) -> tuple[int, int]:
    """Steps from the container up to what holds it and the block; from there down to the block's parent."""
    for level, element in enumerate(chain):
        if element in path:
            return len(path) - 1 - path[element], max(level - 1, 0)
    return len(path), 0


def _around(blocks: list[Block], likely: list[float], reach: int) -> list[float]:
    """How likely the text within so many blocks is the article's, the block itself left out."""
    texts = [min(block.width, _NEAR) for block in blocks]
    sums, goods = [0.0], [0.0]
    for text, p in zip(texts, likely, strict=True):
        sums.append(sums[-1] + text)
        goods.append(goods[-1] + text * p)
    found = []
    last = len(blocks)
    for index, (text, p) in enumerate(zip(texts, likely, strict=True)):
        low = index - reach if index > reach else 0
        high = index + reach + 1 if index + reach < last else last
        rest = sums[high] - sums[low] - text
        found.append((goods[high] - goods[low] - text * p) / max(rest, 1.0))
    return found
